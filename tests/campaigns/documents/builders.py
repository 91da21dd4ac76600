"""Years of any size for the papers' tests: six units as in the plan, forty with long names, none at all."""

from datetime import UTC, date, datetime

from campaigns.actions.meetings import Present, Record, hold_meeting, plan_meeting
from campaigns.models import (
    Attendance,
    Author,
    Campaign,
    Commitment,
    ContentArea,
    Drive,
    DueDate,
    Initiative,
    LegalBasis,
    Meeting,
    Pledge,
    PledgeConfirmation,
    ReportDuty,
    Task,
)
from campaigns.states import AttendanceState, InitiativeState, PledgeState
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
