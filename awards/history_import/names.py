"""What the sheets and columns of the file are called."""

AWARDS, STANDINGS, UNITS = "Khen thưởng", "Kết quả các năm", "Đơn vị"

YEAR, UNIT, PERSON, OFFICE, FORM = "Năm", "Đơn vị", "Họ và tên", "Chức vụ", "Hình thức"
NUMBER, DAY, BODY, NOTE = "Số quyết định", "Ngày quyết định", "Cơ quan quyết định", "Ghi chú"
ROUND, RANK, TOTAL, CLASSIFICATION = "Kỳ", "Hạng", "Tổng điểm", "Xếp loại"

AWARD_HEADS = (YEAR, UNIT, PERSON, OFFICE, FORM, NUMBER, DAY, BODY, NOTE)
AWARD_NEEDED = (YEAR, UNIT, PERSON, FORM, NUMBER, DAY, BODY)
STANDING_HEADS = (YEAR, ROUND, UNIT, RANK, TOTAL, CLASSIFICATION)
STANDING_NEEDED = (YEAR, ROUND, UNIT)
