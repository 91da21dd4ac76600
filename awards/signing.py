"""Is a file that somebody hands in this issued paper, signed? Each verdict is a sentence; nothing is stored here."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils import timezone

from awards.models import Paper, SignedPaper
from toolkit.reasons import NotPossible
from toolkit.signatures.additions import Additions
from toolkit.signatures.anchors import anchors_in
from toolkit.signatures.checking import Examined, Signature, Unreadable, begins_with, examine

DEMO_LABEL = "CHỮ KÝ DÙNG THỬ"  # in the subject of every certificate of manage.py sign_paper_demo
CLOCKS = timedelta(minutes=5)  # how far a signer's clock may be ahead of the server's
END = b"%%EOF"
MOST_ENDS = 200
LARGEST = Fraction(1, 10)  # of a page: a picture of a signature outside the fields of the paper

NOT_PDF = "Tệp không phải PDF. Chọn tệp PDF đã ký."
ENCRYPTED = "Tệp có mật khẩu hoặc bị mã hóa. Ký lên tệp tải từ trang này, không đặt mật khẩu."
NOT_SIGNED = "Tệp này là bản đã ban hành, chưa có chữ ký số nào."
REWRITTEN = (
    "Tệp không giữ nguyên từng byte bản đã ban hành: nội dung đã bị sửa, in lại hoặc lưu lại bằng chương trình khác. "
    "Ký thẳng lên tệp tải từ trang này."
)
UNREADABLE = "Phần thêm vào sau bản đã ban hành không đọc được: tệp hỏng hoặc có nội dung lạ ở cuối."
SIGNED_BEFORE = "Tệp không chứa các chữ ký đã nhận trước. Người ký sau ký tiếp lên bản đã ký tải từ trang này."
SAME_FILE = "Tệp này đã được tải lên rồi."
NO_ANCHORS = "Chưa kiểm tra chứng thư do ai cấp: máy chủ chưa khai báo tổ chức cấp chứng thư tin cậy."
RUNS = "Phần thêm vào có lệnh tự chạy (JavaScript hoặc tương tự). Bản ký của văn bản không chứa lệnh."
TOO_LARGE = "Hình chữ ký vẽ ngoài ô ký có sẵn và che hơn 1/10 trang. Ký vào ô có sẵn của văn bản."
DRAWN = "Có hình chữ ký vẽ ngoài ô ký có sẵn, có thể che chữ của văn bản; nội dung đúng là bản đã ban hành."
IS_DEMO = "Chữ ký dùng thử, ký bằng chứng thư tự tạo; không có giá trị pháp lý."


@dataclass(frozen=True, slots=True)
class Verdict:
    """`is_good` None: nothing was checked, or nothing follows from it."""

    key: str
    is_good: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What was found in a file that is accepted."""

    signatures: tuple[Signature, ...]
    verdicts: tuple[Verdict, ...]
    is_trusted: bool
    is_demo: bool


def look_at(paper: Paper, original: bytes, pdf: bytes, *, before: SignedPaper | None, at: datetime) -> SignedFile:
    """Check a signed file of the paper. Raises NotPossible with a sentence for everything that is wrong.

    `before` is the signed file handed in last: the next signer signs on it.
    """
    if reasons := reasons_not_this_paper(paper, original, pdf, before):
        raise NotPossible(reasons)
    anchors = anchors_in(settings.TRUST_ANCHORS) if settings.TRUST_ANCHORS else []
    try:
        examined = examine(pdf, original=original, anchors=anchors)
    except Unreadable:
        raise NotPossible([UNREADABLE]) from None
    verdicts = verdicts_of(paper, examined, has_anchors=bool(anchors), at=at)
    if bad := [verdict.words for verdict in verdicts if verdict.is_good is False]:
        raise NotPossible(bad)
    trusted = bool(anchors) and all(one.is_trusted for one in examined.signatures)
    return SignedFile(examined.signatures, verdicts, trusted, any(map(is_demo, examined.signatures)))


def is_demo(signature: Signature) -> bool:
    return DEMO_LABEL in signature.subject


# Which paper --------------------------------------------------------------------------------------------------------


def reasons_not_this_paper(paper: Paper, original: bytes, pdf: bytes, before: SignedPaper | None) -> list[str]:
    """Before any parser: only a file that begins with the issued bytes is looked into."""
    if not pdf.startswith(b"%PDF-"):
        return [NOT_PDF]
    if not begins_with(pdf, original):
        return [_what_it_is(paper, pdf)]
    if len(pdf) == len(original):
        return [NOT_SIGNED]
    if before is not None:
        return _reasons_not_signed_on(before, pdf)
    return []


def _what_it_is(paper: Paper, pdf: bytes) -> str:
    other = paper_begun_by(pdf, paper)
    if other is not None:
        return f"Tệp này là bản ký của văn bản {_number(other)}, không phải của văn bản {_number(paper)}."
    return ENCRYPTED if b"/Encrypt" in pdf else REWRITTEN


def _number(paper: Paper) -> str:
    return f"số {paper.symbol}" if paper.symbol else f"“{paper.title}”"


def paper_begun_by(pdf: bytes, paper: Paper) -> Paper | None:
    """Another issued paper of the bloc whose bytes the file begins with. One query."""
    sizes = _ends(pdf)
    found = Paper.objects.filter(bloc=paper.bloc_id, size__in=sizes).exclude(pk=paper.pk).select_related("bloc")
    digests = {size: hashlib.sha256(memoryview(pdf)[:size]).hexdigest() for size in sizes}
    return next((other for other in found.order_by("pk") if digests[other.size] == other.sha256), None)


def _ends(pdf: bytes) -> list[int]:
    """Where a file could have ended before something was appended: after an %%EOF, with or without its line end."""
    ends: list[int] = []
    at = pdf.find(END)
    while at >= 0 and len(ends) < MOST_ENDS:
        after = at + len(END)
        ends += [after + extra for extra in (0, 1, 2) if after + extra <= len(pdf)]
        at = pdf.find(END, after)
    return ends


def _reasons_not_signed_on(before: SignedPaper, pdf: bytes) -> list[str]:
    last = bytes(before.pdf)
    if pdf == last:
        return [SAME_FILE]
    return [] if begins_with(pdf, last) else [SIGNED_BEFORE]


# What its signatures say --------------------------------------------------------------------------------------------


def verdicts_of(paper: Paper, examined: Examined, *, has_anchors: bool, at: datetime) -> tuple[Verdict, ...]:
    """All of them, in the order a reader asks: this paper, unchanged, whole, who and when, and who vouches."""
    if not examined.signatures:
        return (Verdict("signed", False, "Tệp có phần thêm vào sau bản đã ban hành nhưng không có chữ ký số nào."),)
    return (
        Verdict("paper", True, f"Đúng văn bản {_number(paper)}: giữ nguyên từng byte bản đã ban hành."),
        _unchanged(examined),
        *_added(examined.additions),
        _covered(examined),
        *(verdict for one in examined.signatures for verdict in _of_signature(paper, one, at)),
        *_chains(examined.signatures, has_anchors),
        *([Verdict("demo", None, IS_DEMO)] if any(map(is_demo, examined.signatures)) else []),
    )


def _unchanged(examined: Examined) -> Verdict:
    if examined.adds_signatures_only:
        return Verdict("unchanged", True, "Sau khi ban hành tệp chỉ thêm chữ ký, nội dung không đổi.")
    return Verdict("unchanged", False, "Nội dung văn bản bị sửa sau khi ban hành, không chỉ thêm chữ ký.")


def _added(additions: Additions) -> list[Verdict]:
    """A field the signing program makes itself may lie over the words of the paper."""
    found = [Verdict("runs", False, RUNS)] if additions.runs else []
    if not additions.drawn:
        return found
    return [
        *found,
        Verdict("drawn", False, TOO_LARGE) if additions.drawn[0] > LARGEST else Verdict("drawn", None, DRAWN),
    ]


def _covered(examined: Examined) -> Verdict:
    if examined.covers_all:
        return Verdict("covered", True, "Chữ ký cuối bao trùm toàn bộ tệp.")
    return Verdict("covered", False, "Sau chữ ký cuối, tệp còn phần thêm vào mà không ai ký.")


def _of_signature(paper: Paper, signature: Signature, at: datetime) -> list[Verdict]:
    return [_sound(signature), _timed(paper, signature, at)]


def _sound(signature: Signature) -> Verdict:
    if signature.is_sound:
        return Verdict("sound", True, f"Chữ ký của {signature.signer} toàn vẹn.")
    return Verdict("sound", False, f"Chữ ký của {signature.signer} không khớp: tệp đã bị sửa sau khi ký.")


def _timed(paper: Paper, signature: Signature, at: datetime) -> Verdict:
    signed, issued = signature.signed_at, paper.issued_at.replace(microsecond=0)  # signatures know whole seconds
    if signed is None:
        return Verdict("time", False, f"Chữ ký của {signature.signer} không ghi giờ ký.")
    when = f"{signature.signer} ký lúc {_clock(signed)}"
    if signed < issued:
        return Verdict("time", False, f"{when}, trước khi văn bản được ban hành ({_clock(issued)}).")
    if signed > at + CLOCKS:
        return Verdict("time", False, f"{when}, sau giờ hiện tại của máy chủ ({_clock(at)}).")
    return Verdict("time", True, f"{when}, sau khi ban hành.")


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M:%S ngày %d/%m/%Y}"


def _chains(signatures: Sequence[Signature], has_anchors: bool) -> list[Verdict]:
    if not has_anchors:
        return [Verdict("chain", None, NO_ANCHORS)]
    return [_chain(signature) for signature in signatures]


def _chain(signature: Signature) -> Verdict:
    if signature.is_trusted:
        return Verdict("chain", True, f"Chứng thư của {signature.signer} do tổ chức tin cậy cấp.")
    return Verdict(
        "chain", False, f"Chứng thư của {signature.signer} không do tổ chức tin cậy cấp, hoặc hết hạn lúc ký."
    )


def plain(signed: SignedFile) -> dict[str, Any]:
    """What SignedPaper keeps of it."""
    return {
        "signers": [[one.signer, one.signed_at.isoformat() if one.signed_at else ""] for one in signed.signatures],
        "verdicts": [[verdict.key, verdict.is_good, verdict.words] for verdict in signed.verdicts],
        "is_trusted": signed.is_trusted,
        "is_demo": signed.is_demo,
    }
