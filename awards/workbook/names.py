"""The words on the sheets: titles, headings and names, each written once."""

from scoring.arithmetic import BALLOT_STEP, BASE_STEP, Kind, area_of_step

SETTINGS, UNITS, CRITERIA = "Khối", "Đơn vị", "Tiêu chí"
SELF, APPRAISED, REASONS = "Tự chấm", "Thẩm định", "Lý do"
BANDS, RULES, VOTES = "Xếp loại", "Khen thưởng", "Phiếu phân định"
GUIDE = "Hướng dẫn"
CONDITIONS = "Điều kiện khen thưởng"  # written for people; a workbook that has it is not loaded

REQUIRED_SHEETS = (SETTINGS, UNITS, CRITERIA, APPRAISED)
SHEETS = (SETTINGS, UNITS, CRITERIA, SELF, APPRAISED, REASONS, BANDS, RULES, VOTES)

ITEM, VALUE = "Mục", "Giá trị"
COMMUNE, CITY, NUMBER, BLOC_NAME = "Xã", "Thành phố", "Số khối", "Tên khối"
YEAR, ROUND_NAME, STEP, BONUS_CAP, TIE_BREAK = "Năm", "Kỳ chấm", "Bước điểm", "Trần điểm thưởng", "Thứ tự phân định"
ITEMS = (COMMUNE, CITY, NUMBER, BLOC_NAME, YEAR, ROUND_NAME, STEP, BONUS_CAP, TIE_BREAK)

ORDINAL, CODE, UNIT_NAME, ROLE, EXCLUDED = "STT", "Mã", "Tên đơn vị", "Vai trò", "Điều kiện loại"
AREA, TITLE, KIND = "Nội dung", "Tiêu chí", "Loại"
MAXIMUM, UNIT_POINTS, TARGET = "Điểm tối đa", "Đơn giá", "Chỉ tiêu"
UNIT_CODE, CRITERION_CODE, REASON = "Mã đơn vị", "Mã tiêu chí", "Lý do"
BAND, FROM_TOTAL = "Loại", "Từ điểm"
FORM, QUOTA, LOWEST_TOTAL = "Hình thức", "Số lượng", "Điểm tối thiểu"
WORST_RANK, AUTHORITY = "Hạng thấp nhất", "Cơ quan quyết định"
BALLOTS = "Số phiếu"
ASKED = "Điều kiện"

KINDS = {
    Kind.GRADED: "Chấm điểm",
    Kind.PASS_FAIL: "Đạt/Không đạt",
    Kind.PROPORTIONAL: "Tỷ lệ",
    Kind.COMPARATIVE: "So sánh",
    Kind.COUNTED: "Theo số lượng",
    Kind.BONUS: "Điểm thưởng",
    Kind.PENALTY: "Điểm trừ",
}
ROLES = {"head": "Trưởng Khối", "deputy": "Phó Trưởng Khối", "member": "Thành viên"}

BASE_PART, AREA_PART, BALLOT_PART = "Điểm nền", "Nội dung", "Bỏ phiếu"
NOT_APPLICABLE = "Không áp dụng"


def step_text(step: str) -> str:
    """A tie-break step as it stands in the workbook."""
    if step == BASE_STEP:
        return BASE_PART
    return BALLOT_PART if step == BALLOT_STEP else f"{AREA_PART} {area_of_step(step)}"
