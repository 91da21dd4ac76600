from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Max, Sum
from hypothesis import given
from hypothesis import strategies as st

from scoring.models import Band, Criterion
from tests.years import settle
from toolkit.fields import ScaledDecimalField

POINTS, TARGET = ScaledDecimalField(), ScaledDecimalField(places=6)


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_with_its_two_decimals(value):
    stored = POINTS.get_prep_value(value)
    read = POINTS.from_db_value(stored, None, None)
    assert (type(stored), read, f"{read}") == (int, value, f"{value:.2f}".replace("-0.00", "0.00"))


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        (POINTS, Decimal("97.42"), 9742),
        (POINTS, Decimal("97.4"), 9740),
        (POINTS, 97, 9700),
        (POINTS, "97.42", 9742),
        (TARGET, Decimal("0.000001"), 1),
        (POINTS, None, None),
    ],
)
def test_a_number_is_stored_as_a_whole_number_of_its_last_place(field, value, stored):
    assert field.get_prep_value(value) == stored


@pytest.mark.parametrize("value", [Decimal("0.001"), Decimal("97.425"), 0.1, Decimal("NaN")])
def test_a_number_with_more_decimals_is_refused_and_never_rounded(value):
    with pytest.raises(ValueError, match="has more than 2 decimals"):
        POINTS.get_prep_value(value)


@pytest.mark.parametrize("value", [Decimal("Infinity"), "x"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ArithmeticError):
        POINTS.get_prep_value(value)


@pytest.mark.parametrize(
    ("typed", "value"), [(None, None), ("97.4", "97.40"), (97, "97.00"), (Decimal("97.425"), "97.425")]
)
def test_what_a_form_gives_becomes_a_decimal(typed, value):
    assert POINTS.to_python(typed) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("typed", ["x", "NaN1", []])
def test_what_a_form_gives_and_is_no_number_is_a_sentence(typed):
    with pytest.raises(ValidationError) as refused:
        POINTS.to_python(typed)
    assert refused.value.messages == ["Giá trị này phải là một số."]


def test_a_migration_knows_the_places():
    assert [field.deconstruct()[3] for field in (POINTS, TARGET)] == [{"places": 2}, {"places": 6}]


def test_a_form_takes_a_decimal_comma_and_as_many_decimals():
    field = Band._meta.get_field("lowest_total").formfield()
    assert field.clean("80,25") == Decimal("80.25")
    with pytest.raises(ValidationError):
        field.clean("80,255")


@pytest.mark.django_db
class TestInTheDatabase:
    @pytest.fixture
    def bands(self):
        round = settle().round
        round.bands.all().delete()
        for total in ("9.9", "10", "100.01", "0.1", "0.2"):
            Band.objects.create(round=round, name=total, lowest_total=Decimal(total))
        return round.bands

    def test_numbers_are_sorted_as_numbers(self, bands):
        assert list(bands.order_by("lowest_total").values_list("name", flat=True)) == [
            "0.1", "0.2", "9.9", "10", "100.01",
        ]  # fmt: skip

    def test_numbers_are_compared_and_summed_exactly(self, bands):
        few = bands.filter(lowest_total__lt=Decimal(1))
        assert bands.get(lowest_total=Decimal("0.10")).name == "0.1"
        assert bands.filter(lowest_total__gte=Decimal("9.9"), lowest_total__lte=10).count() == 2
        found = few.aggregate(sum=Sum("lowest_total"), most=Max("lowest_total"))
        assert {key: str(value) for key, value in found.items()} == {"sum": "0.30", "most": "0.20"}

    def test_a_model_reads_decimals_whichever_way_it_is_asked(self, bands):
        assert [
            str(bands.get(name="10").lowest_total),
            str(bands.values_list("lowest_total", flat=True).get(name="10")),
            str(bands.values("lowest_total").get(name="10")["lowest_total"]),
            str(Criterion.objects.get(code="1.1").target),
        ] == ["10.00", "10.00", "10.00", "100.000000"]

    def test_a_fixture_carries_plain_digits(self, bands):
        band = bands.get(name="9.9")
        assert Band._meta.get_field("lowest_total").value_to_string(band) == "9.90"
