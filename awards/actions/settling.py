"""What is done to settle a round with its awards."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from awards.arithmetic import AwardRule, RoundContent, Settled, settle_content
from awards.content import content_of, kept, kept_content
from awards.models import AwardRule as AwardRuleRow
from awards.models import Proposal, Refusal
from awards.result_document import RoundName, canonical, result_document
from campaigns.actions import open_campaign
from campaigns.models import Campaign
from scoring.actions import RoundInUse, clear_round, load_round, load_table, store_result
from scoring.actions.rounds import hold
from scoring.arithmetic import NotSettleable, problems
from scoring.firmness import firmness_of
from scoring.firmness_words import written
from scoring.models import Firmness, Result, Round
from toolkit.history import acting
from units.actions import Member, enrol_members, register_bloc

LOADED = "Nạp từ sổ chấm điểm"
NO_CONDITIONS = {
    "lowest_band": "",
    "least_recognised": None,
    "no_late_report": False,
    "no_discipline": False,
    "valid_from": None,
    "valid_to": None,
}


class SettledOtherwise(Exception):
    """The round is settled already, with other content; it is never overwritten."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A settled round; `is_new` is False when the same content was settled before and nothing was changed."""

    round: Round
    is_new: bool


@transaction.atomic
def settle_content_as_round(name: RoundName, bloc_name: str, content: RoundContent, *, by, at) -> Loaded:
    """Load a whole round and settle it: all of it, or nothing.

    Raises SettledOtherwise, scoring.actions.RoundInUse, and scoring.arithmetic.NotSettleable before anything is
    written.
    """
    if found := problems(content.criteria, content.sheets):
        raise NotSettleable(found)
    if settled := settled_before(name, content):
        return Loaded(settled, is_new=False)
    with acting(LOADED, by=by):
        return _load_and_settle(name, bloc_name, content, by=by, at=at)


def _load_and_settle(name: RoundName, bloc_name: str, content: RoundContent, *, by, at) -> Loaded:
    bloc = register_bloc(commune=name.commune, city=name.city, number=name.number, name=bloc_name)
    if settled := settled_before(name, content):  # by somebody else, while this one waited for the bloc's row
        return Loaded(settled, is_new=False)
    members = [Member(sheet.unit, sheet.name, sheet.role) for sheet in content.sheets]
    units = enrol_members(bloc, name.year, members)
    campaign, areas = open_campaign(bloc, name.year, dict(content.area_titles))
    _keep_conditions(campaign, name.round, content)
    clear_round(campaign, name.round)
    rows = load_table(campaign, name.round, areas, content.criteria, content.settings)
    round = load_round(campaign, name.round, rows, units, content.sheets, content.settings)
    load_rules(round, content.rules)
    settle_round(round, by=by, at=at, content=content)
    return Loaded(round, is_new=True)


def _keep_conditions(campaign: Campaign, name: str, content: RoundContent) -> None:
    """A round that was prepared with conditions is not replaced by one without: other units would be proposed.

    Raises scoring.actions.RoundInUse.
    """
    rows = AwardRuleRow.objects.filter(round__campaign=campaign, round__name=name).exclude(**NO_CONDITIONS)
    if rows.exists() and not any(rule.has_conditions for rule in content.rules):
        raise RoundInUse(
            f"Kỳ chấm “{name}” năm {campaign.year} đã soạn trên phần mềm với điều kiện khen thưởng hoặc thời gian áp "
            "dụng mà sổ chấm điểm không mang theo. Không nạp đè, vì sẽ ra đề nghị khác."
        )


def settled_before(name: RoundName, content: RoundContent) -> Round | None:
    """The round when it is settled with the same content, None when it is not settled. Raises SettledOtherwise."""
    settled = settled_round(name)
    if settled and kept_content(settled) != kept(content):
        raise SettledOtherwise(
            f"Kỳ chấm “{name.round}” năm {name.year} của {settled.campaign.bloc.name} đã chốt với nội dung khác. "
            "Kết quả đã chốt không bị ghi đè."
        )
    return settled


def settled_round(name: RoundName) -> Round | None:
    return (
        Round.objects.settled()
        .filter(
            campaign__bloc__commune__name=name.commune,
            campaign__bloc__commune__city=name.city,
            campaign__bloc__number=name.number,
            campaign__year=name.year,
            name=name.round,
        )
        .select_related("campaign__bloc__commune", "criteria_set", "result")
        .first()
    )


def load_rules(round: Round, rules: tuple[AwardRule, ...]) -> None:
    rows = [
        AwardRuleRow(
            round=round,
            position=position,
            code=rule.code,
            form=rule.form,
            authority=rule.authority,
            quota_number=rule.quota.number,
            quota_percent=rule.quota.percent,
            lowest_total=rule.lowest_total,
            worst_rank=rule.worst_rank,
            lowest_band=rule.lowest_band,
            least_recognised=rule.least_recognised,
            no_late_report=rule.no_late_report,
            no_discipline=rule.no_discipline,
        )
        for position, rule in enumerate(rules, 1)
    ]
    bulk_create_with_history(rows, AwardRuleRow)


@transaction.atomic
def settle_round(round: Round, *, by, at, content: RoundContent | None = None) -> Result:
    """Settle the round for ever: lines, totals, ranks, awards, canonical JSON and SHA-256, in one transaction.

    `content` is given by a loader that has it at hand; it is what `content_of(round)` reads back. The rules are those
    in force on the day of `at`, the facts of the year those of that day; both are frozen with the result.
    """
    hold(round)  # nobody enters a score or edits the table between reading and settling it
    content = content or content_of(round, on=timezone.localdate(at))
    settled = settle_content(content)
    document = result_document(round_name(round), content, settled)
    result = store_result(
        round,
        settled.units,
        document=canonical(document),
        sha256=document["sha256"],
        area_titles={str(number): title for number, title in content.area_titles},
        by=by,
        at=at,
    )
    with acting("Chốt kỳ chấm", by=by):
        store_awards(result, settled)
    store_firmness(result, content, settled)
    return result


def store_firmness(result: Result, content: RoundContent, settled: Settled) -> None:
    """Beside the result, of which it is no part: neither the document nor its hash knows of it."""
    found = firmness_of(content.criteria, settled.units, content.settings)
    Firmness.objects.create(result=result, **written(found))


def round_name(round: Round) -> RoundName:
    bloc = round.campaign.bloc
    return RoundName(bloc.commune.name, bloc.commune.city, bloc.number, round.campaign.year, round.name)


def store_awards(result: Result, settled: Settled) -> None:
    units = {row.sheet.unit.code: row for row in result.units.select_related("sheet__unit")}
    rules = {rule.code: rule for rule in result.round.award_rules.all()}
    proposals = [
        Proposal(rule=rules[award.rule.code], unit_result=units[code])
        for award in settled.awards
        for code in award.units
    ]
    bulk_create_with_history(proposals, Proposal)
    Refusal.objects.bulk_create(
        Refusal(
            rule=rules[award.rule.code],
            unit_result=units[code],
            reason=refusal.reason.value,
            by_rule=rules.get(refusal.by),
        )
        for award in settled.awards
        for code, refusal in award.refusals.items()
    )
