"""Three ways to one line: the cases as a table, and that no change is ever lost without somebody's word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.offline.merging import Change, Choice, Content, Undecided, compare, merged

A, B, C = (Content(entry) for entry in "abc")

#   downloaded, filled, now: where it changed; what it becomes without a choice, by the file's, by the site's
CASES = {
    "nothing changed": (A, A, A, Change.SAME, A, A, A),
    "only in the file": (A, B, A, Change.FILE, B, B, B),
    "only on the site": (A, A, B, Change.SITE, B, B, B),
    "both alike": (A, B, B, Change.SAME, B, B, B),
    "both otherwise": (A, B, C, Change.BOTH, None, B, C),
    "the download is not known, both alike": (None, B, B, Change.SAME, B, B, B),
    "the download is not known": (None, A, B, Change.BOTH, None, A, B),
    "emptied in the file": (A, Content(), A, Change.FILE, Content(), Content(), Content()),
    "emptied on the site": (A, A, Content(), Change.SITE, Content(), Content(), Content()),
    "only the words, in the file": (A, Content("a", "lý do"), A, Change.FILE, *[Content("a", "lý do")] * 3),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_case_has_one_answer(case):
    downloaded, filled, now, change, alone, by_file, by_site = case
    assert compare(downloaded, filled, now) is change
    assert merged(change, filled, now, Choice.FILE) == by_file
    assert merged(change, filled, now, Choice.SITE) == by_site
    if alone is None:
        with pytest.raises(Undecided):
            merged(change, filled, now)
    else:
        assert merged(change, filled, now) == alone


contents = st.builds(Content, st.sampled_from(["", "1", "2"]), st.sampled_from(["", "x"]))


@given(st.none() | contents, contents, contents, st.none() | st.sampled_from(Choice))
def test_no_change_is_lost_that_nobody_gave_up(downloaded, filled, now, choice):
    change = compare(downloaded, filled, now)
    in_file, on_site = filled != downloaded, now != downloaded
    try:
        result = merged(change, filled, now, choice)
    except Undecided:
        assert (choice, in_file, on_site, filled != now) == (None, True, True, True)
        return
    if in_file and on_site and filled != now:
        assert result == (filled if choice is Choice.FILE else now)
    else:
        assert result == (filled if in_file else now)


@given(st.lists(st.tuples(contents, contents, contents)))
def test_a_whole_sheet_is_its_lines_merged_one_by_one(lines):
    """Uploading the same file again changes nothing: what was written is what the file says, or what stayed."""
    for downloaded, filled, now in lines:
        change = compare(downloaded, filled, now)
        result = merged(change, filled, now, Choice.FILE)
        assert compare(downloaded, filled, result) in (Change.SAME, Change.SITE)
