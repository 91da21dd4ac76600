"""Rounds of any size with every kind of criterion; the same numbers each time."""

from decimal import Decimal
from random import Random

from awards.arithmetic import AwardRule, Quota, RoundContent
from awards.result_document import RoundName
from scoring.arithmetic import Band, Criterion, Entry, Kind, Mark, Settings, Sheet, Verdict

KINDS = [Kind.GRADED, Kind.COMPARATIVE, Kind.PROPORTIONAL, Kind.PASS_FAIL, Kind.COUNTED]
AREAS = 5


def round_name(units: int) -> RoundName:
    return RoundName(commune="Đo Tốc Độ", city="Hải Phòng", number=f"{units:02d}", year=2026, round="Tổng kết năm 2026")


def round_content(units: int, criteria: int) -> RoundContent:
    """`units` sheets on a table of `criteria` rows, the last two of them a bonus and a penalty."""
    random = Random(units * 1000 + criteria)
    table = [_criterion(i, criteria) for i in range(criteria)]
    return RoundContent(
        criteria=tuple(table),
        sheets=tuple(_sheet(i, table, random) for i in range(units)),
        settings=Settings(
            step=Decimal("0.25"),
            bonus_cap=Decimal(5),
            bands=(Band("Hoàn thành xuất sắc nhiệm vụ", Decimal(90)), Band("Hoàn thành tốt nhiệm vụ", Decimal(70))),
        ),
        rules=(
            AwardRule("CO", "Cờ thi đua", Quota(number=1), "Chủ tịch UBND thành phố", Decimal(60), 1),
            AwardRule("BK", "Bằng khen", Quota(percent=Decimal(10)), "Chủ tịch UBND thành phố", Decimal(50), None),
            AwardRule("GK", "Giấy khen", Quota(percent=Decimal(30)), "Chủ tịch UBND xã", None, None),
        ),
        area_titles=tuple((n, f"Nội dung thi đua thứ {n} của Khối") for n in range(1, AREAS + 1)),
    )


def _criterion(index: int, count: int) -> Criterion:
    if index >= count - 2:
        kind = Kind.BONUS if index == count - 2 else Kind.PENALTY
        return Criterion(f"X.{index}", kind, f"Mục cộng, trừ thứ {index}", unit_points=Decimal("0.50"))
    kind = KINDS[index % len(KINDS)]
    return Criterion(
        code=f"{index % AREAS + 1}.{index // AREAS + 1}",
        kind=kind,
        title=f"Tiêu chí thứ {index + 1}: kết quả thực hiện nhiệm vụ được giao trong năm",
        area=index % AREAS + 1,
        maximum=Decimal(4),
        unit_points=Decimal("0.50") if kind is Kind.COUNTED else None,
        target=Decimal(98) if kind.has_target else None,
    )


def _sheet(index: int, table: list[Criterion], random: Random) -> Sheet:
    role = {0: "head", 1: "deputy"}.get(index, "member")
    marks = {}
    for criterion in table:
        entry = _entry(criterion, random)
        changed = criterion.kind is Kind.GRADED and random.random() < 0.2
        appraised = Decimal("1.25") if changed else entry
        marks[criterion.code] = Mark(entry, appraised, "Căn cứ hồ sơ minh chứng" if changed else "")
    return Sheet(f"DV{index + 1}", f"Đơn vị thành viên thứ {index + 1} của Khối thi đua", role, marks=marks)


def _entry(criterion: Criterion, random: Random) -> Entry:
    match criterion.kind:
        case Kind.GRADED:
            return Decimal(random.randint(8, 16)) / 4
        case Kind.PASS_FAIL:
            return random.choice([Verdict.PASSED, Verdict.PASSED, Verdict.FAILED])
        case Kind.PROPORTIONAL | Kind.COMPARATIVE:
            return Decimal(random.randint(900, 1100)) / 10
        case Kind.COUNTED:
            return Decimal(random.randint(0, 9))
        case _:
            return Decimal(random.randint(0, 3))
