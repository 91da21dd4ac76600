"""Which titles are pointed out: worked pairs, and what holds for any two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.similarity import LEAST, MOST, STOP_WORDS, most_similar, similarity
from toolkit.text import unaccent

pytestmark = pytest.mark.pure

QR = "Ứng dụng mã QR trong tiếp nhận và trả kết quả thủ tục hành chính"
SAME_IDEA = [
    (QR, "Áp dụng mã QR để trả kết quả, tiếp nhận thủ tục hành chính tại xã", 91),
    ("Số hóa hồ sơ hộ tịch phục vụ tra cứu nhanh", "Số hoá hồ sơ hộ tịch để tra cứu nhanh cho người dân", 72),
    ("Tổ công nghệ số cộng đồng đến từng ngõ", "Tổ công nghệ số cộng đồng hỗ trợ tại nhà", 62),
    ("Xử lý đơn thư qua nhóm Zalo", "Xử lí đơn thư qua Zalo", 73),
]
ANOTHER_IDEA = [
    (QR, "Ứng dụng mã QR trong quản lý tài sản công", 23),
    ("Tủ sách pháp luật điện tử", "Tủ sách thiếu nhi điện tử", 50),
    (
        "Nâng cao hiệu quả công tác tuyên truyền chuyển đổi số",
        "Nâng cao hiệu quả công tác tuyên truyền phòng cháy chữa cháy",
        47,
    ),
    ("Trồng cây xanh quanh trụ sở", "Thu gom rác thải nhựa quanh trụ sở", 47),
]


@pytest.mark.parametrize(("one", "other", "per_cent"), SAME_IDEA)
def test_the_same_idea_in_other_words_is_pointed_out(one, other, per_cent):
    assert similarity(one, other) == per_cent
    assert most_similar(one, [("it", unaccent(other))]) == [("it", per_cent)]


@pytest.mark.parametrize(("one", "other", "per_cent"), ANOTHER_IDEA)
def test_another_idea_on_the_same_subject_is_not(one, other, per_cent):
    assert similarity(one, other) == per_cent
    assert most_similar(one, [("it", unaccent(other))]) == []


SYLLABLES = ("số", "hóa", "hồ", "sơ", "hộ", "tịch", "đường", "làng", "sáng", "xanh", "sạch", "trường", "học", "xã")
words = st.lists(st.sampled_from(SYLLABLES), min_size=1)
titles = words.map(" ".join) | st.text(max_size=80)


@given(titles, titles)
def test_it_is_a_per_cent_and_the_same_both_ways(one, other):
    assert 0 <= similarity(one, other) == similarity(other, one) <= 100


@given(words)
def test_marks_case_and_order_of_words_do_not_matter(said):
    title = " ".join(said)
    assert similarity(title, unaccent(title).upper()) == similarity(title, " ".join(reversed(said))) == 100


@given(words, st.lists(st.sampled_from(sorted(STOP_WORDS))))
def test_words_of_every_title_do_not_count(said, stops):
    assert similarity(" ".join(said), " ".join([*stops, *said])) == 100


def test_titles_of_such_words_alone_are_compared_as_they_stand():
    assert similarity("Nâng cao hiệu quả công tác", "Nâng cao hiệu quả công tác") == 100
    assert similarity("", "Nâng cao") == similarity("", "") == 0


@given(titles, st.lists(titles, max_size=20))
def test_the_likest_come_first_and_none_below_the_threshold(title, others):
    found = most_similar(title, enumerate(unaccent(other) for other in others))
    expected = sorted((similarity(title, other) for other in others), reverse=True)
    assert [per_cent for _, per_cent in found] == [per_cent for per_cent in expected if per_cent >= LEAST][:MOST]
    assert all(similarity(title, others[key]) == per_cent for key, per_cent in found)
