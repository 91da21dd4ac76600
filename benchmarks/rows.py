"""A unit's sheet: the page, and a row of it saved, in a round of forty criteria.

Run alone: .venv/bin/python -m benchmarks.rows
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import Cost, measure

CRITERIA = 40
UNITS = 6


def row_cases(page_cost: Callable[..., Cost], criteria: int = CRITERIA) -> Iterator[Cost]:
    from django.urls import reverse

    client, round, code = sheet_client(criteria)
    yield page_cost(f"sheet of {criteria} criteria", UNITS, client, reverse("sheet", args=[round.pk, code]))
    yield measure("  a row saved", UNITS, saver(client, round, code), times=60)


def saver(client, round, code: str) -> Callable[[], bytes]:
    """Each call saves another graded row, or the same with another value."""
    from django.urls import reverse

    from scoring.forms.sheets import base_of
    from scoring.models import Mark

    lines = Mark.objects.filter(sheet__round=round, sheet__unit__code=code, criterion__kind="graded")
    keys = list(lines.order_by("pk").values_list("pk", flat=True))
    marks = {mark.pk: (mark.version, base_of(mark)) for mark in lines}
    count = iter(range(10_000))

    def save() -> bytes:
        number = next(count)
        pk, value = keys[number % len(keys)], f"{(number // len(keys)) % 16 / 4:.2f}"
        version, _ = marks[pk]
        typed = {f"k-{pk}": value, f"g-{pk}": f"lần {number}", f"v-{pk}": version, f"b-{pk}": ""}
        answer = client.post(reverse("mark_save", args=[pk]), typed, headers={"HX-Request": "true"})
        if b'data-state="saved"' not in answer.content:
            raise RuntimeError(f"saving answered {answer.status_code}: {answer.content[:200]!r}")
        marks[pk] = (version + 1, "")
        return answer.content

    return save


def sheet_client(criteria: int):
    """A browser of a member unit, its round being self-scored and nothing entered yet, and the unit's code."""
    from dataclasses import replace

    from django.test import Client
    from django.utils import timezone

    from awards.actions import settle_content_as_round
    from benchmarks.rounds import round_content, round_name
    from scoring.actions.loading import load_round
    from scoring.actions.rounds import lay_out_marks
    from scoring.models import Round
    from scoring.states import RoundState
    from units.models import Unit, User

    content = round_content(UNITS, criteria)
    name = replace(round_name(UNITS), number="62")
    settled = settle_content_as_round(name, "Khối đo phiếu", content, by=None, at=timezone.now()).round
    rows = {row.code: row for row in settled.criteria_set.criteria.all()}
    units = [Unit.objects.get(bloc=settled.campaign.bloc, code=sheet.unit) for sheet in content.sheets]
    empty = [replace(sheet, marks={}) for sheet in content.sheets]
    round = load_round(settled.campaign, "Kỳ đang tự chấm", rows, units, empty, content.settings)
    lay_out_marks(round)
    Round.objects.filter(pk=round.pk).update(state=RoundState.SELF_SCORING)
    client = Client()
    client.force_login(User.objects.create_user(username=f"rows{round.pk}", unit=units[-1]))
    return client, round, units[-1].code


def main() -> None:
    from benchmarks.__main__ import configure

    with tempfile.TemporaryDirectory(prefix="khoi-thidua-bench-") as folder:
        configure(Path(folder))
        from benchmarks.cases import page_cost

        for cost in row_cases(page_cost):
            print(f"{cost.what:32} {cost.median_ms:7.1f} ms (best {cost.best_ms:.1f})  {cost.queries} queries")


if __name__ == "__main__":
    main()
