"""The appraisal of a large bloc: the grid, its panel, one unit, a line saved.

Run alone: .venv/bin/python -m benchmarks.grid
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import Cost, measure

UNITS, CRITERIA = 60, 40


def grid_cases(page_cost: Callable[..., Cost], units: int = UNITS, criteria: int = CRITERIA) -> Iterator[Cost]:
    from django.urls import reverse

    from benchmarks.cases import head_client
    from scoring.models import Mark

    round = appraised_round(units, criteria)
    client, address = head_client(round), reverse("appraisal", args=[round.pk])
    lines = Mark.objects.filter(sheet__round=round, sheet__role="member").order_by("sheet__position", "pk")
    code, line = lines[0].sheet.unit.code, lines[0]
    yield page_cost(f"appraisal grid, {criteria} criteria", units, client, address)
    yield page_cost("  with an open line", units, client, f"{address}?o={line.pk}")
    yield page_cost("  one unit line by line", units, client, reverse("appraisal_of_unit", args=[round.pk, code]))
    rest = iter(lines.filter(criterion__kind="graded").exclude(self_entry="")[:60])

    def save() -> bytes:
        mark = next(rest)
        typed = {"entry": mark.self_entry, "version": mark.version}
        answer = client.post(reverse("mark_appraise", args=[mark.pk]), typed, headers={"HX-Request": "true"})
        if answer.status_code != 302:
            raise RuntimeError(f"saving answered {answer.status_code}")
        return b""

    yield measure("  a line saved", units, save, times=30)


def appraised_round(units: int, criteria: int):
    """A round being appraised, half of its lines already decided."""
    from dataclasses import replace

    from django.utils import timezone

    from awards.actions import settle_content_as_round
    from benchmarks.rounds import round_content, round_name
    from scoring.actions.loading import load_round
    from scoring.actions.rounds import lay_out_marks
    from scoring.arithmetic import Mark
    from scoring.models import Round
    from units.models import Unit

    content = round_content(units, criteria)
    name = replace(round_name(units), number="61")
    settled = settle_content_as_round(name, "Khối đo lưới", content, by=None, at=timezone.now()).round
    half = [{code: Mark(m.self_entry, None, "") for code, m in list(s.marks.items())[::2]} for s in content.sheets]
    sheets = [replace(s, marks={**s.marks, **those}) for s, those in zip(content.sheets, half, strict=True)]
    table = settled.criteria_set
    rows = {row.code: row for row in table.criteria.all()}
    found = {unit.code: unit for unit in Unit.objects.filter(bloc=settled.campaign.bloc)}
    members = [found[s.unit] for s in sheets]
    round = load_round(settled.campaign, "Đang thẩm định", rows, members, sheets, content.settings)
    lay_out_marks(round)
    Round.objects.filter(pk=round.pk).update(state="appraising")
    round.sheets.update(state="submitted", submitted_at=timezone.now())
    return Round.objects.get(pk=round.pk)


def main() -> None:
    from benchmarks.__main__ import configure

    with tempfile.TemporaryDirectory(prefix="khoi-thidua-bench-") as folder:
        configure(Path(folder))
        from benchmarks.cases import page_cost

        for cost in grid_cases(page_cost):
            print(f"{cost.what:44}{cost.median_ms:8.1f} ms (best {cost.best_ms:.1f}){cost.queries:5} queries")


if __name__ == "__main__":
    main()
