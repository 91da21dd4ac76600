"""Award rules by file."""

from decimal import Decimal

import pytest

from awards.models import AwardRule
from tests.admin_year import (
    a_world,
    export,
    import_whole,
    problems,
    upload,
    xlsx,
)
from toolkit.spreadsheets import Percent

world = pytest.fixture(a_world)

HEADINGS = ("Kỳ chấm", "Mã", "Hình thức", "Số lượng", "Điểm tối thiểu", "Hạng thấp nhất", "Cơ quan quyết định")
ROUND = "Tổng kết 2026"


def rules(world):
    return {r.code: (r.quota_number, r.quota_percent) for r in world.year.preparing.award_rules.all()}


@pytest.mark.parametrize(("typed", "quota"), [
    (3, (3, None)), ("3", (3, None)), ("30%", (None, 30)), ("33,5 %", (None, Decimal("33.5"))),
    (Percent(Decimal(30)), (None, 30)),
])  # fmt: skip
def test_a_quota_is_a_number_or_a_percentage(world, typed, quota):
    row = (ROUND, "GK", "Giấy khen", typed, Decimal("80.5"), 10, "Chủ tịch UBND xã")

    import_whole(world.browser("head"), AwardRule, "a.xlsx", xlsx(HEADINGS, row))

    assert rules(world) == {"CO": (1, None), "GK": quota}


def test_problems_are_said_and_nothing_is_stored(world):
    rows = [
        (ROUND, "A", "Cờ", "101%", None, None, None),
        (ROUND, "B", "Cờ", Decimal("0.3"), -1, 0, None),
        (ROUND, "C", None, None, None, None, None),
        ("Sơ kết 2026", "D", "Cờ", 1, None, None, None),
    ]

    assert problems(upload(world.browser("head"), AwardRule, "a.xlsx", xlsx(HEADINGS, *rows))) == [
        'Dòng 2, cột "Số lượng": "101%" không dùng được. Nhập số đơn vị, ví dụ 3, hoặc tỷ lệ, ví dụ 30%.',
        'Dòng 3, cột "Số lượng": "0,3" không dùng được. Nhập một số nguyên từ 0 đến 32767.',
        'Dòng 3, cột "Hạng thấp nhất": "0" không dùng được. Nhập một số nguyên từ 1 đến 32767.',
        'Dòng 3, cột "Điểm tối thiểu": Điểm tối thiểu không được âm.',
        'Dòng 4, cột "Số lượng": Nhập một số nguyên từ 0 đến 32767.',
        'Dòng 4, cột "Hình thức": Ô này không được để trống.',
        'Dòng 5, cột "Kỳ chấm": Kỳ chấm này đã chốt nên quy định khen thưởng không sửa được.',
    ]
    assert rules(world) == {"CO": (1, None)}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_rules_come_back_as_no_change_and_the_settled_ones_are_refused(world, kind):
    AwardRule.objects.create(
        round=world.year.preparing, position=2, code="GK", form="Giấy khen", quota_percent=Decimal("33.333333"),
        lowest_total=Decimal("80.50"), worst_rank=9, authority="Chủ tịch",
    )  # fmt: skip
    head = world.browser("head")

    data = export(head, AwardRule, kind, f"?round__id={world.year.preparing.pk}")
    answer = upload(head, AwardRule, f"a.{kind}", data)

    assert problems(answer) == []
    assert answer.context["rehearsal"].summary.endswith("2 dòng không đổi.")
    whole = problems(upload(head, AwardRule, f"a.{kind}", export(head, AwardRule, kind)))
    assert len(whole) == 1 and "Kỳ chấm này đã chốt" in whole[0]


def test_another_blocs_round_is_refused_for_a_head(world):
    rows = xlsx(("Số khối", *HEADINGS), ("03", ROUND, "A", "Cờ", 1, None, None, None))

    assert problems(upload(world.browser("head"), AwardRule, "a.xlsx", rows)) == [
        'Dòng 2, cột "Kỳ chấm": Không có "Tổng kết 2026" trong các kỳ chấm được sửa.'
    ]
    assert AwardRule.objects.filter(code="A").count() == 0
