"""What the head writes into the pledge, and how a unit confirms it."""

from toolkit.forms import DateField, LineField, PageForm, SeenForm, TextField


class PledgeForm(SeenForm):
    opening = TextField(label="Lời mở đầu", required=False, rows=6)
    closing = TextField(label="Lời kết", required=False, rows=4)
    due_on = DateField(label="Hạn xác nhận", required=False)
    signed_on = DateField(label="Ngày ký kết", required=False, help_text="Ghi trên bản giao ước có chữ ký.")


class CommitmentForm(SeenForm):
    text = LineField(label="Nội dung cam kết", max_length=1000)
    target = LineField(
        label="Chỉ tiêu", max_length=255, required=False, help_text="Như: 98% hồ sơ đúng hạn; ít nhất 01 sáng kiến."
    )


class ConfirmForm(PageForm):
    office = LineField(label="Chức vụ", max_length=255)
    signer = LineField(label="Họ và tên người xác nhận", max_length=150)
