"""A settled round as the workbook it can be loaded from again."""

from dataclasses import replace

from awards.arithmetic import RoundContent
from awards.content import kept, result_json, rules_of
from awards.result_conditions import read_facts
from awards.result_document import read_criteria, read_settings, read_sheets
from awards.standings import bands_of, titles_of
from awards.workbook.contents import Workbook
from scoring.models import Result


def workbook_of(result: Result) -> Workbook:
    round, bloc = result.round, result.round.campaign.bloc
    return Workbook(
        commune=bloc.commune.name,
        city=bloc.commune.city,
        number=bloc.number,
        bloc_name=bloc.name,
        year=round.campaign.year,
        round_name=round.name,
        content=content_of_document(result),
    )


def content_of_document(result: Result) -> RoundContent:
    """What the round was settled from: the kept document, with the bands and rules it does not carry. Two queries."""
    document = result_json(result)
    return kept(
        RoundContent(
            criteria=read_criteria(document),
            sheets=read_sheets(document),
            settings=replace(read_settings(document), bands=bands_of(result)),
            rules=rules_of(result.round),
            area_titles=tuple(titles_of(result)),
            facts=read_facts(document),
        )
    )
