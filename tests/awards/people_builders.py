"""Titles, headcounts and nominations for the tests, in the cast's year 2026."""

from datetime import UTC, date, datetime
from decimal import Decimal

from awards.actions import nominations, people
from awards.models import GrantedAward, Nomination, PersonRule
from awards.states import NominationState
from campaigns.actions.initiatives import AuthorLine
from campaigns.models import Campaign
from campaigns.states import InitiativeState
from tests.campaigns.initiative_builders import in_state

AT = datetime(2026, 12, 20, 2, 0, tzinfo=UTC)
ON = date(2026, 12, 20)
SOMEBODY = "Nguyễn Văn A"
REPORT = {"background": "Sinh năm 1985.", "achievements": "Xử lý 1.200 hồ sơ, không hồ sơ trễ hạn."}


def usual(cast) -> dict[str, PersonRule]:
    campaign = cast.round.campaign
    return {rule.code: rule for rule in people.add_usual_rules(campaign, by=cast.head, at=AT)}


def rule_of(cast, **values) -> PersonRule:
    typed = {"code": "GK", "form": "Giấy khen", "no_discipline": False} | values
    return people.add_rule(cast.round.campaign, typed, by=cast.head, at=AT)


def count_people(cast, who: str, number: int, *, seen: int = 0):
    user = getattr(cast, who)
    return people.enter_headcount(cast.round.campaign, user.unit, number, seen=seen, by=user, at=AT)


def drafted(cast, rule: PersonRule, who: str = "clerk", name: str = SOMEBODY, **values) -> Nomination:
    """With a report that is complete."""
    user = getattr(cast, who)
    typed = {"rule": rule, "full_name": name, "office": values.pop("office", "")}
    row = nominations.draft_nomination(rule.campaign, user.unit, typed, by=user, at=AT)
    return nominations.write_nomination(row, REPORT | values, seen=row.version, by=user, at=AT)


def submitted(cast, rule: PersonRule, who: str = "clerk", name: str = SOMEBODY, **values) -> Nomination:
    row = drafted(cast, rule, who, name, **values)
    return nominations.submit_nomination(row, by=getattr(cast, who), at=AT)


def accepted(cast, rule: PersonRule, who: str = "clerk", name: str = SOMEBODY, **values) -> Nomination:
    row = submitted(cast, rule, who, name, **values)
    judge = cast.deputy if who == "head" else cast.head
    return nominations.accept_nomination(row, seen=row.version, by=judge, at=AT)


def recognised(campaign: Campaign, by, judge, *names: str, **texts):
    """An initiative of the person's unit by these authors."""
    share = {1: ["100.00"], 2: ["60.00", "40.00"]}[len(names)]
    authors = [AuthorLine(name, "Chuyên viên", "Tác giả", Decimal(s)) for name, s in zip(names, share, strict=True)]
    return in_state(InitiativeState.RECOGNISED, campaign, by, judge, authors=authors, **texts)


def granted(cast, **values) -> GrantedAward:
    unit = values.get("unit", cast.clerk.unit)
    typed = {
        "bloc": cast.bloc,
        "year": 2025,
        "unit": unit,
        "unit_name": unit.name if unit else "Đơn vị cũ",
        "form": "Giấy khen",
        "decision_number": "45/QĐ-UBND",
        "decided_on": date(2025, 12, 28),
        "body": "Chủ tịch UBND xã Hà Bắc",
    }
    return GrantedAward.objects.create(**(typed | values))


def state_of(row: Nomination) -> NominationState:
    return NominationState(Nomination.objects.get(pk=row.pk).state)
