"""What is typed about an exemplar, and about where it was told."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from campaigns.models import Exemplar
from campaigns.states import ExemplarKind
from toolkit.forms import DateField, FilesField, LineField, PageForm, SeenForm, TextField
from toolkit.private_files import FileKind, Limits

PHOTOS = Limits(kinds=frozenset({FileKind.JPG, FileKind.PNG}))
WEB_ADDRESS = URLValidator(schemes=["http", "https"], message="Đường dẫn bắt đầu bằng https:// hoặc http://.")


class ExemplarForm(SeenForm):
    KEPT = ("kind", "name", "deed", "narrative", "has_consent")

    kind = forms.ChoiceField(label="Loại", choices=ExemplarKind.choices)
    name = LineField(label="Tên tập thể, cá nhân", max_length=255)
    deed = LineField(label="Thành tích tiêu biểu", max_length=300, help_text="Một câu, như trên báo.")
    narrative = TextField(label="Câu chuyện", required=False, rows=12, help_text="Việc đã làm, cách làm, kết quả.")
    photos = FilesField(label="Ảnh", limits=PHOTOS)
    has_consent = forms.BooleanField(
        label="Người, tập thể được giới thiệu đồng ý công bố tên và hình ảnh",
        required=False,
        help_text="Chưa có sự đồng ý thì chưa công bố được.",
    )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.KEPT}

    @staticmethod
    def initial_of(exemplar: Exemplar) -> dict[str, Any]:
        return {name: getattr(exemplar, name) for name in (*ExemplarForm.KEPT, "version")}


class ReturnForm(PageForm):
    remark = TextField(label="Ý kiến", rows=4, max_length=2000, help_text="Cần sửa, bổ sung gì.")


class WithdrawForm(PageForm):
    remark = TextField(label="Lý do gỡ", rows=3, max_length=2000)
    consent_ended = forms.BooleanField(label="Người được giới thiệu không còn đồng ý công bố", required=False)


class SpreadForm(PageForm):
    where = LineField(
        label="Nơi đăng, hình thức",
        max_length=255,
        help_text="Như “Cổng thông tin điện tử xã”, “Hệ thống truyền thanh”.",
    )
    on = DateField(label="Ngày")
    link = LineField(label="Đường dẫn bài viết", max_length=500, required=False, validators=[WEB_ADDRESS])

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("where", "on", "link")}
