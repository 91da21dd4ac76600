"""What a title asks of a nominated person, condition by condition: met, not met, or not known yet and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from awards.models import Discipline, GrantedAward, Nomination, PersonRule
from awards.person_bases import quota_of, use_of
from awards.person_names import is_same_person
from awards.person_quota import QuotaUse
from awards.states import NominationState
from campaigns.states import InitiativeState
from scoring.models import Band, Result, UnitResult
from toolkit.text import fold

S = NominationState


class CheckState(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        return {"met": "Đạt", "not_met": "Chưa đạt", "unknown": "Chưa rõ"}[self.value]


@dataclass(frozen=True, slots=True)
class Check:
    """A condition with its state. What is not known yet stops an acceptance, and handing in where `is_urgent`."""

    label: str
    state: CheckState
    words: str
    is_urgent: bool = False

    @property
    def is_met(self) -> bool:
        return self.state is CheckState.MET

    @property
    def stops_handing_in(self) -> bool:
        return self.state is CheckState.NOT_MET or (self.is_urgent and not self.is_met)

    @property
    def sentence(self) -> str:
        return f"{self.label}: {self.words}"


def checks_of(nomination: Nomination, *, on: date) -> list[Check]:
    """Every condition of its rule, on the day `on`. Eight queries at most."""
    rule = nomination.rule
    found = [*_period(rule, on), _report(nomination)]
    if quota_of(rule).is_limited:
        found.append(_quota(nomination, use_of(nomination)))
    if rule.requires:
        found.append(_required(nomination, rule.requires))
    if rule.lowest_band:
        found.append(_band(nomination, rule.lowest_band))
    if rule.needs_initiative:
        found.append(_initiative(nomination))
    if rule.no_discipline:
        found.append(_discipline(nomination))
    return found


def _period(rule: PersonRule, on: date) -> Iterator[Check]:
    if not rule.valid_from and not rule.valid_to:
        return
    since = f"từ ngày {rule.valid_from:%d/%m/%Y}" if rule.valid_from else ""
    until = f"đến ngày {rule.valid_to:%d/%m/%Y}" if rule.valid_to else ""
    words = f"Xét {' '.join(filter(None, (since, until)))}."
    is_in = (not rule.valid_from or rule.valid_from <= on) and (not rule.valid_to or on <= rule.valid_to)
    yield Check("Thời gian áp dụng", CheckState.MET if is_in else CheckState.NOT_MET, words)


def _report(nomination: Nomination) -> Check:
    label = "Báo cáo thành tích"
    parts = (("I. Sơ lược lý lịch", nomination.background), ("II. Thành tích đạt được", nomination.achievements))
    missing = [name for name, text in parts if not text.strip()]
    if missing:
        return Check(label, CheckState.NOT_MET, f"Chưa viết phần {' và '.join(missing)}.")
    return Check(label, CheckState.MET, "Đã viết phần I và II.")


def _quota(nomination: Nomination, others: QuotaUse) -> Check:
    """With this one counted in; one that is not handed in yet needs a free place."""
    label = "Số người được đề nghị"
    if others.is_unknown:
        words = "Đơn vị chưa ghi số người nên chưa tính được. Ghi số người của đơn vị trước."
        return Check(label, CheckState.UNKNOWN, words, is_urgent=True)
    counts = nomination.state in (S.SUBMITTED, S.ACCEPTED)
    use = QuotaUse(others.quota, others.used + counts, others.people)
    if others.has_room:
        return Check(label, CheckState.MET, f"Đơn vị đã đề nghị {use.words}.")
    if others.quota.of and (waiting := _waiting_for(nomination)):
        words = f"Đơn vị đã đề nghị {use.words}; {waiting} đề nghị {others.quota.of} chờ xét."
        return Check(label, CheckState.UNKNOWN, words)
    return Check(label, CheckState.NOT_MET, f"Đơn vị đã đề nghị {use.words}; không còn chỗ.")


def _waiting_for(nomination: Nomination) -> int:
    """Of the title the share is taken of: what is still to be judged may make room."""
    rows = Nomination.objects.filter(rule=nomination.rule.requires_id, unit=nomination.unit_id, state=S.SUBMITTED)
    return rows.count()


def _required(nomination: Nomination, required: PersonRule) -> Check:
    label = f"Đạt {required.form}"
    if granted := _granted(nomination, required.form):
        day = f"{granted.decided_on:%d/%m/%Y}"
        return Check(label, CheckState.MET, f"Theo Quyết định số {granted.decision_number} ngày {day}.")
    states = _states_of_required(nomination, required)
    if S.ACCEPTED in states:
        return Check(label, CheckState.MET, f"Đề nghị {required.form} của người này đã được xét đủ điều kiện.")
    if S.SUBMITTED in states:
        return Check(label, CheckState.UNKNOWN, f"Đề nghị {required.form} của người này đang chờ xét.")
    if S.DECLINED in states and len(states) == 1:
        return Check(label, CheckState.NOT_MET, f"Đề nghị {required.form} của người này không được chấp nhận.")
    words = f"Đơn vị chưa gửi đề nghị {required.form} cho người này. Gửi đề nghị ấy trước."
    return Check(label, CheckState.NOT_MET, words)


def _states_of_required(nomination: Nomination, required: PersonRule) -> set[str]:
    rows = Nomination.objects.filter(rule=required.pk, unit=nomination.unit_id).values_list("full_name", "state")
    return {state for name, state in rows if is_same_person(name, nomination.full_name)}


def _granted(nomination: Nomination, form: str) -> GrantedAward | None:
    """The same title of the same year, decided already."""
    of_year = awards_of_person(nomination.unit_id, nomination.full_name)
    return next((a for a in of_year if a.year == nomination.campaign.year and fold(a.form) == fold(form)), None)


def awards_of_person(unit_id: int, full_name: str) -> list[GrantedAward]:
    """What is kept of the person in that unit, the oldest first."""
    rows = GrantedAward.objects.to_people().filter(unit=unit_id).matching(_last_word(full_name))
    return [row for row in rows.order_by("decided_on", "pk") if is_same_person(row.person_name, full_name)]


def _last_word(name: str) -> str:
    """The given name: enough for the database to leave most others out."""
    return name.split()[-1] if name.split() else ""


def discipline_of_person(nomination: Nomination) -> list[Discipline]:
    rows = Discipline.objects.filter(campaign=nomination.campaign_id, unit=nomination.unit_id).exclude(person_name="")
    return [row for row in rows.order_by("decided_on", "pk") if is_same_person(row.person_name, nomination.full_name)]


def _band(nomination: Nomination, lowest: str) -> Check:
    """By the round of the year that was settled last."""
    label = f"Đơn vị xếp loại từ “{lowest}” trở lên"
    settled = Result.objects.filter(round__campaign=nomination.campaign_id).select_related("round").defer("document")
    result = settled.order_by("-settled_at", "-pk").first()
    if result is None:
        return Check(label, CheckState.UNKNOWN, "Năm này chưa có kỳ chấm nào chốt.")
    bands = {fold(b.name): b.lowest_total for b in Band.objects.filter(round=result.round_id)}
    needed = bands.get(fold(lowest))
    if needed is None:
        return Check(label, CheckState.UNKNOWN, f"{result.round.name} không có mức xếp loại này; Trưởng Khối sửa lại.")
    rows = UnitResult.objects.filter(result=result, sheet__unit=nomination.unit_id)
    reached = rows.values_list("classification", flat=True).first()
    if reached is None:
        return Check(label, CheckState.NOT_MET, f"Đơn vị không có trong {result.round.name}.")
    lowest_total = bands.get(fold(reached))
    is_met = lowest_total is not None and lowest_total >= needed
    words = f"{result.round.name}: {reached or 'không xếp loại'}."
    return Check(label, CheckState.MET if is_met else CheckState.NOT_MET, words)


def _initiative(nomination: Nomination) -> Check:
    label, chosen = "Có sáng kiến được công nhận", nomination.initiative
    if chosen is None:
        return Check(label, CheckState.NOT_MET, "Chưa chọn sáng kiến được công nhận của người này.")
    names = [author.name for author in chosen.authors.all()]
    if not any(is_same_person(name, nomination.full_name) for name in names):
        words = f"Tác giả của “{chosen.title}” là {', '.join(names)}; không có {nomination.full_name}."
        return Check(label, CheckState.NOT_MET, words)
    if chosen.state != InitiativeState.RECOGNISED:
        return Check(label, CheckState.NOT_MET, f"“{chosen.title}” {chosen.get_state_display().lower()}.")
    words = f"“{chosen.title}”, Quyết định số {chosen.decision_number} ngày {chosen.decided_on:%d/%m/%Y}."
    return Check(label, CheckState.MET, words)


def _discipline(nomination: Nomination) -> Check:
    label = "Không bị kỷ luật trong năm"
    found = discipline_of_person(nomination)
    if not found:
        return Check(label, CheckState.MET, "Không có quyết định kỷ luật nào được ghi.")
    told = "; ".join(f"{row.form}, Quyết định số {row.decision_number} ngày {row.decided_on:%d/%m/%Y}" for row in found)
    return Check(label, CheckState.NOT_MET, f"{told}.")
