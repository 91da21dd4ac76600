import unicodedata

import pytest

from toolkit.tables import text_table


def test_columns_are_as_wide_as_their_widest_cell_and_lines_have_no_tail():
    table = text_table(["Hạng", "Đơn vị", "Tổng"], [["1", "Trung tâm", "102,00"], ["–", "Phòng", "9,50"]], right={0, 2})
    assert table == (
        "Hạng  Đơn vị       Tổng\n"
        "----  ---------  ------\n"
        "   1  Trung tâm  102,00\n"
        "   –  Phòng        9,50"
    )  # fmt: skip


def test_a_cell_on_the_left_is_padded_only_between_columns():
    assert text_table(["a", "b"], [["xx", ""], ["", "y"]]).splitlines() == ["a   b", "--  -", "xx", "    y"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_marks_are_one_column_wide_in_either_form(form):
    lines = text_table(["n", "t"], [[unicodedata.normalize(form, "Hà Bắc"), "1"], ["abcdef", "2"]]).splitlines()
    assert [unicodedata.normalize("NFC", line) for line in lines[2:]] == ["Hà Bắc  1", "abcdef  2"]


def test_a_table_without_rows_is_its_head():
    assert text_table(["Hạng"], []) == "Hạng\n----"


def test_a_row_of_another_length_is_a_mistake():
    with pytest.raises((ValueError, IndexError)):
        text_table(["a", "b"], [["x"]])
