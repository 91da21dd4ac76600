"""The sheet Hướng dẫn: what to write where, for the person who fills the file in Excel. Never read back."""

GUIDE_LINES = (
    "Trang và cột được tìm theo tiêu đề, không theo vị trí. Trang và cột lạ được bỏ qua và liệt kê khi đọc.",
    'Số viết với dấu phẩy hoặc dấu chấm thập phân: "9,5" hay "9.5". Không viết dấu phân cách hàng nghìn.',
    "Khối: mỗi mục một dòng. Bước điểm, Trần điểm thưởng, Thứ tự phân định có thể bỏ trống.",
    "Thứ tự phân định: các phần cách nhau bằng dấu chấm phẩy, ví dụ Điểm nền; Nội dung 1; Bỏ phiếu.",
    "Đơn vị: Vai trò là Trưởng Khối (đúng một), Phó Trưởng Khối (nhiều nhất một) hoặc Thành viên. "
    "Ghi Điều kiện loại là loại đơn vị khỏi xếp hạng.",
    "Tiêu chí, Chấm điểm: nhập điểm từ 0 đến Điểm tối đa, theo Bước điểm.",
    "Tiêu chí, Đạt/Không đạt: nhập Đạt hoặc Không đạt.",
    "Tiêu chí, Tỷ lệ và So sánh: nhập số thực hiện; cột Chỉ tiêu là mức phải đạt.",
    "Tiêu chí, Theo số lượng, Điểm thưởng, Điểm trừ: nhập số lần, số lượng; cột Đơn giá là điểm của mỗi lần.",
    "Nội dung: số và tên ở dòng đầu, ví dụ 1. Thi đua …; các dòng sau chỉ cần số. Điểm thưởng, điểm trừ để trống.",
    "Tự chấm, Thẩm định: mỗi tiêu chí một dòng, mỗi đơn vị một cột. Không áp dụng nếu tiêu chí không áp dụng.",
    "Lý do: điểm thẩm định khác điểm tự chấm thì phải có lý do.",
    "Xếp loại, Khen thưởng, Phiếu phân định: có thể không có. Số lượng là số đơn vị (3) hoặc tỷ lệ (30%).",
)
