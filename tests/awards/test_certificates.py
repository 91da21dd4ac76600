"""Giấy khen: designs of a bloc, words filled from the decision, every sheet inside its frame or onto a printed one."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.actions.certificates import create_design, edit_design
from awards.documents import render
from awards.documents.certificate import CertificateDocument, filled, fitted, unknown_fields, values_of
from awards.forms.certificates import usual_values
from awards.models import CertificateDesign, CouncilDecision, GrantedAward
from tests.awards.documents.printed import MM, Printed
from tests.awards.proposing import decided, nominated
from tests.cast import PEOPLE
from tests.constraints import violates
from tests.reading import bytes_of, text_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile
from units.models import Bloc, Commune

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
HEADS = "302 403 404 403 200 404 403 404 403"
READ_ONLY = "302 405 405 405 405 405 405 405 405"
ACCESS = {
    "certificate_designs": (HEADS, READ_ONLY),
    "certificate_design_new": (HEADS, HEADS),
    "certificate_design": (HEADS, HEADS),
    "certificate_design_remove": (READ_ONLY, "302 403 404 403 302 404 403 404 403"),
    "certificate_preview": (HEADS, HEADS),
    "certificates": (HEADS, READ_ONLY),
}
MOST_QUERIES = {"certificate_designs": 12, "certificates": 12}
LONG = "Trung tâm Nghiên cứu, ứng dụng và phát triển dịch vụ sự nghiệp công đa ngành Ễ Ộ Ự ặ ể ỗ "
INNER = {"classic": 17.5, "plain": 13.2, "modern": 12.0}  # how far the innermost line of the frame lies from the edge
ON = date(2026, 12, 20)


def bloc():
    commune = Commune(name="Hà Bắc", city="Hải Phòng")
    return Bloc(commune=commune, number="02", name="Khối thi đua số 02")


def design(**changes) -> CertificateDesign:
    return CertificateDesign(bloc=bloc(), **usual_values(bloc()) | changes)


def award(**changes) -> GrantedAward:
    usual = {"year": 2026, "unit_name": "Phòng Kinh tế", "form": "Giấy khen", "decision_number": "1234/QĐ-UBND"}
    return GrantedAward(**usual | {"decided_on": ON, "body": "Chủ tịch UBND xã Hà Bắc"} | changes)


def decision(**changes) -> CouncilDecision:
    return CouncilDecision(**{"number": "1234/QĐ-UBND", "decided_on": ON, "body": "Chủ tịch UBND xã Hà Bắc"} | changes)


def document(*awards, of=None, **changes) -> CertificateDocument:
    return CertificateDocument.of(
        design(**changes), of or decision(), awards or (award(),), author="Khối thi đua số 02"
    )


def printed(*awards, **changes) -> Printed:
    return Printed(render(document(*awards, **changes)))


# Words ----------------------------------------------------------------------------------------------------------------


def test_words_are_filled_from_the_decision_once():
    values = values_of(decision(), award(unit_name="Đơn vị {so}"))
    assert filled("Tặng: {ten}, {hinh_thuc} năm {nam}, số {so} ngày {ngay}", values) == (
        "Tặng: Đơn vị {so}, Giấy khen năm 2026, số 1234/QĐ-UBND ngày 20/12/2026"
    )
    assert unknown_fields("Tặng {ten} {tenn} {") == ["{tenn}", "{"]
    assert unknown_fields("Tặng {ten} của {don_vi}") == []


def test_a_sheet_says_what_was_decided():
    paper = printed(award(person_name="Nguyễn Văn A", office="Chuyên viên"), of=decision(signer="Nguyễn Văn B"))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HÀ BẮC",
        "GIẤY KHEN",
        "Tặng: Nguyễn Văn A",
        "Chuyên viên, Phòng Kinh tế",
        "Đã có thành tích xuất sắc trong phong trào thi đua năm 2026",
        "Theo Quyết định số 1234/QĐ-UBND ngày 20/12/2026 của Chủ tịch UBND xã Hà Bắc",
        "Hà Bắc, ngày 20 tháng 12 năm 2026",
        "Nguyễn Văn B",
    ):
        assert paper.says(words), words


def test_who_signed_the_decision_signs_the_certificate():
    of = decision(signer_office="KT. Chủ tịch / Phó Chủ tịch", signer="Nguyễn Văn B")
    [sheet] = document(of=of, signer="Nguyễn Văn C").sheets
    assert (sheet.office.lines, sheet.signer.lines) == (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("Nguyễn Văn B",))
    [sheet] = document(signer="Nguyễn Văn C").sheets
    assert (sheet.office.lines, sheet.signer.lines) == (("CHỦ TỊCH",), ("Nguyễn Văn C",))


def test_a_line_left_empty_is_not_printed():
    paper = printed(has_nation=False, heading="", title="", place="", office="", decision_line="", merit="")
    assert paper.words == "Tặng:PhòngKinhtế"


def test_long_words_are_set_smaller_before_they_leave_their_place():
    sizes = [fitted("recipient", f"Tặng: {LONG * n}", bold=True).size for n in range(1, 4)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1]
    assert fitted("recipient", "Tặng: Phòng Kinh tế", bold=True).size == 22


# The sheet ------------------------------------------------------------------------------------------------------------


def test_it_is_a_landscape_sheet_a_person_tagged_in_one_embedded_typeface():
    paper = printed(award(), award(unit_name="Phòng Văn hóa - Xã hội"))
    assert len(paper.pages) == 2
    assert [(round(page.width / MM), round(page.height / MM)) for page in paper.pages] == [(297, 210)] * 2
    assert all("Tinos" in name for name in paper.fonts)
    assert paper.catalog["/Lang"] == "vi-VN" and paper.reader.metadata.author == "Khối thi đua số 02"
    assert "Quyết định 1234/QĐ-UBND" in paper.reader.metadata.title
    assert len(paper.tagged("H1")) == 2
    with pikepdf.open(BytesIO(paper.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked and "pdfuaid" in str(pdf.open_metadata())


EXTREME = {
    "heading": (LONG * 4)[:255],
    "title": LONG[:100],
    "merit": (LONG * 8)[:600],
    "decision_line": (LONG * 7)[:500],
    "place": LONG[:60],
    "office": (LONG * 4)[:255],
    "signer": (LONG * 2)[:150],
}
LONGEST = (
    {"unit_name": (LONG * 4)[:255]},
    {"unit_name": (LONG * 4)[:255].upper()},
    {"person_name": "W" * 150, "office": (LONG * 4)[:255], "unit_name": (LONG * 4)[:255]},
)


@pytest.mark.parametrize("layout", ["classic", "plain", "modern"])
@pytest.mark.parametrize("has_emblem_space", [True, False])
@pytest.mark.parametrize("words", [{}, EXTREME])
def test_no_word_leaves_the_frame_or_lies_on_another(layout, has_emblem_space, words):
    awards = [award(**changes) for changes in ({}, *LONGEST)]
    paper = printed(*awards, layout=layout, has_emblem_space=has_emblem_space, **words)
    assert len(paper.pages) == 4
    edge = INNER[layout] * MM
    left = 28 * MM if layout == "modern" else edge
    for page in paper.pages:
        letters = [c for c in page.chars if not c["text"].isspace()]
        assert min(c["x0"] for c in letters) > left and max(c["x1"] for c in letters) < page.width - 17 * MM
        assert min(c["top"] for c in letters) > edge and max(c["bottom"] for c in letters) < page.height - edge
        assert overlaps(letters) == []
        if has_emblem_space:
            assert min(c["top"] for c in letters) > 37 * MM


def overlaps(letters):
    """Pairs of letters whose bodies lie on one another; a line reaches a little into the next, its body does not."""
    boxes = [
        (c["x0"] + 0.5, c["x1"] - 0.5, c["bottom"] - 0.75 * c["size"], c["bottom"] - 0.25 * c["size"]) for c in letters
    ]
    boxes = sorted((box for box in boxes if box[0] < box[1]), key=lambda box: box[2])
    found = []
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            if other[2] >= one[3]:
                break
            if one[0] < other[1] and other[0] < one[1] and other[2] < one[3]:
                found.append((one, other))
    return found


def test_stacked_marks_have_their_room_above_the_line():
    paper = printed(award(unit_name="ẾỘỰẪỄ"), merit="ẾỘỰẪỄ\nẾỘỰẪỄ", title="ẾỘỰẪỄ")
    for page in paper.pages:
        tops = sorted({round(c["top"], 1) for c in page.chars})
        assert tops[0] > 17 * MM
    assert paper.is_nfc()


def test_the_place_to_sign_stays_free():
    paper = printed(signer="Nguyễn Văn B")
    office, signer = paper.find("CHỦ TỊCH", 0), paper.find("Nguyễn Văn B")
    last = [c for c in paper.pages[0].chars if c["x0"] > 150 * MM and c["top"] > 145 * MM]
    free = min(c["top"] for c in last if c["top"] > 170 * MM) - max(c["bottom"] for c in last if c["top"] < 170 * MM)
    assert free > 20 * MM
    assert signer.top > office.bottom


# Onto printed sheets --------------------------------------------------------------------------------------------------


def letters_of(paper):
    return [(c["text"], c["x0"], c["top"]) for page in paper.pages for c in page.chars]


@pytest.mark.parametrize("layout", ["classic", "plain", "modern"])
def test_onto_a_printed_sheet_nothing_but_text_is_drawn(layout):
    data = render(document(is_text_only=True, layout=layout))
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            assert page.chars
            assert not (page.rects or page.lines or page.curves or page.images)
    with_frame = render(document(layout=layout))
    with pdfplumber.open(BytesIO(with_frame)) as pdf:
        assert pdf.pages[0].rects or pdf.pages[0].curves or pdf.pages[0].lines


@pytest.mark.parametrize(("right", "down"), [("3.5", "-2.25"), ("-7", "4"), ("0", "0"), ("12.34", "0.01")])
def test_every_letter_moves_by_exactly_the_offsets(right, down):
    still = letters_of(printed(is_text_only=True))
    moved = letters_of(printed(is_text_only=True, offset_right=Decimal(right), offset_down=Decimal(down)))
    assert [text for text, _, _ in moved] == [text for text, _, _ in still]
    for (_, x, y), (_, x0, y0) in zip(moved, still, strict=True):
        assert abs(x - x0 - float(right) * MM) < 0.02 and abs(y - y0 - float(down) * MM) < 0.02


def test_offsets_move_nothing_where_the_frame_is_printed_too():
    assert letters_of(printed(offset_right=Decimal(9))) == letters_of(printed())


def test_what_people_typed_is_text_and_never_markup():
    paper = printed(award(unit_name="<b>A</b> & <img src=x>"))
    assert paper.says("Tặng: <b>A</b> & <img src=x>")


# Storing --------------------------------------------------------------------------------------------------------------


def test_of_two_who_edit_a_design_the_second_is_told(cast):
    values = usual_values(cast.bloc)
    stored = create_design(cast.bloc, values, by=cast.head)
    again = CertificateDesign.objects.get()
    edit_design(stored, values | {"signer": "Nguyễn Văn A"}, seen=0, by=cast.head)
    with pytest.raises(ChangedMeanwhile):
        edit_design(again, values | {"signer": "Nguyễn Văn B"}, seen=0, by=cast.head)
    assert CertificateDesign.objects.get().signer == "Nguyễn Văn A"


def test_a_name_stands_once_in_a_bloc(cast):
    create_design(cast.bloc, usual_values(cast.bloc), by=cast.head)
    with pytest.raises(NotPossible) as caught:
        create_design(cast.bloc, usual_values(cast.bloc), by=cast.head)
    assert caught.value.reasons == ["Khối đã có mẫu cùng tên. Đặt tên khác."]
    with violates("certificate_name_once_in_a_bloc"):
        CertificateDesign.objects.create(bloc=cast.bloc, **usual_values(cast.bloc))
    with violates("certificate_offset_within_50_mm"):
        CertificateDesign.objects.create(
            bloc=cast.bloc, **usual_values(cast.bloc) | {"name": "Khác", "offset_down": Decimal("50.01")}
        )


# The pages ------------------------------------------------------------------------------------------------------------


def typed(**changes):
    values = {name: value for name, value in usual_values(bloc()).items() if value is not False}
    return {**values, "offset_right": "3,5", "offset_down": "-2", "version": "0"} | changes


def test_a_design_is_made_seen_and_taken_away(cast):
    client, pk = cast.client("head"), cast.bloc.pk
    new = reverse("certificate_design_new", args=[pk])
    assert "Đã có thành tích xuất sắc" in client.get(new).content.decode()
    preview = client.post(reverse("certificate_preview", args=[pk]), typed(title="Bản thử"))
    assert preview["Content-Type"] == "application/pdf"
    assert Printed(bytes_of(preview)).says("BẢN THỬ")
    assert CertificateDesign.objects.count() == 0
    assert "Đã lập mẫu Giấy khen." in text_of(client.post(new, typed(is_text_only="on"), follow=True))
    stored = CertificateDesign.objects.get()
    assert (stored.offset_right, stored.offset_down, stored.is_text_only) == (Decimal("3.5"), Decimal(-2), True)
    client.post(reverse("certificate_design_remove", args=[pk, stored.pk]))
    assert CertificateDesign.objects.count() == 0


def test_what_is_wrong_with_a_design_is_told_and_what_was_typed_stays(cast):
    client = cast.client("head")
    wrong = typed(recipient="Tặng: {tenn}", offset_right="60", offset_down="abc", signer="Giữ lại", layout="x")
    for address in ("certificate_design_new", "certificate_preview"):
        answer = client.post(reverse(address, args=[cast.bloc.pk]), wrong)
        said = text_of(answer)
        assert "{tenn} không phải trường có sẵn. Dùng: {ten}," in said
        assert "Dịch nhiều nhất 50 mm mỗi chiều." in said and "Bố cục: chọn một mục trong danh sách." in said
        assert 'value="Giữ lại"' in answer.content.decode()
    assert CertificateDesign.objects.count() == 0


def test_certificates_of_a_decision_all_in_one_file_or_one(cast):
    nominated(cast)
    made = decided(cast)
    client, url = cast.client("head"), reverse("certificates", args=[made.pk])
    answer = client.get(url, follow=True)
    assert "Chưa có mẫu giấy khen. Lập mẫu trước khi in." in text_of(answer)
    stored = create_design(cast.bloc, usual_values(cast.bloc), by=cast.head)
    paper = Printed(bytes_of(client.get(url)))
    assert len(paper.pages) == 4
    assert paper.find("Tặng: Nguyễn Văn A").page == 3
    person = GrantedAward.objects.get(person_name="Nguyễn Văn A")
    one = Printed(bytes_of(client.get(url, {"ma": person.pk, "mau": stored.pk})))
    assert len(one.pages) == 1 and one.says("Tặng: Nguyễn Văn A Chuyên viên, Phòng Kinh tế")
    of_form = Printed(bytes_of(client.get(url, {"hinh-thuc": person.form})))
    assert len(of_form.pages) == GrantedAward.objects.filter(decision=made, form=person.form).count() < 4
    for asked in ({"ma": "0"}, {"mau": "99"}, {"ma": "x"}, {"mau": "-1"}):
        assert client.get(url, asked).status_code == 404
    assert "Tất cả (4)" in text_of(client.get(reverse("decision", args=[made.pk])))


def test_more_than_can_be_drawn_at_once_are_not(cast, monkeypatch):
    made = decided(cast)
    create_design(cast.bloc, usual_values(cast.bloc), by=cast.head)
    monkeypatch.setattr("awards.views.certificates.MOST_AT_ONCE", 2)
    answer = cast.client("head").get(reverse("certificates", args=[made.pk]), follow=True)
    assert "In nhiều nhất" in text_of(answer)


def test_a_design_of_another_bloc_is_not_there(cast):
    other = create_design(cast.other_round.campaign.bloc, usual_values(bloc()), by=None)
    client = cast.client("head")
    assert client.get(reverse("certificate_design", args=[cast.bloc.pk, other.pk])).status_code == 404
    assert client.get(reverse("certificate_preview", args=[cast.bloc.pk]), {"mau": other.pk}).status_code == 404


def test_the_pages_ask_the_same_whatever_grows(cast):
    made = decided(cast)
    client, values = cast.client("head"), usual_values(cast.bloc)
    pages = {"certificate_designs": cast.bloc.pk, "certificates": made.pk}

    def counted():
        found = {}
        for name, key in pages.items():
            client.get(reverse(name, args=[key]))
            with CaptureQueriesContext(connection) as captured:
                bytes_of(client.get(reverse(name, args=[key])))
            found[name] = len(captured)
        return found

    create_design(cast.bloc, values, by=cast.head)
    small = counted()
    for n in range(5):
        create_design(cast.bloc, values | {"name": f"Mẫu {n}"}, by=cast.head)
        GrantedAward.objects.create(
            bloc=cast.bloc, year=2026, unit_name=f"Đơn vị {n}", form="Giấy khen", decision=made,
            decision_number="1", decided_on=ON, body="X",
        )  # fmt: skip
    assert counted() == small
    assert {name: count for name, count in small.items() if count > MOST_QUERIES[name]} == {}


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ACCESS)
def test_who_prints(cast, name, method):
    made = decided(cast)
    answers = []
    for who in PEOPLE:
        CertificateDesign.objects.all().delete()
        stored = create_design(cast.bloc, usual_values(cast.bloc), by=cast.head)
        args = [made.pk] if name == "certificates" else [cast.bloc.pk]
        args += [stored.pk] if name in ("certificate_design", "certificate_design_remove") else []
        asked = {"mau": stored.pk} if name == "certificate_preview" and method == "get" else {}
        client = cast.client(who)
        answers.append(str(getattr(client, method)(reverse(name, args=args), asked).status_code))
    assert " ".join(answers) == ACCESS[name][method == "post"]
