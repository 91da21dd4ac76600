"""The words on a unit's file, and what the file says of each criterion."""

from collections.abc import Sequence
from decimal import Decimal

from awards.workbook.names import KINDS
from scoring.arithmetic import CENT, ZERO, Criterion, Kind
from toolkit.numbers import decimal_text, plain, plain_text
from toolkit.spreadsheets import Check
from toolkit.spreadsheets.protection import at_most_letters, fulfilling, one_of, whole_from_zero

SHEET, GUIDE = "Phiếu tự chấm", "Hướng dẫn"
CODE, TITLE, KIND, HOW = "Mã", "Tiêu chí", "Loại", "Cách nhập"
MAXIMUM, TARGET, ENTRY, NOTE = "Điểm tối đa", "Chỉ tiêu", "Tự chấm", "Ghi chú"
HEADINGS = (CODE, TITLE, KIND, HOW, MAXIMUM, TARGET, ENTRY, NOTE)
ENTRY_COLUMN, NOTE_COLUMN = "G", "H"

NOT_APPLICABLE = "Không áp dụng"
VERDICTS = ("Đạt", "Không đạt", NOT_APPLICABLE)
LONGEST_NOTE = 1_000


def guide_lines(unit: str, round: str, year: str, table: str, downloaded: str) -> Sequence[str]:
    return (
        f"Phiếu tự chấm của {unit}, kỳ {round}, năm {year}. {table}. Tải lúc {downloaded}.",
        f"Chỉ nhập vào hai cột có nền vàng nhạt của trang {SHEET}: {ENTRY} và {NOTE}. Các ô khác đã khóa để khỏi sửa "
        "nhầm; khóa không có mật khẩu.",
        "Cột Cách nhập nói mỗi tiêu chí nhận gì. Excel báo ngay khi nhập chưa đúng; khi nạp lên, mọi ô được kiểm tra "
        "lại.",
        'Số viết với dấu phẩy thập phân: "9,5". Máy dùng dấu chấm thì viết "9.5"; nếu ô đổi thành ngày, định dạng ô là '
        "Chung (General) rồi viết lại với dấu kia. Không viết dấu phân cách hàng nghìn.",
        f"Tiêu chí không áp dụng: nhập {NOT_APPLICABLE} và ghi lý do vào cột {NOTE}.",
        "Chưa chấm thì để trống. Xóa một ô đã có nghĩa là bỏ điểm tự chấm của ô đó.",
        "Xong thì lưu tệp, dạng .xlsx, và nạp ở trang phiếu tự chấm trên web. Trước khi ghi, trang web cho xem từng "
        "thay đổi so với lúc tải và với những gì người khác đã nhập trong lúc đó.",
        "Nạp tệp chưa phải là nộp phiếu: sau khi nạp, xem lại phiếu trên web rồi nộp.",
        "Minh chứng không nằm trong tệp này; đính kèm trên web.",
    )


def kind_words(criterion: Criterion) -> str:
    return KINDS[criterion.kind]


def how_to_enter(criterion: Criterion, step: Decimal) -> str:
    """What to write into the cell, in one sentence."""
    match criterion.kind:
        case Kind.GRADED:
            return f"Điểm từ 0 đến {_points(criterion)}{_step_words(step)}"
        case Kind.PASS_FAIL:
            return "Chọn Đạt, Không đạt hoặc Không áp dụng"
        case Kind.PROPORTIONAL | Kind.COMPARATIVE:
            return f"Số thực hiện, so với chỉ tiêu {plain_text(criterion.target or ZERO)}"
    what = {Kind.BONUS: "Số lần được cộng", Kind.PENALTY: "Số lần bị trừ"}.get(criterion.kind, "Số lượng")
    return f"{what}, số nguyên; mỗi lần {decimal_text(criterion.unit_points or ZERO)} điểm"


def _points(criterion: Criterion) -> str:
    return decimal_text(criterion.maximum or ZERO)


def _step_words(step: Decimal) -> str:
    return f", theo bước {decimal_text(step)}" if step != CENT else ""


def checks_of(criterion: Criterion, step: Decimal, row: int) -> list[Check]:
    """What Excel asks of the two cells of a criterion; the upload asks for more (scoring.entries)."""
    cell, title = f"{ENTRY_COLUMN}{row}", f"Tiêu chí {criterion.code}"
    how = how_to_enter(criterion, step)
    if criterion.kind is Kind.PASS_FAIL:
        entry = one_of(cell, VERDICTS, f"{how}.", hint=f"{how}.", title=title)
    elif not criterion.kind.is_base:
        entry = whole_from_zero(cell, f"Nhập một số nguyên từ 0. {how}.", hint=f"{how}.", title=title)
    else:
        problem = f"{how}; hoặc {NOT_APPLICABLE}."
        entry = fulfilling(cell, _formula(criterion, step, cell), problem, hint=problem, title=title)
    note = at_most_letters(
        f"{NOTE_COLUMN}{row}", LONGEST_NOTE, f"Ghi chú nhiều nhất {LONGEST_NOTE} ký tự.", title=title
    )
    return [entry, note]


def _formula(criterion: Criterion, step: Decimal, cell: str) -> str:
    """A number within bounds, or the words for what does not apply. IF, because AND over a text is an error."""
    bounds = [f"{cell}>=0"]
    if criterion.kind is Kind.GRADED:
        by_step = f"{cell}/{plain(step):f}"
        bounds += [f"{cell}<={plain(criterion.maximum or ZERO):f}", f"ABS({by_step}-ROUND({by_step},0))<0.000001"]
    if criterion.kind is Kind.COUNTED:
        bounds.append(f"INT({cell})={cell}")
    return f'IF(ISNUMBER({cell}),AND({",".join(bounds)}),OR({cell}="{NOT_APPLICABLE}",{cell}="N/A"))'
