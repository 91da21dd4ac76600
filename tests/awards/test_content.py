import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from awards.actions import round_name
from awards.arithmetic import AwardRule, Quota, RoundContent, settle_content
from awards.content import content_of, kept, kept_content, result_json, settled_of
from awards.result_document import canonical, result_document
from scoring.arithmetic import (
    Band,
    Criterion,
    Kind,
    Mark,
    NotSettleable,
    Settings,
    Sheet,
    Verdict,
)
from tests.scoring.sample import CONTENT, counted, graded, penalty, proportional
from tests.years import NAME, prepare, settle


@pytest.mark.django_db
@pytest.mark.parametrize("load", [prepare, lambda name: settle(name).round])
def test_what_was_loaded_is_read_back_whole(load):
    assert content_of(load(NAME)) == CONTENT


@pytest.mark.django_db
def test_the_outcome_is_read_back_whole():
    round = settle().round
    assert settled_of(round.result, CONTENT.rules) == settle_content(CONTENT)


@pytest.mark.django_db
def test_an_area_keeps_the_title_it_was_settled_under():
    round = settle().round
    area = round.campaign.areas.get(number=1)
    area.title = "Tên mới"
    area.save()
    assert (dict(content_of(round).area_titles)[1], kept_content(round)) == ("Tên mới", CONTENT)


@pytest.mark.django_db
def test_the_stored_form_leaves_empty_marks_out_and_has_the_highest_band_first():
    head, *others = CONTENT.sheets
    loose = replace(
        CONTENT,
        sheets=(replace(head, marks={**head.marks, "T.1": Mark(), "T.2": Mark()}), *others),
        settings=replace(CONTENT.settings, bands=tuple(reversed(CONTENT.settings.bands))),
        area_titles=tuple(reversed(CONTENT.area_titles)),
    )
    marks = {code: mark for code, mark in head.marks.items() if code not in ("T.1", "T.2")}
    strict = replace(CONTENT, sheets=(replace(head, marks=marks), *others))
    assert kept(loose) == strict
    assert kept_content(settle(NAME, loose).round) == strict


@pytest.mark.django_db
def test_a_chain_without_steps_stays_without():
    content = replace(CONTENT, settings=replace(CONTENT.settings, tie_break=()))
    assert content_of(settle(NAME, content).round) == content


@pytest.mark.django_db
def test_reading_a_round_costs_the_same_however_large_it_is():
    def cost(size, number):
        sheets = tuple(Sheet(f"U{i}", f"Đơn vị {i}", marks={"1.1": Mark(None, Decimal(i))}) for i in range(size))
        content = RoundContent((graded(maximum="100"),), sheets, Settings(), (), ((1, "Một"),))
        round = settle(replace(NAME, number=number), content).round
        with CaptureQueriesContext(connection) as queries:
            content_of(round)
        return len(queries)

    assert cost(2, "1") == cost(30, "2")


@pytest.mark.django_db
def test_a_parsed_result_is_the_stored_one():
    result = settle().round.result
    assert result_json(result) == json.loads(result.document)


# Any round ----------------------------------------------------------------------------------------------------------

NAMES = st.text("aăâbcdđeêAĐ 1_-\"'<&;", min_size=1, max_size=12).map(str.strip).filter(bool)
POINTS = st.decimals(Decimal("0.01"), Decimal(50), places=2, allow_nan=False, allow_infinity=False)
CRITERIA = st.lists(
    st.sampled_from(
        [
            lambda code, area: graded(code, "10", area),
            lambda code, area: Criterion(code, Kind.PASS_FAIL, "Đạt", area, Decimal(5)),
            lambda code, area: proportional(code, "8", "0.000123", area),
            lambda code, area: Criterion(code, Kind.COMPARATIVE, "So sánh", area, Decimal(7), target=Decimal("98.6")),
            lambda code, area: counted(code, "4", "0.35", area),
            lambda code, area: Criterion(code, Kind.BONUS, "Thưởng", None, None, Decimal("1.5")),
            lambda code, area: penalty(code),
        ]
    ),
    max_size=5,
)


def entries_of(criterion):
    match criterion.kind:
        case Kind.PASS_FAIL:
            return st.sampled_from([Verdict.PASSED, Verdict.FAILED, Verdict.NOT_APPLICABLE])
        case Kind.GRADED:
            return st.integers(0, 40).map(lambda n: Decimal(n) / 4)
        case Kind.PROPORTIONAL | Kind.COMPARATIVE:
            number = st.decimals(0, 200, places=6, allow_nan=False, allow_infinity=False)
            return st.one_of(number, st.just(Verdict.NOT_APPLICABLE))
    return st.integers(0, 9).map(Decimal)


@st.composite
def contents(draw):
    """Small rounds with everything in them, always settleable."""
    # The first is graded and applies to everybody, so that no unit is left with nothing.
    made = [graded("0.1", "10", 1), *(make(f"1.{i}", 1 + i % 2) for i, make in enumerate(draw(CRITERIA)))]
    sheets = []
    for i in range(draw(st.integers(1, 4))):
        marks = {}
        for criterion in made:
            appraised = draw(entries_of(criterion))
            own = draw(st.one_of(st.none(), st.just(appraised), entries_of(criterion)))
            reason = draw(NAMES) if own is not None and own != appraised else ""
            marks[criterion.code] = Mark(own, appraised, reason)
        sheets.append(
            Sheet(
                f"U{i}",
                draw(NAMES),
                "head" if i == 0 else "member",
                draw(st.one_of(st.just(""), NAMES)),
                draw(st.one_of(st.none(), st.integers(0, 3))),
                marks,
            )
        )
    bands = tuple(Band(f"Loại {i}", total) for i, total in enumerate(draw(st.lists(POINTS, unique=True, max_size=3))))
    chain = draw(st.permutations(["base", "area:1", "area:2", "ballot"]))
    rules = tuple(
        AwardRule(f"R{i}", draw(NAMES), quota, draw(NAMES), draw(st.one_of(st.none(), POINTS)), worst)
        for i, (quota, worst) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from([Quota(1), Quota(2), Quota(percent=Decimal("33.333333"))]),
                        st.one_of(st.none(), st.integers(1, 3)),
                    ),
                    max_size=3,
                )
            )
        )
    )
    titles = tuple((number, f"Nội dung {number}") for number in sorted({c.area for c in made if c.area}))
    settings_ = Settings(Decimal("0.25"), draw(st.one_of(st.none(), POINTS)), tuple(chain), bands)
    return RoundContent(tuple(made), tuple(sheets), settings_, rules, titles)


class AnyRound(TestCase):
    @given(contents())
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def test_is_read_back_as_it_was_settled_to_the_last_digit(self, content):
        try:
            settled = settle_content(content)
        except NotSettleable:
            return
        round = settle(NAME, content).round
        assert content_of(round) == kept(content)
        assert settled_of(round.result, content.rules) == settled
        again = result_document(round_name(round), content_of(round), settle_content(content_of(round)))
        assert canonical(again) == round.result.document
        assert not settle(NAME, content).is_new
