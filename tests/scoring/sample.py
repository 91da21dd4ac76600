"""The sample workbook (so-cham-diem-mau.xlsx) as plain Python, what it must come to, and small pieces for examples."""

from decimal import Decimal

from awards.arithmetic import AwardRule, Quota, RoundContent
from scoring.arithmetic import (
    Band,
    Criterion,
    Entry,
    Kind,
    Mark,
    Settings,
    Sheet,
    UnitOutcome,
    Verdict,
)

PASSED, FAILED, NA = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_APPLICABLE

AREA_TITLES = (
    (1, "Thi đua thực hiện thắng lợi nhiệm vụ chính trị năm 2026"),
    (2, "Thi đua đẩy mạnh cải cách hành chính và chuyển đổi số"),
    (3, "Thi đua xây dựng cơ quan văn hóa, chấp hành kỷ luật, kỷ cương hành chính"),
    (4, "Thi đua phát hiện, xây dựng và nhân rộng điển hình tiên tiến"),
    (5, "Thi đua lập thành tích chào mừng các ngày lễ lớn"),
)

UNITS = {
    "VP": ("Văn phòng HĐND và UBND xã", "head"),
    "VHXH": ("Phòng Văn hóa - Xã hội", "deputy"),
    "KT": ("Phòng Kinh tế", "member"),
    "HCC": ("Trung tâm Phục vụ hành chính công", "member"),
    "DVSNC": ("Trung tâm Dịch vụ sự nghiệp công", "member"),
    "QLDA": ("Ban Quản lý dự án đầu tư xây dựng", "member"),
}


def d(text: str | int | Decimal | None) -> Decimal | None:
    return None if text is None else Decimal(text)


# code, area, kind, maximum, unit points, target, title
_CRITERIA = [
    ("1.1", 1, Kind.COMPARATIVE, 20, None, 100, "Hoàn thành chỉ tiêu, nhiệm vụ được giao (%)"),
    ("1.2", 1, Kind.GRADED, 12, None, None, "Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân"),
    ("1.3", 1, Kind.PASS_FAIL, 5, None, None, "Thực hiện chế độ báo cáo đầy đủ, đúng hạn"),
    ("2.1", 2, Kind.PROPORTIONAL, 10, None, 98, "Hồ sơ thủ tục hành chính giải quyết đúng hạn, trước hạn (%)"),
    ("2.2", 2, Kind.PROPORTIONAL, 8, None, 80, "Hồ sơ nộp trực tuyến (%)"),
    ("2.3", 2, Kind.GRADED, 7, None, None, "Văn bản điện tử được ký số"),
    ("3.1", 3, Kind.GRADED, 6, None, None, "Môi trường làm việc văn minh, chuyên nghiệp, đoàn kết"),
    ("3.2", 3, Kind.GRADED, 6, None, None, "Chấp hành quy chế làm việc, nội quy, quy tắc ứng xử"),
    ("3.3", 3, Kind.GRADED, 4, None, None, "Thực hành tiết kiệm, phòng chống tham nhũng, lãng phí"),
    ("4.1", 4, Kind.PASS_FAIL, 6, None, None, "Đăng ký ít nhất 01 sáng kiến, mô hình hoặc giải pháp mới"),
    ("4.2", 4, Kind.COUNTED, 4, 2, None, "Sáng kiến được công nhận"),
    ("4.3", 4, Kind.COUNTED, 4, "0.5", None, "Giới thiệu tập thể, cá nhân điển hình; tin bài tuyên truyền"),
    ("5.1", 5, Kind.GRADED, 5, None, None, "Tham gia các đợt thi đua chào mừng ngày lễ lớn"),
    ("5.2", 5, Kind.GRADED, 3, None, None, "Tham gia đầy đủ hoạt động chung của Khối"),
    ("T.1", None, Kind.BONUS, 4, 2, None, "Được tặng Bằng khen cấp thành phố trở lên trong năm"),
    ("T.2", None, Kind.BONUS, 3, 1, None, "Mỗi sáng kiến vượt mức đăng ký"),
    ("P.1", None, Kind.PENALTY, None, "0.5", None, "Báo cáo chậm (mỗi lần)"),
    ("P.2", None, Kind.PENALTY, None, 1, None, "Vắng hội nghị, hoạt động chung (mỗi lần)"),
]

CRITERIA = tuple(
    Criterion(code, kind, title, area, d(maximum), d(unit_points), d(target))
    for code, area, kind, maximum, unit_points, target, title in _CRITERIA
)

# One row a criterion, one column a unit, as on the sheet "Tự chấm".
SELF_ENTRIES: dict[str, tuple[str | Verdict, ...]] = {
    "1.1": ("104", "101.5", "100", "106", "98", "97"),
    "1.2": ("12", "10.5", "10.75", "11.5", "9.5", "9"),
    "1.3": (PASSED, PASSED, PASSED, PASSED, PASSED, PASSED),
    "2.1": ("98.6", "97.2", "99", "99.4", "95.5", NA),
    "2.2": ("82", "74.5", "69", "91.3", "61", NA),
    "2.3": ("7", "6.5", "6.25", "7", "5.5", "6"),
    "3.1": ("5.5", "6", "5.25", "5.75", "5", "5"),
    "3.2": ("6", "5.75", "5.5", "6", "5", "5.5"),
    "3.3": ("4", "3.75", "4", "4", "3.5", "3.25"),
    "4.1": (PASSED, PASSED, PASSED, PASSED, PASSED, FAILED),
    "4.2": ("2", "1", "1", "2", "0", "0"),
    "4.3": ("6", "10", "4", "7", "3", "2"),
    "5.1": ("5", "4.75", "4.5", "4.75", "4.25", "4"),
    "5.2": ("3", "3", "2.75", "3", "2.5", "2"),
    "T.1": ("1", "0", "0", "1", "0", "0"),
    "T.2": ("1", "0", "0", "2", "0", "0"),
    "P.1": ("0", "0", "1", "0", "1", "1"),
    "P.2": ("0", "0", "0", "0", "1", "1"),
}

# Where the sheet "Thẩm định" differs, with the sheet "Lý do".
APPRAISED_OTHERWISE: dict[tuple[str, str], tuple[str | Verdict, str]] = {
    ("VP", "1.2"): ("11.25", "Còn 02 văn bản tham mưu trình chậm so với yêu cầu"),
    ("KT", "1.2"): ("10", "Chất lượng tham mưu một số nội dung chưa cao"),
    ("HCC", "3.3"): ("3.5", "Chi điện, văn phòng phẩm vượt định mức quý III"),
    ("DVSNC", "1.3"): (FAILED, "Báo cáo quý II nộp chậm 05 ngày"),
    ("DVSNC", "P.1"): ("2", "Báo cáo quý II và báo cáo tháng 9 nộp chậm"),
    ("QLDA", "P.2"): ("2", "Vắng hội nghị sơ kết và buổi sinh hoạt chuyên đề"),
    ("VHXH", "4.3"): ("9", "Trùng 01 tin bài đã tính ở quý trước"),
}


def _entry(written: str | Verdict) -> Entry:
    return written if isinstance(written, Verdict) else Decimal(written)


def _mark(unit: str, column: int, code: str) -> Mark:
    self_entry = SELF_ENTRIES[code][column]
    appraised, reason = APPRAISED_OTHERWISE.get((unit, code), (self_entry, ""))
    return Mark(_entry(self_entry), _entry(appraised), reason)


SHEETS = tuple(
    Sheet(unit, name, role, marks={code: _mark(unit, column, code) for code in SELF_ENTRIES})
    for column, (unit, (name, role)) in enumerate(UNITS.items())
)

BANDS = (
    Band("Hoàn thành xuất sắc nhiệm vụ", Decimal(90)),
    Band("Hoàn thành tốt nhiệm vụ", Decimal(80)),
    Band("Hoàn thành nhiệm vụ", Decimal(65)),
)

SETTINGS = Settings(step=Decimal("0.25"), bonus_cap=Decimal(5), bands=BANDS)

RULES = (
    AwardRule("CO", "Cờ thi đua", Quota(number=1), "Chủ tịch UBND thành phố", Decimal(90), 1),
    AwardRule("BK", "Bằng khen", Quota(number=1), "Chủ tịch UBND thành phố", Decimal(85), 3),
    AwardRule("GK", "Giấy khen", Quota(percent=Decimal(30)), "Chủ tịch UBND xã", Decimal(80)),
)

CONTENT = RoundContent(CRITERIA, SHEETS, SETTINGS, RULES, AREA_TITLES)

# What it must come to: areas 1 to 5, base, bonus, penalty, total, self total, rank, classification.
OUTCOME = {
    "VP": ("32.92 25.00 15.50 13.00 8.00", "94.42", "3.00", "0.00", "97.42", "98.17", 2, BANDS[0].name),
    "VHXH": ("28.00 23.87 15.50 12.00 7.75", "87.12", "0.00", "0.00", "87.12", "87.12", 3, BANDS[1].name),
    "KT": ("25.00 23.15 14.75 10.00 7.25", "80.15", "0.00", "0.50", "79.65", "80.40", 4, BANDS[2].name),
    "HCC": ("36.50 25.00 15.25 13.50 7.75", "98.00", "4.00", "0.00", "102.00", "102.50", 1, BANDS[0].name),
    "DVSNC": ("19.30 21.34 13.50 7.50 6.75", "68.39", "0.00", "2.00", "66.39", "71.89", 5, BANDS[2].name),
    "QLDA": ("23.70 6.00 13.75 1.00 6.00", "61.52", "0.00", "2.50", "59.02", "60.02", 6, None),
}

AWARDED = {"CO": ("HCC",), "BK": ("VP",), "GK": ("VHXH",)}


# Small pieces for examples ------------------------------------------------------------------------------------------


def graded(code: str = "1.1", maximum: str = "10", area: int = 1) -> Criterion:
    return Criterion(code, Kind.GRADED, "Chấm", area, Decimal(maximum))


def pass_fail(code: str = "1.1", maximum: str = "10", area: int = 1) -> Criterion:
    return Criterion(code, Kind.PASS_FAIL, "Đạt", area, Decimal(maximum))


def proportional(code: str = "1.1", maximum: str = "10", target: str = "80", area: int = 1) -> Criterion:
    return Criterion(code, Kind.PROPORTIONAL, "Tỷ lệ", area, Decimal(maximum), target=Decimal(target))


def comparative(code: str = "1.1", maximum: str = "20", target: str = "100", area: int = 1) -> Criterion:
    return Criterion(code, Kind.COMPARATIVE, "So sánh", area, Decimal(maximum), target=Decimal(target))


def counted(code: str = "1.1", maximum: str = "4", unit_points: str = "0.5", area: int = 1) -> Criterion:
    return Criterion(code, Kind.COUNTED, "Số lượng", area, Decimal(maximum), Decimal(unit_points))


def bonus(code: str = "T.1", maximum: str | None = None, unit_points: str = "1") -> Criterion:
    return Criterion(code, Kind.BONUS, "Thưởng", None, d(maximum), Decimal(unit_points))


def penalty(code: str = "P.1", maximum: str | None = None, unit_points: str = "1") -> Criterion:
    return Criterion(code, Kind.PENALTY, "Trừ", None, d(maximum), Decimal(unit_points))


def sheet(unit: str, *, excluded: str = "", votes: int | None = None, **appraised: str | Verdict) -> Sheet:
    """A sheet with appraised entries only; `c1_1` stands for criterion 1.1, `T_1` for T.1."""
    marks = {code.lstrip("c").replace("_", "."): Mark(None, _entry(entry)) for code, entry in appraised.items()}
    return Sheet(unit, f"Đơn vị {unit}", excluded=excluded, votes=votes, marks=marks)


def scored(
    unit: str, total: str, base: str = "0", votes: int | None = None, excluded: str = "", **areas: str
) -> UnitOutcome:
    """A unit already scored, to be ranked; `nd1` stands for the subtotal of area 1."""
    zero = Decimal("0.00")
    return UnitOutcome(
        unit=unit,
        name=f"Đơn vị {unit}",
        role="member",
        excluded=excluded,
        votes=votes,
        lines=(),
        areas={int(key.removeprefix("nd")): Decimal(points) for key, points in areas.items()},
        base=Decimal(base),
        bonus=zero,
        penalty=zero,
        total=Decimal(total),
        self_total=zero,
    )
