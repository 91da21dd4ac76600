"""The project's addresses and one form more, whose saving can go wrong in every way a form can."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from khoi_thidua.urls import handler400, handler403, handler404, handler500
from khoi_thidua.urls import urlpatterns as of_the_project
from toolkit.forms import FilesField, LineField, PageForm, TextField

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

PAGE = engines["django"].from_string("""{% extends "_form_page.html" %}
{% block title %}Ghi chú{% endblock %}{% block crumbs %}<li>Ghi chú</li>{% endblock %}
{% block heading %}Ghi chú{% endblock %}{% block lead %}Một biểu mẫu để thử.{% endblock %}
{% block fields %}
<div id="rows">
  <input type="hidden" name="rows" value="{{ marks }}">
  {% for row in rows %}
  <p><label for="author-{{ row }}">Tác giả {{ row }}</label> <input id="author-{{ row }}" name="author-{{ row }}"></p>
  {% endfor %}
  <button type="submit" data-add-row name="add" value="1"
          hx-post="" hx-target="#rows" hx-select="#rows" hx-swap="outerHTML">Thêm tác giả</button>
</div>
{% endblock %}""")
SAVED: list[dict] = []


class NoteForm(PageForm):
    title = LineField(label="Tên", max_length=40)
    text = TextField(label="Nội dung", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Sáng kiến"), ("b", "Mô hình")])
    agreed = forms.BooleanField(label="Đồng ý công bố", required=False)
    secret = forms.CharField(label="Mã bí mật", required=False, widget=forms.PasswordInput)
    files = FilesField(label="Tệp")

    def clean_title(self):
        if "sai" in self.cleaned_data["title"]:
            raise forms.ValidationError("Tên: chưa đúng.")
        return self.cleaned_data["title"]


def note(request):
    form = NoteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "hong" in request.POST["title"]:
        raise RuntimeError("broken on purpose")
    if "add" not in request.POST and form.is_valid():
        SAVED.append(form.cleaned_data)
        messages.success(request, "Đã lưu.")
        return redirect("campaigns")
    rows = range(request.POST.get("rows", "").count("x") + 1)
    context = {"form": form, "button": "Lưu", "keep": "note-new-1", "rows": rows, "marks": "x" * len(rows)}
    return HttpResponse(PAGE.render(context, request))


urlpatterns = [path("thu/", note, name="note"), *of_the_project]
