"""System checks: the certificates that signatures are measured against can all be read."""

from django.conf import settings
from django.core.checks import Error, register

from toolkit.signatures.anchors import BadAnchor, anchors_in


@register()
def trust_anchors_are_certificates(app_configs, **kwargs):
    if settings.TRUST_ANCHORS is None:
        return []
    try:
        anchors_in(settings.TRUST_ANCHORS)
    except BadAnchor as problem:
        hint = "Chép chứng thư gốc (PEM) của tổ chức cấp chữ ký số vào thư mục TRUST_ANCHORS, hoặc bỏ trống."
        return [Error(str(problem), hint=hint, id="awards.E001")]
    return []
