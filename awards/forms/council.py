"""What the Council looks for: chosen things stand in the address, so that a view of it can be handed on."""

from django import forms

from awards.council import STATES
from awards.council_papers import KIND_ORDER
from awards.states import KIND_CHOICES, PaperState

ALL = ("", "Tất cả")
SIGNED, DEMO_ONLY, UNSIGNED = "co", "dung-thu", "chua"
SIGNATURES = {SIGNED: "Có bản ký", DEMO_ONLY: "Chỉ ký dùng thử", UNSIGNED: "Chưa có bản ký"}
PAPER_STATES = {PaperState.ISSUED.value: "Còn hiệu lực", PaperState.WITHDRAWN.value: "Đã thu hồi"}


class Search(forms.Form):
    """Every field may stay empty; what is not in the list asks for nothing."""

    tim = forms.CharField(label="Tìm", required=False, max_length=100)

    def __init__(self, data, **choices):
        super().__init__(data, label_suffix="")
        for name, offered in choices.items():
            self.fields[name].choices = [ALL, *offered]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "tim" else "form-select"
            field.error_messages["invalid_choice"] = "Chọn một mục trong danh sách."
        self.fields["tim"].error_messages["max_length"] = "Nhập nhiều nhất 100 chữ."
        self.is_valid()

    def asked(self, name: str):
        return self.cleaned_data.get(name) or ""


class RoomSearch(Search):
    khoi = forms.ChoiceField(label="Khối", required=False)
    tinh_trang = forms.ChoiceField(label="Khen thưởng", required=False)

    def __init__(self, data, *, blocs):
        super().__init__(data, khoi=blocs, tinh_trang=STATES.items())


class PaperSearch(Search):
    khoi = forms.ChoiceField(label="Khối", required=False)
    loai = forms.ChoiceField(label="Loại văn bản", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False)
    chu_ky = forms.ChoiceField(label="Chữ ký", required=False)

    def __init__(self, data, *, blocs, kinds):
        offered = [(kind, words) for kind, words in KIND_CHOICES if kind in kinds]
        super().__init__(
            data,
            khoi=blocs,
            loai=sorted(offered, key=lambda choice: KIND_ORDER[choice[0]]),
            tinh_trang=PAPER_STATES.items(),
            chu_ky=SIGNATURES.items(),
        )
