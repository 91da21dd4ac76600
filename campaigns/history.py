"""How the rows of a year are told, and who sees that: the bloc sees its plan, a unit its own, the leaders all."""

from django.db.models import Q

from toolkit.history import Place, Story
from units.history import SeenRows


class SeenInYear(SeenRows):
    """What belongs to no unit (plan, meeting, drive) is seen by every unit of the bloc; the rest by its unit."""

    def shown_to(self, user) -> Q:
        return Q(history_unit=user.unit_id) | Q(history_unit__isnull=True, history_bloc=user.unit.bloc_id)


class SeenOfUnit(SeenInYear):
    """What was told of a draft is seen by its own unit alone (and administrators), whatever became of it since."""

    def visible_to(self, user):
        seen = super().visible_to(user)
        drafts = Q(state="drafting") & ~Q(history_unit=getattr(user, "unit_id", None))
        return seen if user.is_superuser else seen.exclude(drafts)


def place_of(row, *, of: int | None = None, unit: int | None = None) -> Place:
    campaign = row.campaign
    return Place(of=row.pk if of is None else of, bloc=campaign.bloc_id, year=campaign.year, unit=unit)


def _of_unit(row) -> Place:
    return place_of(row, unit=row.unit_id)


CAMPAIGN = Story(
    page="phong-trao",
    noun="phong trào thi đua",
    fields=(
        "title",
        "symbol",
        "issued_on",
        "starts_on",
        "ends_on",
        "purpose",
        "organisation",
        "plan_due_on",
        "initiative_due_on",
        "least_initiatives",
        "state",
    ),
    place=lambda row: Place(of=row.pk, bloc=row.bloc_id, year=row.year),
    about=lambda row: row.title,
)
AREA = Story(
    page="phong-trao",
    noun="nội dung thi đua",
    fields=("number", "title", "short_title"),
    place=lambda row: place_of(row, of=row.campaign_id),
    about=lambda row: f"Nội dung {row.number}",
    is_part=True,
)
TASK = Story(
    page="phong-trao",
    noun="nhiệm vụ",
    fields=("text", "due_on", "position"),
    place=lambda row: place_of(row.area, of=row.area.campaign_id),
    about=lambda row: f"Nội dung {row.area.number}, nhiệm vụ {row.position}",
    is_part=True,
)
PLEDGE = Story(
    page="giao-uoc",
    noun="giao ước thi đua",
    fields=("opening", "closing", "signed_on", "due_on", "state"),
    place=place_of,
    about=str,
)
UNIT_PLAN = Story(
    page="ke-hoach",
    noun="kế hoạch của đơn vị",
    fields=("number", "dated_on", "summary", "state", "filed_at"),
    place=_of_unit,
    about=str,
)
INITIATIVE = Story(
    page="sang-kien",
    noun="sáng kiến, mô hình, giải pháp",
    fields=(
        "title",
        "kind",
        "field",
        "area",
        "authors_words",
        "situation",
        "content",
        "novelty",
        "applied_where",
        "applied_since",
        "economic_effect",
        "social_effect",
        "scope",
        "conditions",
        "result",
        "state",
        "remark",
        "level",
        "decision_number",
        "decided_on",
    ),
    place=_of_unit,
    about=lambda row: row.title,
)
REPORT_DUTY = Story(
    page="che-do-bao-cao",
    noun="chế độ báo cáo",
    fields=("title", "guidance", "due_words", "owed_words"),
    place=place_of,
    about=str,
)
REPORT = Story(
    page="bao-cao",
    noun="báo cáo",
    fields=("number", "text", "state", "remark", "filed_at"),
    place=_of_unit,
    about=str,
)
EXTENSION = Story(
    page="che-do-bao-cao",
    noun="gia hạn báo cáo",
    fields=("until", "reason"),
    place=lambda row: place_of(row, of=row.due.duty_id, unit=row.unit_id),
    about=lambda row: f"Gia hạn {row.due} cho {row.unit}",
)
MEETING = Story(
    page="cuoc-hop",
    noun="cuộc họp, hoạt động chung",
    fields=(
        "kind",
        "title",
        "starts_at",
        "ends_at",
        "place",
        "agenda",
        "chair",
        "secretary",
        "discussion",
        "conclusions",
        "state",
        "remark",
    ),
    place=place_of,
    about=str,
)
ATTENDANCE = Story(
    page="cuoc-hop",
    noun="điểm danh",
    fields=("state", "people", "reason", "leave_reason"),
    place=lambda row: place_of(row, of=row.meeting_id, unit=row.unit_id),
    about=lambda row: f"{row.meeting}: {row.unit}",
    is_part=True,
)
DRIVE = Story(
    page="dot-thi-dua",
    noun="đợt thi đua",
    fields=("name", "holiday", "theme", "targets", "starts_on", "ends_on", "register_by", "report_by"),
    place=place_of,
    about=str,
)
DRIVE_ENTRY = Story(
    page="dot-thi-dua",
    noun="đăng ký đợt thi đua",
    fields=("registration", "result", "reported_at"),
    place=lambda row: place_of(row, of=row.drive_id, unit=row.unit_id),
    about=str,
)
EXEMPLAR = Story(
    page="dien-hinh",
    noun="điển hình tiên tiến",
    fields=("kind", "name", "deed", "narrative", "has_consent", "state", "remark"),
    place=_of_unit,
    about=str,
)
SUGGESTION = Story(
    page="phan-anh",
    noun="phản ánh",
    fields=("area", "text", "answer", "change", "changed_area"),
    place=_of_unit,
    about=str,
)
