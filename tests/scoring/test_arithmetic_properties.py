"""What holds for every round, and a second, naive reading of docs/scoring.md that must give the same digits."""

from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.arithmetic import (
    Band,
    Criterion,
    Kind,
    Mark,
    Settings,
    Sheet,
    Verdict,
    base_after_na,
    half_up,
    scale_of,
    settle,
)

BASE_KINDS = [k for k in Kind if k.is_base]
NA = Verdict.NOT_APPLICABLE

few = settings(max_examples=60, deadline=None)


def hundredths(lowest, highest):
    return st.integers(lowest, highest).map(lambda cents: Decimal(cents).scaleb(-2))


# Rounds -------------------------------------------------------------------------------------------------------------


@st.composite
def a_criterion(draw, code, kinds):
    kind = draw(st.sampled_from(kinds))
    maximum = draw(st.sampled_from([4, 10, Decimal("7.25"), 20]) | hundredths(1, 3000))
    if not kind.is_base and draw(st.booleans()):
        maximum = None
    return Criterion(
        code=code,
        kind=kind,
        title=f"Tiêu chí {code}",
        area=draw(st.integers(1, 3)) if kind.is_base else None,
        maximum=None if maximum is None else Decimal(maximum),
        unit_points=draw(hundredths(1, 400)) if kind.has_unit_points else None,
        target=draw(st.sampled_from([Decimal(3), Decimal("98.5")]) | hundredths(1, 12000)) if kind.has_target else None,
    )


def entries_for(criterion):
    """Few values, so that units tie often; the edges among them."""
    match criterion.kind:
        case Kind.GRADED:
            cents = int(criterion.maximum * 100)
            return st.sampled_from([0, cents // 2, cents]).map(lambda c: Decimal(c).scaleb(-2)) | hundredths(0, cents)
        case Kind.PASS_FAIL:
            return st.sampled_from([Verdict.PASSED, Verdict.FAILED])
        case Kind.PROPORTIONAL | Kind.COMPARATIVE:
            near = st.sampled_from([0, criterion.target / 3, criterion.target, criterion.target * 2])
            return near.map(lambda a: round(Decimal(a), 6)) | hundredths(0, 30000)
        case _:
            return st.integers(0, 12).map(Decimal)


@st.composite
def a_row(draw, criteria, not_applicable=True):
    row = {}
    for criterion in criteria:
        choice = draw(st.sampled_from(["entry", "entry", "entry", "entry", "N/A", "empty"]))
        if choice == "N/A" and criterion.kind.is_base and not_applicable:
            row[criterion.code] = NA
        elif choice != "empty" or criterion.kind.is_base:
            row[criterion.code] = draw(entries_for(criterion))
    if all(row[c.code] is NA for c in criteria if c.kind.is_base):
        row[criteria[0].code] = draw(entries_for(criteria[0]))
    return row


@st.composite
def a_round(draw, first_kinds=BASE_KINDS, most_units=5, not_applicable=True, ballot=None):
    """Criteria (the first of one of `first_kinds`), sheets and settings that can be settled."""
    criteria = [draw(a_criterion("1", first_kinds))]
    criteria += [draw(a_criterion(f"{n + 2}", BASE_KINDS)) for n in range(draw(st.integers(0, 4)))]
    criteria += [draw(a_criterion(f"T{n}", [Kind.BONUS, Kind.PENALTY])) for n in range(draw(st.integers(0, 3)))]
    ballot = draw(st.sampled_from(["none", "some", "all"])) if ballot is None else ballot
    votes = {"none": st.none(), "some": st.none() | st.integers(0, 2), "all": st.integers(0, 2)}[ballot]
    sheets = []
    for n in range(draw(st.integers(1, most_units))):
        # A copy of an earlier row is the surest tie.
        appraised = draw(a_row(criteria, not_applicable))
        if sheets and draw(st.booleans()):
            appraised = {code: m.appraised for code, m in draw(st.sampled_from(sheets)).marks.items()}
        own = draw(a_row(criteria))
        marks = {c.code: Mark(own.get(c.code), appraised.get(c.code), "Theo hồ sơ") for c in criteria}
        excluded = draw(st.sampled_from(["", "", "", "", "Có kết luận vi phạm"]))
        sheets.append(Sheet(f"U{n}", f"Đơn vị {n}", excluded=excluded, votes=draw(votes), marks=marks))
    chain = draw(st.permutations(["base", "area:1", "area:2", "area:3", "ballot"]))
    round_settings = Settings(
        bonus_cap=draw(st.none() | hundredths(0, 1000)),
        tie_break=tuple(chain[: draw(st.integers(0, 5))]),
        bands=(Band("Xuất sắc", Decimal(40)), Band("Tốt", Decimal(20))),
    )
    return criteria, sheets, round_settings


# A second reading of docs/scoring.md --------------------------------------------------------------------------------


def to_cents(exact):
    """Half up to whole hundredths."""
    whole, rest = divmod(exact * 100, 1)
    return int(whole) + (1 if 2 * rest >= 1 else 0)


def reference_line(criterion, entry, column):
    """Hundredths of a point. `column` holds every unit's entry for the criterion."""
    if entry in (None, NA):
        return 0
    if criterion.kind == "pass_fail":
        return to_cents(Fraction(criterion.maximum)) if entry == "Đạt" else 0
    a = Fraction(entry)
    if criterion.kind == "graded":
        return to_cents(a)
    if criterion.kind in ("counted", "bonus", "penalty"):
        capped = [a * Fraction(criterion.unit_points)]
        capped += [] if criterion.maximum is None else [Fraction(criterion.maximum)]
        return to_cents(sorted(capped)[0])
    m, t = Fraction(criterion.maximum), Fraction(criterion.target)
    if criterion.kind == "proportional":
        return to_cents(m if a > t else m * a / t)
    b = sorted(Fraction(e) for e in column if e not in (None, NA))[-1]
    if a < t:
        return to_cents(m * a / t / 2)
    return to_cents(m / 2) if a == t else to_cents(m / 2 + m / 2 * (a - t) / (b - t))


def reference_total(criteria, row, rows, cap):
    lines = {c.code: reference_line(c, row.get(c.code), [r.get(c.code) for r in rows]) for c in criteria}
    first_five = [c for c in criteria if c.kind not in ("bonus", "penalty")]
    scale = sum(Fraction(c.maximum) for c in first_five)
    applies = sum(Fraction(c.maximum) for c in first_five if row.get(c.code) != NA)
    base = to_cents(Fraction(sum(lines[c.code] for c in first_five), 100) * scale / applies)
    bonus = sum(lines[c.code] for c in criteria if c.kind == "bonus")
    bonus = bonus if cap is None else min(bonus, int(cap * 100))
    penalty = sum(lines[c.code] for c in criteria if c.kind == "penalty")
    areas = {k: sum(lines[c.code] for c in first_five if c.area == k) for k in sorted({c.area for c in first_five})}
    total = base + bonus - penalty
    return {"lines": lines, "areas": areas, "base": base, "bonus": bonus, "penalty": penalty, "total": max(total, 0)}


def reference_ranks(sheets, totals, chain):
    """{unit: (rank, tied with, deciding step)}: one list of groups, split again and again."""
    groups = [[s for s in sheets if s.excluded == ""]]
    decided = {s.unit: None for s in sheets}
    for step in ["total", *chain]:
        split = []
        for group in groups:
            if step == "ballot":
                keys = [s.votes for s in group]
                keys = [0] * len(group) if None in keys else keys
            elif step in ("total", "base"):
                keys = [totals[s.unit][step] for s in group]
            else:
                keys = [totals[s.unit]["areas"].get(int(step[5:]), 0) for s in group]
            for key in sorted(set(keys))[::-1]:
                split.append([s for s, k in zip(group, keys, strict=True) if k == key])
            if step != "total" and len(set(keys)) > 1:
                decided |= {s.unit: step for s in group}
        groups = split
    places = {}
    for group in groups:
        rank = len(places) + 1
        for s in group:
            places[s.unit] = (rank, tuple(o.unit for o in group if o is not s), decided[s.unit])
    return places


@settings(max_examples=120, deadline=None)
@given(a_round())
def test_a_naive_reading_of_the_rules_gives_the_same_digits_ranks_and_ties(drawn):
    criteria, sheets, round_settings = drawn
    own = [{code: m.self_entry for code, m in s.marks.items()} for s in sheets]
    appraised = [{code: m.appraised for code, m in s.marks.items()} for s in sheets]
    cap = round_settings.bonus_cap
    totals = {s.unit: reference_total(criteria, r, appraised, cap) for s, r in zip(sheets, appraised, strict=True)}
    self_totals = {s.unit: reference_total(criteria, r, own, cap) for s, r in zip(sheets, own, strict=True)}
    places = reference_ranks(sheets, totals, round_settings.tie_break)
    expected = []
    for s in sheets:
        total, place = totals[s.unit], places.get(s.unit, (None, (), None))
        band = "Xuất sắc" if total["total"] >= 4000 else "Tốt" if total["total"] >= 2000 else None
        expected.append((s.unit, total, self_totals[s.unit]["total"], place, None if s.excluded else band))
    found = []
    for u in settle(criteria, sheets, round_settings):
        total = {key: int(getattr(u, key) * 100) for key in ("base", "bonus", "penalty", "total")}
        total["lines"] = {line.criterion: int(line.points * 100) for line in u.lines}
        total["areas"] = {k: int(v * 100) for k, v in u.areas.items()}
        place = (u.rank, u.tied_with, u.tie_decided_by)
        found.append((u.unit, total, int(u.self_total * 100), place, u.classification))
    assert found == expected


# Properties ---------------------------------------------------------------------------------------------------------


@few
@given(a_round())
def test_a_line_never_leaves_its_bounds_and_every_figure_has_two_decimals(drawn):
    criteria, sheets, round_settings = drawn
    for unit in settle(criteria, sheets, round_settings):
        for criterion, line in zip(criteria, unit.lines, strict=True):
            for points in (line.points, line.self_points):
                assert points >= 0
                assert criterion.maximum is None or points <= criterion.maximum
        figures = [p for line in unit.lines for p in (line.points, line.self_points)]
        figures += [*unit.areas.values(), unit.base, unit.bonus, unit.penalty, unit.total, unit.self_total]
        assert {type(figure) for figure in figures} == {Decimal}
        assert {figure.as_tuple().exponent for figure in figures} == {-2}


@few
@given(a_round())
def test_the_base_never_exceeds_the_scale_and_the_total_is_never_below_0(drawn):
    criteria, sheets, round_settings = drawn
    for unit in settle(criteria, sheets, round_settings):
        assert 0 <= unit.base <= scale_of(criteria)
        assert unit.total >= 0
        assert unit.self_total >= 0
        assert round_settings.bonus_cap is None or unit.bonus <= round_settings.bonus_cap


@few
@given(a_round(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_sheets_and_marks_does_not_matter(drawn, random):
    criteria, sheets, round_settings = drawn

    def shuffled(items):
        return random.sample(items, len(items))

    def by_unit(outcomes):
        return {
            u.unit: replace(u, lines=frozenset(u.lines), tied_with=frozenset(u.tied_with), areas=dict(u.areas))
            for u in outcomes
        }

    others = [replace(s, marks=dict(shuffled(list(s.marks.items())))) for s in shuffled(sheets)]
    changed = settle(shuffled(criteria), others, round_settings)
    assert by_unit(changed) == by_unit(settle(criteria, sheets, round_settings))
    assert [u.unit for u in changed] == [s.unit for s in others]


# With votes missing for some only, a rank can worsen by the clause itself: A, B and C share a rank because C has no
# vote; A's better entry becomes the bloc's best, C falls behind, and the ballot then decides between A and B.
@few
@given(a_round() | a_round(first_kinds=[Kind.COMPARATIVE]), st.data())
def test_raising_an_entry_never_lowers_the_units_total_nor_worsens_its_rank(drawn, data):
    criteria, sheets, round_settings = drawn
    if len({s.votes is None for s in sheets}) > 1:
        sheets = [replace(s, votes=None) for s in sheets]
    n = data.draw(st.integers(0, len(sheets) - 1))
    row = {code: m.appraised for code, m in sheets[n].marks.items()}
    raisable = [c for c in criteria if c.kind.is_base and row[c.code] not in (NA, Verdict.PASSED)]
    assume(raisable)
    criterion = data.draw(st.sampled_from(raisable))
    mark = sheets[n].marks[criterion.code]
    if criterion.kind is Kind.PASS_FAIL:
        higher = Verdict.PASSED
    else:
        higher = max(mark.appraised, data.draw(entries_for(criterion)))
    raised = replace(sheets[n], marks={**sheets[n].marks, criterion.code: replace(mark, appraised=higher)})
    before = settle(criteria, sheets, round_settings)[n]
    after = settle(criteria, [*sheets[:n], raised, *sheets[n + 1 :]], round_settings)[n]
    assert after.total >= before.total
    assert before.rank is None or after.rank <= before.rank


@few
@given(a_round())
def test_ranks_follow_totals_and_leave_out_only_excluded_units(drawn):
    units = settle(*drawn)
    assert all((u.rank is None) == bool(u.excluded) for u in units)
    ranked = sorted((u for u in units if u.rank), key=lambda u: u.rank)
    assert [u.total for u in ranked] == sorted((u.total for u in ranked), reverse=True)
    for better, worse in pairwise(ranked):
        assert better.rank < worse.rank or better.total == worse.total
        assert better.total > worse.total or better.rank == worse.rank or worse.tie_decided_by is not None


@few
@given(a_round())
def test_equal_results_share_a_rank_name_each_other_and_the_next_rank_is_skipped(drawn):
    units = [u for u in settle(*drawn) if u.rank]
    shared = Counter(u.rank for u in units)
    for unit in units:
        assert unit.rank == 1 + sum(other.rank < unit.rank for other in units)
        assert len(unit.tied_with) == shared[unit.rank] - 1
        assert set(unit.tied_with) == {o.unit for o in units if o.rank == unit.rank} - {unit.unit}


@few
@given(a_round(most_units=3, not_applicable=False), st.data())
def test_a_criterion_that_applies_to_nobody_gives_the_base_of_a_table_without_it_on_the_same_scale(drawn, data):
    criteria, sheets, round_settings = drawn
    extra = data.draw(a_criterion("X", BASE_KINDS))
    nobody = [replace(s, marks={**s.marks, "X": Mark(None, NA)}) for s in sheets]
    scale = scale_of([*criteria, extra])
    for short, long in zip(
        settle(criteria, sheets, round_settings), settle([*criteria, extra], nobody, round_settings), strict=True
    ):
        assert long.base == half_up(Fraction(short.base) * Fraction(scale) / Fraction(scale_of(criteria)))
        assert (long.bonus, long.penalty) == (short.bonus, short.penalty)


@few
@given(hundredths(0, 10000), st.integers(1, 100), st.integers(0, 99))
def test_the_not_applicable_rule_keeps_the_share_of_what_applies(points, scale, not_applicable):
    assume(not_applicable < scale)
    assume(points <= scale - not_applicable)
    base = base_after_na(points, Decimal(scale), Decimal(not_applicable))
    assert abs(Fraction(base) / scale - Fraction(points) / (scale - not_applicable)) <= Fraction(1, 200) / scale
    assert points <= base <= scale


@few
@given(st.fractions(min_value=0, max_value=10**15) | st.integers(0, 10**15).map(lambda n: Fraction(n, 200)))
def test_half_up_is_the_only_hundredth_within_half_a_hundredth_the_upper_one_of_two(exact):
    rounded = Fraction(half_up(exact))
    assert (rounded * 100).denominator == 1
    assert Fraction(-1, 200) < rounded - exact <= Fraction(1, 200)


@few
@given(st.decimals(min_value=0, max_value=10**20, allow_nan=False, places=9))
def test_half_up_agrees_with_the_decimal_module(value):
    with localcontext(prec=60):
        expected = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert str(half_up(value)) == str(expected)
