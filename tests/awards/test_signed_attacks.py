"""Signed files that say more than a signature: what a reader would see or run is not what was issued."""

import io

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from awards import signing
from awards.actions.signed_papers import keep_signed
from awards.demo_signing import PERSON, sign_for_trial
from tests.awards.test_signed_papers import NOW, SIGNED_AT, keys, paper, plain, reasons, trial  # noqa: F401

pytestmark = pytest.mark.django_db
N = generic.NameObject


def changed(change, pdf=None):
    """The issued file with an update `change` makes, and the person's signature over everything."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf or plain("Tờ trình")))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return sign_for_trial(out.getvalue(), PERSON, at=SIGNED_AT)


def new_field(box):
    def change(writer):
        append_signature_field(writer, SigFieldSpec("Khac", on_page=0, box=box))

    return change


def script():
    return generic.DictionaryObject({N("/S"): N("/JavaScript"), N("/JS"): generic.TextStringObject("app.alert(1)")})


def script_in_a_new_field(key, value):
    def change(writer):
        new_field((0, 0, 0, 0))(writer)
        fields = [field.get_object() for field in writer.root["/AcroForm"]["/Fields"]]
        next(field for field in fields if field["/T"] == "Khac")[N(key)] = value()

    return change


def field_of_ours(key, value):
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][1]
        field[N(key)] = value()
        writer.update_container(field)

    return change


def in_the_root(key, value):
    def change(writer):
        writer.root[N(key)] = value()
        writer.update_root()

    return change


def form_of_another_kind(writer):
    form = writer.root["/AcroForm"]
    form[N("/XFA")] = generic.TextStringObject("<xdp/>")
    writer.update_container(form)


def whole_page():
    return generic.ArrayObject([generic.NumberObject(number) for number in (0, 0, 595, 842)])


def on_touch():
    return generic.DictionaryObject({N("/U"): script()})


def names():
    scripts = generic.ArrayObject([generic.TextStringObject("a"), script()])
    return generic.DictionaryObject({N("/JavaScript"): generic.DictionaryObject({N("/Names"): scripts})})


CHANGED = "Nội dung văn bản bị sửa sau khi ban hành, không chỉ thêm chữ ký."


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (new_field((0, 0, 595, 842)), [signing.TOO_LARGE]),
        (new_field((595, 842, 0, 0)), [signing.TOO_LARGE]),
        (script_in_a_new_field("/AA", on_touch), [signing.RUNS]),
        (script_in_a_new_field("/A", script), [signing.RUNS]),
        (field_of_ours("/AA", on_touch), [CHANGED, signing.RUNS]),
        (field_of_ours("/Rect", whole_page), [CHANGED]),
        (in_the_root("/OpenAction", script), [CHANGED, signing.RUNS]),
        (in_the_root("/Names", names), [CHANGED, signing.RUNS]),
        (form_of_another_kind, [CHANGED, signing.RUNS]),
    ],
)
def test_more_than_a_signature_is_refused(paper, change, expected):  # noqa: F811
    assert reasons(paper, changed(change)) == expected


def test_a_small_picture_outside_the_fields_is_kept_and_told(paper):  # noqa: F811
    kept = keep_signed(paper, changed(new_field((300, 100, 450, 160))), by=None, at=NOW)
    assert [verdict for verdict in kept.verdicts if verdict[0] in ("runs", "drawn")] == [["drawn", None, signing.DRAWN]]


def test_a_new_field_that_is_not_drawn_is_no_matter(paper):  # noqa: F811
    kept = keep_signed(paper, changed(new_field((0, 0, 0, 0))), by=None, at=NOW)
    assert [verdict for verdict in kept.verdicts if verdict[0] in ("runs", "drawn")] == []
