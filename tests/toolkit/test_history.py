"""Words of a history, without the domain."""

from types import SimpleNamespace

import pytest

from toolkit.history import AppendOnlyQuerySet, Unchangeable, acting, differences, place_words, who_acts


def test_differences_name_what_changed_in_the_order_of_the_labels():
    before = {"thẩm định": "10,75", "tự chấm": "11,25"}
    after = {"tự chấm": "11,25", "thẩm định": "10,00", "lý do": "Thiếu minh chứng"}
    assert differences(before, after, ["tự chấm", "thẩm định", "lý do"]) == [
        ["thẩm định", "10,75", "10,00"],
        ["lý do", "", "Thiếu minh chứng"],
    ]


def test_what_is_gone_is_told_as_empty():
    assert differences({"đơn vị": "Văn phòng"}, {}, ["đơn vị"]) == [["đơn vị", "Văn phòng", ""]]


def test_outside_a_request_nobody_acts():
    assert who_acts() is None


def test_who_acts_is_said_by_the_action_around():
    with acting("Nạp", by="trưởng khối"):
        with acting("Chốt"):
            assert who_acts() == "trưởng khối"
        with acting(by=None):
            assert who_acts() is None
    assert who_acts() is None


def test_a_person_without_a_place_has_none():
    assert place_words(SimpleNamespace()) == ""


@pytest.mark.parametrize("change", ["update", "delete"])
def test_rows_are_not_changed_all_at_once(change):
    with pytest.raises(Unchangeable):
        getattr(AppendOnlyQuerySet, change)(None)
