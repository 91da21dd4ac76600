"""Facts of rounds for the papers' tests: the sample year of six units, and rounds of any shape."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from awards.arithmetic import AwardRule, Quota, RoundContent, settle_content
from awards.documents import RoundFacts
from scoring.arithmetic import Band, Criterion, Entry, Kind, Mark, Settings, Sheet, Verdict

D = Decimal
ON = date(2026, 12, 8)
SHA256 = "267a2046d8361258" + "0f" * 24
NA = Verdict.NOT_APPLICABLE

AREA_TITLES = (
    (1, "Thi đua thực hiện thắng lợi nhiệm vụ chính trị năm 2026"),
    (2, "Thi đua đẩy mạnh cải cách hành chính và chuyển đổi số"),
    (3, "Thi đua xây dựng cơ quan văn hóa, chấp hành kỷ luật, kỷ cương hành chính"),
    (4, "Thi đua phát hiện, xây dựng và nhân rộng điển hình tiên tiến"),
    (5, "Thi đua lập thành tích chào mừng các ngày lễ lớn"),
)
UNITS = (
    ("VP", "Văn phòng HĐND và UBND xã", "head"),
    ("VHXH", "Phòng Văn hóa - Xã hội", "deputy"),
    ("KT", "Phòng Kinh tế", "member"),
    ("HCC", "Trung tâm Phục vụ hành chính công", "member"),
    ("DVSNC", "Trung tâm Dịch vụ sự nghiệp công", "member"),
    ("QLDA", "Ban Quản lý dự án đầu tư xây dựng", "member"),
)
BANDS = (
    Band("Hoàn thành xuất sắc nhiệm vụ", D(90)),
    Band("Hoàn thành tốt nhiệm vụ", D(80)),
    Band("Hoàn thành nhiệm vụ", D(65)),
)
RULES = (
    AwardRule("CO", "Cờ thi đua", Quota(1), "Chủ tịch UBND thành phố", D(90), 1),
    AwardRule("BK", "Bằng khen", Quota(1), "Chủ tịch UBND thành phố", D(85), 3),
    AwardRule("GK", "Giấy khen", Quota(percent=D(30)), "Chủ tịch UBND xã", D(80)),
)
LEGAL_BASES = (
    "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ",
)
FOUNDED_BY = "Quyết định số 34/QĐ-HĐTĐKT ngày 29/4/2026 của Hội đồng Thi đua - Khen thưởng xã Hà Bắc"


def facts_of(content: RoundContent, **changes: object) -> RoundFacts:
    facts = RoundFacts(
        commune="Hà Bắc",
        city="Hải Phòng",
        number="02",
        bloc_name="Khối thi đua số 02",
        year=2026,
        round_name="Tổng kết năm 2026",
        content=content,
        settled=settle_content(content),
        sha256=SHA256,
        founded_by=FOUNDED_BY,
        head_title="Chánh Văn phòng HĐND và UBND",
        legal_bases=LEGAL_BASES,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


# --- the sample year: the figures of data/so-cham-diem-mau.xlsx ------------------------------------------

CRITERIA = (
    Criterion("1.1", Kind.COMPARATIVE, "Hoàn thành chỉ tiêu, nhiệm vụ được giao (%)", 1, D(20), target=D(100)),
    Criterion("1.2", Kind.GRADED, "Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân", 1, D(12)),
    Criterion("1.3", Kind.PASS_FAIL, "Thực hiện chế độ báo cáo đầy đủ, đúng hạn", 1, D(5)),
    Criterion("2.1", Kind.PROPORTIONAL, "Hồ sơ giải quyết đúng hạn, trước hạn (%)", 2, D(10), target=D(98)),
    Criterion("2.2", Kind.PROPORTIONAL, "Hồ sơ nộp trực tuyến (%)", 2, D(8), target=D(80)),
    Criterion("2.3", Kind.GRADED, "Văn bản điện tử được ký số", 2, D(7)),
    Criterion("3.1", Kind.GRADED, "Môi trường làm việc văn minh, chuyên nghiệp, đoàn kết", 3, D(6)),
    Criterion("3.2", Kind.GRADED, "Chấp hành quy chế làm việc, nội quy, quy tắc ứng xử", 3, D(6)),
    Criterion("3.3", Kind.GRADED, "Thực hành tiết kiệm, phòng chống tham nhũng, lãng phí", 3, D(4)),
    Criterion("4.1", Kind.PASS_FAIL, "Đăng ký ít nhất 01 sáng kiến, mô hình hoặc giải pháp mới", 4, D(6)),
    Criterion("4.2", Kind.COUNTED, "Sáng kiến được công nhận", 4, D(4), D(2)),
    Criterion("4.3", Kind.COUNTED, "Giới thiệu tập thể, cá nhân điển hình; tin bài", 4, D(4), D("0.5")),
    Criterion("5.1", Kind.GRADED, "Tham gia các đợt thi đua chào mừng ngày lễ lớn", 5, D(5)),
    Criterion("5.2", Kind.GRADED, "Tham gia đầy đủ hoạt động chung của Khối", 5, D(3)),
    Criterion("T.1", Kind.BONUS, "Được tặng Bằng khen cấp thành phố trở lên", None, D(4), D(2)),
    Criterion("T.2", Kind.BONUS, "Mỗi sáng kiến vượt mức đăng ký", None, D(3), D(1)),
    Criterion("P.1", Kind.PENALTY, "Báo cáo chậm (mỗi lần)", None, None, D("0.5")),
    Criterion("P.2", Kind.PENALTY, "Vắng hội nghị, hoạt động chung (mỗi lần)", None, None, D(1)),
)
SELF = {
    "VP": "104 12 Đạt 98.6 82 7 5.5 6 4 Đạt 2 6 5 3 1 1 0 0",
    "VHXH": "101.5 10.5 Đạt 97.2 74.5 6.5 6 5.75 3.75 Đạt 1 10 4.75 3 0 0 0 0",
    "KT": "100 10.75 Đạt 99 69 6.25 5.25 5.5 4 Đạt 1 4 4.5 2.75 0 0 1 0",
    "HCC": "106 11.5 Đạt 99.4 91.3 7 5.75 6 4 Đạt 2 7 4.75 3 1 2 0 0",
    "DVSNC": "98 9.5 Đạt 95.5 61 5.5 5 5 3.5 Đạt 0 3 4.25 2.5 0 0 1 1",
    "QLDA": "97 9 Đạt N/A N/A 6 5 5.5 3.25 Không_đạt 0 2 4 2 0 0 1 1",
}
APPRAISED = {
    "VP": {"1.2": ("11.25", "Còn 02 văn bản tham mưu trình chậm so với yêu cầu")},
    "VHXH": {"4.3": ("9", "Trùng 01 tin bài đã tính ở quý trước")},
    "KT": {"1.2": ("10", "Chất lượng tham mưu một số nội dung chưa cao")},
    "HCC": {"3.3": ("3.5", "Chi điện, văn phòng phẩm vượt định mức quý III")},
    "DVSNC": {
        "1.3": ("Không_đạt", "Báo cáo quý II nộp chậm 05 ngày"),
        "P.1": ("2", "Báo cáo quý II và báo cáo tháng 9 nộp chậm"),
    },
    "QLDA": {"P.2": ("2", "Vắng hội nghị sơ kết và buổi sinh hoạt chuyên đề")},
}


def entry(text: str) -> Entry:
    words = {"Đạt": Verdict.PASSED, "Không_đạt": Verdict.FAILED, "N/A": NA}
    return words.get(text) or D(text)


def sample_sheet(code: str, name: str, role: str) -> Sheet:
    marks = {}
    for criterion, typed in zip(CRITERIA, SELF[code].split(), strict=True):
        appraised, reason = APPRAISED[code].get(criterion.code, (typed, ""))
        marks[criterion.code] = Mark(entry(typed), entry(appraised), reason)
    return Sheet(code, name, role, marks=marks)


def sample_content() -> RoundContent:
    return RoundContent(
        CRITERIA,
        tuple(sample_sheet(*unit) for unit in UNITS),
        Settings(step=D("0.25"), bonus_cap=D(5), bands=BANDS),
        RULES,
        AREA_TITLES,
    )


def sample_facts(**changes: object) -> RoundFacts:
    return facts_of(sample_content(), **changes)


# --- rounds of any shape ---------------------------------------------------------------------------------


def graded_content(
    points: Mapping[str, Sequence[str]],
    *,
    maximum: str = "50",
    names: Mapping[str, str] | None = None,
    excluded: Mapping[str, str] | None = None,
    votes: Mapping[str, int] | None = None,
    bands: tuple[Band, ...] = (),
    rules: tuple[AwardRule, ...] = (),
    tie_break: tuple[str, ...] = ("base", "area:1", "ballot"),
) -> RoundContent:
    """One graded criterion an area; `points` by unit, one number an area, appraised as the unit scored itself."""
    areas = len(next(iter(points.values())))
    criteria = tuple(Criterion(f"{i}.1", Kind.GRADED, f"Tiêu chí {i}.1", i, D(maximum)) for i in range(1, areas + 1))
    sheets = tuple(
        Sheet(
            code,
            (names or {}).get(code, f"Đơn vị {code}"),
            "head" if i == 0 else "member",
            (excluded or {}).get(code, ""),
            (votes or {}).get(code),
            {c.code: Mark(D(value), D(value)) for c, value in zip(criteria, values, strict=True)},
        )
        for i, (code, values) in enumerate(points.items())
    )
    titles = tuple((i, f"Nội dung thi đua thứ {i}") for i in range(1, areas + 1))
    return RoundContent(criteria, sheets, Settings(bands=bands, tie_break=tie_break), rules, titles)


LONG_NAME = (
    "Trung tâm Dịch vụ sự nghiệp công, Văn hóa, Thông tin, Thể thao và Phát triển quỹ đất, cụm công nghiệp "
    "khu vực liên xã"
)


def many_units(count: int, areas: int = 5, maximum: str = "20") -> RoundContent:
    """`count` units with long names, points that differ, two of them excluded."""
    points = {
        f"D{i:03d}": [str(D(maximum) - D(i * (a + 3) % 37) / 4) for a in range(areas)] for i in range(1, count + 1)
    }
    names = {code: f"{LONG_NAME} số {code[1:]}".ljust(120, "a")[:120] for code in points}
    excluded = {"D002": "Có cán bộ bị kỷ luật trong năm", "D003": "Không nộp báo cáo"}
    return graded_content(points, maximum=maximum, names=names, excluded=excluded, bands=BANDS, rules=RULES)
