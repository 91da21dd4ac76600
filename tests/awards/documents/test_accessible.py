"""The papers of a round: tagged to the last field, and signed between office and name."""

import pytest

from awards.documents import DOCUMENTS, ProposalSubmissionDocument, render
from campaigns.documents.rendering import SIGN_HERE
from tests.accessible import FIELDS, faults, signature_fields
from tests.awards.documents.builders import ON, sample_facts
from tests.awards.documents.printed import MM, Printed

SLUGS = list(DOCUMENTS)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("round_", ["papers", "crowded"])
def test_everything_is_in_the_structure(round_, slug, request):
    assert faults(request.getfixturevalue(round_)[slug].data) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_there_are_two_empty_fields_with_names_and_words(papers, slug):
    found = signature_fields(papers[slug].data)
    assert {name: words for name, (_, _, words) in found.items()} == {field.name: field.words for field in FIELDS}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("round_", ["papers", "crowded"])
def test_the_person_signs_in_the_middle_between_office_and_name(round_, slug, request):
    printed = request.getfixturevalue(round_)[slug]
    page, (left, bottom, right, top), _ = signature_fields(printed.data)[SIGN_HERE.person.name]
    high = float(printed.pages[page].height)
    chars = [c for c in printed.pages[page].chars if c["x0"] > left - 17 * MM and c["x1"] < right + 17 * MM]
    over = [c for c in chars if c["bottom"] <= high - top + 6 and c["bottom"] > high - top - 10 * MM]
    under = [c for c in chars if c["top"] >= high - bottom - 3 and c["top"] < high - bottom + 10 * MM]
    for line in (over, under):
        middle = (min(c["x0"] for c in line) + max(c["x1"] for c in line)) / 2
        assert middle == pytest.approx((left + right) / 2, abs=3 * MM)
    inside = [c for c in chars if high - top + 6 < c["top"] and c["bottom"] < high - bottom - 3 and c["x0"] > left]
    assert inside == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_seal_covers_a_third_of_the_person_on_the_left(papers, slug):
    found = signature_fields(papers[slug].data)
    page, (left, bottom, right, top), _ = found[SIGN_HERE.person.name]
    its_page, (begin, low, end, up), _ = found[SIGN_HERE.seal.name]
    assert (its_page, low, up) == (page, bottom, top)
    assert begin < left
    assert end - left == pytest.approx((right - left) / 3, abs=0.1)


def test_a_draft_has_nothing_to_sign_in():
    pdf = render(ProposalSubmissionDocument.of(sample_facts(), on=ON, draft=True))
    assert (signature_fields(pdf), faults(pdf)) == ({}, [])


def test_the_code_and_its_address_stand_beside_the_qr_and_nothing_overlaps():
    facts = sample_facts(check_code="7K3M9QX2AB", check_url="https://thidua.example.vn/kiem-tra/7K3M9QX2AB/")
    for document in DOCUMENTS.values():
        pdf = render(document.of(facts, on=ON, number=5))
        printed = Printed(pdf)
        code, address = printed.find("Mã tra cứu văn bản:"), printed.find(facts.check_url)
        first = printed.find("Mã kiểm chứng kết quả:")
        assert first.bottom <= code.top + 1
        assert code.bottom <= address.top + 1
        assert code.x0 == first.x0 == address.x0
        page = printed.pages[code.page]
        qr = [d for d in (*page.curves, *page.rects, *page.lines) if first.top - 9 < d["top"] < address.bottom + 9]
        assert qr
        assert max(drawn["x1"] for drawn in qr) < code.x0
        assert (faults(pdf), len(signature_fields(pdf))) == ([], 2)
