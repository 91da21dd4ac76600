"""Years of any size for the papers' tests: six units as in the plan, forty with long names, none at all."""

from datetime import UTC, date, datetime
from decimal import Decimal

from awards.actions.settling import load_rules, settle_round
from awards.arithmetic import AwardRule, Quota
from awards.models import Ballot, Discipline, GrantedAward, Headcount, Nomination, PersonRule
from awards.states import BallotKind, BallotState, NominationState
from campaigns.actions.meetings import Present, Record, hold_meeting, plan_meeting
from campaigns.models import (
    Attendance,
    Author,
    Campaign,
    Commitment,
    ContentArea,
    Drive,
    DriveEntry,
    DueDate,
    Exemplar,
    Initiative,
    LegalBasis,
    Meeting,
    Pledge,
    PledgeConfirmation,
    ReportDuty,
    Task,
    UnitPlan,
    UnitPlanPart,
)
from campaigns.states import AttendanceState, ExemplarState, InitiativeState, PlanState, PledgeState
from scoring.actions import load_round, load_table
from scoring.arithmetic import Band, Criterion, Kind, Mark, Settings, Sheet, Verdict
from scoring.models import Round, ScoreSheet
from units.models import Bloc, Commune, Membership, Unit, User

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)  # 9.30 in the bloc's own time
SIX = (
    ("VP", "Văn phòng HĐND và UBND xã", "head", "Chánh Văn phòng HĐND và UBND"),
    ("VHXH", "Phòng Văn hóa - Xã hội", "deputy", "Trưởng phòng"),
    ("KT", "Phòng Kinh tế", "member", "Trưởng phòng"),
    ("HCC", "Trung tâm Phục vụ hành chính công", "member", "Giám đốc"),
    ("DVSNC", "Trung tâm Dịch vụ sự nghiệp công", "member", "Giám đốc"),
    ("QLDA", "Ban Quản lý dự án đầu tư xây dựng", "member", "Giám đốc"),
)
LONG = (
    "Trung tâm Dịch vụ sự nghiệp công, Văn hóa, Thông tin, Thể thao và Phát triển quỹ đất, cụm công nghiệp "
    "khu vực liên xã"
)
SENTENCE = (
    "Rà soát, cắt giảm thời gian giải quyết thủ tục hành chính; phân công người theo dõi từng hồ sơ và báo cáo "
    "hằng tuần với Trưởng Khối để kịp thời tháo gỡ vướng mắc."
)


def forty() -> tuple[tuple[str, str, str, str], ...]:
    """Names of 120 letters."""
    roles = {0: "head", 1: "deputy"}
    return tuple(
        (f"D{i:02d}", f"Đơn vị {i:02d}, {LONG}".ljust(120, "a")[:120], roles.get(i, "member"), f"Giám đốc {LONG}"[:90])
        for i in range(40)
    )


def make_year(members=SIX, *, number: str = "02", year: int = 2026) -> Campaign:
    """A bloc with its units, two legal bases in force and one no longer, and a campaign with nothing in it."""
    commune, _ = Commune.objects.get_or_create(name="Hà Bắc", city="Hải Phòng")
    founded = "Quyết định số 34/QĐ-HĐTĐKT ngày 29 tháng 4 năm 2026 của Hội đồng Thi đua - Khen thưởng xã Hà Bắc"
    bloc = Bloc.objects.create(commune=commune, number=number, name=f"Khối thi đua số {number}", founded_by=founded)
    for position, (code, name, role, office) in enumerate(members, start=1):
        unit = Unit.objects.create(bloc=bloc, code=code, name=name, leader_title=office)
        Membership.objects.create(bloc=bloc, unit=unit, year=year, role=role, position=position)
    bases = [("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", None), ("Nghị định cũ", date(year, 10, 1))]
    for position, (title, until) in enumerate(bases, start=1):
        LegalBasis.objects.create(bloc=bloc, position=position, title=title, effective_to=until)
    return Campaign.objects.create(bloc=bloc, year=year, title=f"Phong trào thi đua năm {year}")


def unit(campaign: Campaign, code: str) -> Unit:
    return Unit.objects.get(bloc=campaign.bloc, code=code)


# The parts of a year ------------------------------------------------------------------------------------------------


def add_plan(campaign: Campaign, *, areas: int = 2, tasks: int = 2, text: str = "Nhiệm vụ {}") -> None:
    for number in range(1, areas + 1):
        area = ContentArea.objects.create(campaign=campaign, number=number, title=f"Thi đua nội dung {number}")
        for position in range(1, tasks + 1):
            due_on = date(2026, 12, 1) if position == 1 else None
            Task.objects.create(area=area, position=position, text=text.format(position), due_on=due_on)
    campaign.purpose = "- Tạo khí thế thi đua sôi nổi.\n\n- Công khai, dân chủ, khách quan."
    campaign.organisation = "Trưởng Khối hướng dẫn, nhắc nhở, kiểm tra các đơn vị."
    campaign.starts_on, campaign.ends_on = date(2026, 1, 1), date(2026, 12, 31)
    campaign.initiative_due_on = date(2026, 7, 31)
    campaign.save()
    Drive.objects.create(
        campaign=campaign, name="Đợt 1", holiday="Quốc khánh 2/9", starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 2)
    )
    duty = ReportDuty.objects.create(campaign=campaign, title="Báo cáo quý")
    DueDate.objects.create(duty=duty, name="quý I", due_on=date(2026, 3, 20))
    DueDate.objects.create(duty=duty, name="quý II", due_on=date(2026, 6, 20))


def add_pledge(campaign: Campaign, *, promises: int = 2, state: str = PledgeState.OPEN) -> Pledge:
    pledge = Pledge.objects.create(campaign=campaign, closing="Các đơn vị cam kết thực hiện", state=state)
    for position in range(1, promises + 1):
        Commitment.objects.create(pledge=pledge, position=position, text=SENTENCE, target="từ 98 % trở lên")
    return pledge


def confirm(pledge: Pledge, unit: Unit, signer: str = "") -> None:
    PledgeConfirmation.objects.create(
        pledge=pledge, unit=unit, office=unit.leader_title, signer=signer, confirmed_at=AT
    )


def add_initiative(
    campaign: Campaign, unit: Unit, title: str = "Hẹn giờ trả hồ sơ", *, state=InitiativeState.REGISTERED, **fields
) -> Initiative:
    initiative = Initiative.objects.create(campaign=campaign, unit=unit, title=title, state=state, **fields)
    for position, (name, share) in enumerate([("(Trưởng nhóm)", 60), ("(Chuyên viên)", 40)], start=1):
        Author.objects.create(
            initiative=initiative, position=position, name=name, office=unit.name, role="Tác giả", share=share
        )
    return initiative


def add_meeting(campaign: Campaign, *, units=(), by: User, starts_at=datetime(2026, 11, 26, 7, 0, tzinfo=UTC), **more):
    values = {
        "title": "Họp sơ kết phong trào thi đua 6 tháng đầu năm",
        "starts_at": starts_at,
        "place": "Phòng họp số 1, trụ sở UBND xã",
        "agenda": "Khai mạc\nBáo cáo kết quả của các đơn vị\nThảo luận",
        "chair": "Chánh Văn phòng HĐND và UBND, Trưởng Khối",
    } | more
    return plan_meeting(campaign, values, units, [], by=by, at=AT)


def hold(meeting: Meeting, states: dict[str, tuple[str, int | None, str]], *, by: User, at: datetime) -> Meeting:
    """Everybody came with two people unless told otherwise: (state, people, reason) by the unit's code."""
    came = (AttendanceState.PRESENT, 2, "")
    rows = Attendance.objects.filter(meeting=meeting).select_related("unit").order_by("pk")
    roll = [Present(row.pk, *states.get(row.unit.code, came)) for row in rows]
    record = Record(roll, "Các đơn vị thống nhất báo cáo.", "Giao các đơn vị thực hiện tiếp các nhiệm vụ còn lại")
    return hold_meeting(meeting, record, seen=meeting.version, by=by, at=at)


# What the papers about one unit, one person and one round are made of ------------------------------------------------

BANDS = (Band("Hoàn thành xuất sắc nhiệm vụ", Decimal(90)), Band("Hoàn thành tốt nhiệm vụ", Decimal(40)))
OUTSIDE = (
    Criterion("T.1", Kind.BONUS, "Được tặng Bằng khen", None, Decimal(4), Decimal(2)),
    Criterion("P.1", Kind.PENALTY, "Báo cáo chậm (mỗi lần)", None, None, Decimal("0.5")),
)


def add_round(
    campaign: Campaign,
    *,
    criteria: int = 2,
    name: str = "Tổng kết năm 2026",
    text: str = "Tiêu chí {}",
    reason: str = "Còn 02 văn bản chậm",
    is_settled: bool = True,
) -> Round:
    """A round of the year's units and areas, `criteria` an area; each second unit is marked down in its first line,
    the third one has a line that does not apply, the last one is left out of the ranking."""
    areas = {area.number: area for area in campaign.areas.all()}
    base = tuple(
        Criterion(f"{n}.{i}", Kind.GRADED, text.format(f"{n}.{i}"), n, Decimal(10))
        for n in areas
        for i in range(1, criteria + 1)
    )
    members = list(Membership.objects.in_year(campaign.bloc, campaign.year).select_related("unit").order_by("position"))
    sheets = tuple(_sheet(i, member, base, reason, len(members)) for i, member in enumerate(members))
    settings = Settings(bonus_cap=Decimal(5), bands=BANDS)
    rows = load_table(campaign, name, areas, (*base, *OUTSIDE), settings)
    round = load_round(campaign, name, rows, [member.unit for member in members], sheets, settings)
    load_rules(round, (AwardRule("GK", "Giấy khen", Quota(percent=Decimal(30)), "Chủ tịch UBND xã"),))
    if is_settled:
        settle_round(round, by=None, at=AT)
    return Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=round.pk)


def _sheet(place: int, member: Membership, base: tuple[Criterion, ...], reason: str, units: int) -> Sheet:
    marks = {c.code: Mark(Decimal(10) - place % 7, Decimal(10) - place % 7) for c in base}
    marks |= {"T.1": Mark(Decimal(1), Decimal(1)), "P.1": Mark(Decimal(place % 2), Decimal(place % 2))}
    if place % 2 and base:
        marks[base[0].code] = Mark(Decimal(10), Decimal("7.25"), reason)
    if place == 2 and base:
        marks[base[-1].code] = Mark(Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE)
    excluded = "Có cán bộ bị kỷ luật trong năm" if units > 1 and place == units - 1 else ""
    return Sheet(member.unit.code, member.unit.name, member.role, excluded, marks=marks)


def sheet_of(round: Round, code: str) -> ScoreSheet:
    related = ScoreSheet.objects.select_related("unit", "round__campaign__bloc__commune", "round__criteria_set")
    return related.get(round=round, unit__code=code)


def add_deeds(campaign: Campaign, unit: Unit, *, lines: int = 1, text: str = "Kết quả tốt") -> None:
    """What the year knows of a unit: plan, drive, exemplar, awards, people, kỷ luật."""
    plan = UnitPlan.objects.create(
        campaign=campaign, unit=unit, number="07/KH-KT", dated_on=ON, summary=text, state=PlanState.FILED, filed_at=AT
    )
    for area in campaign.areas.all():
        UnitPlanPart.objects.create(plan=plan, area=area, text="\n".join([text] * lines))
    for drive in Drive.objects.filter(campaign=campaign):
        DriveEntry.objects.create(
            drive=drive, unit=unit, registration=text, registered_at=AT, result=text, reported_at=AT
        )
    Headcount.objects.create(campaign=campaign, unit=unit, people=21)
    for i in range(lines):
        Exemplar.objects.create(
            campaign=campaign, unit=unit, name=f"Tổ công tác số {i + 1}", deed=text[:300],
            state=ExemplarState.INTRODUCED, introduced_at=AT,
        )  # fmt: skip
        GrantedAward.objects.create(
            bloc=campaign.bloc, year=2025, unit=unit, unit_name=unit.name, form="Giấy khen",
            decision_number=f"{i + 1}/QĐ-UBND", decided_on=date(2025, 12, 20), body="Chủ tịch UBND xã Hà Bắc",
        )  # fmt: skip
    Discipline.objects.create(
        campaign=campaign, unit=unit, person_name="Nguyễn Văn A", form="Khiển trách", decision_number="9/QĐ-UBND",
        decided_on=ON, body="Chủ tịch UBND xã Hà Bắc",
    )  # fmt: skip


def add_nomination(campaign: Campaign, unit: Unit, *, state=NominationState.SUBMITTED, **more) -> Nomination:
    rule, _ = PersonRule.objects.get_or_create(
        campaign=campaign, code="LDTT", defaults={"position": 1, "form": "Lao động tiên tiến"}
    )
    values = {
        "full_name": "Nguyễn Văn B",
        "office": "Chuyên viên",
        "background": "Sinh năm 1985; trình độ: đại học.",
        "achievements": "Hoàn thành xuất sắc nhiệm vụ được giao.",
    } | more
    made = Nomination.objects.create(campaign=campaign, unit=unit, rule=rule, state=state, **values)
    return Nomination.objects.select_related("campaign", "unit", "rule", "initiative").get(pk=made.pk)


def membership_of(campaign: Campaign, code: str) -> Membership:
    return Membership.objects.select_related("unit").get(unit__bloc=campaign.bloc, year=campaign.year, unit__code=code)


def _item(sheet: ScoreSheet, *, chosen: bool, others: int) -> dict:
    votes = {"yes": others, "no": 0, "blank": 0} if chosen else {"yes": 0, "no": 0, "blank": others}
    return {"unit": sheet.unit.code, "name": sheet.unit_name} | votes


def add_ballot(round: Round, title: str = "Phân định thứ hạng") -> Ballot:
    """A ballot that was closed: one vote a unit, the first of the units named by all others."""
    sheets = list(round.sheets.select_related("unit").order_by("position"))
    count = len(sheets)
    items = [_item(sheet, chosen=place == 0, others=count - 1) for place, sheet in enumerate(sheets)]
    outcome = {
        "kind": "rank_tie", "rule": "", "way": "online", "seats": 1, "quorum": "2/3", "threshold": "",
        "electorate": count, "needed": -(-count * 2 // 3), "voters": count, "quorum_met": True, "issued": count,
        "returned": count, "valid": count, "invalid": 0, "paper": {"issued": 0, "returned": 0, "invalid": 0},
        "items": items, "elected": [], "tied": [],
    }  # fmt: skip
    return Ballot.objects.create(
        round=round, kind=BallotKind.RANK_TIE, title=title, threshold="", state=BallotState.CLOSED, outcome=outcome,
        sha256="ab" * 32, opened_at=AT, closed_at=AT,
    )  # fmt: skip
