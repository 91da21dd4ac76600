"""System checks: what the application refuses to run with, each with a hint that says what to do."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError

from units.models import User


@register()
def demo_accounts_off_debug(app_configs, **kwargs):
    """Demo accounts have a published password: they may exist only with DEBUG on."""
    if settings.DEBUG:
        return []
    try:
        if not User.objects.filter(is_demo=True, is_active=True).exists():
            return []
    except DatabaseError:
        return []  # no table yet: nothing to protect
    return [
        Error(
            "Cơ sở dữ liệu có tài khoản dùng thử mà DEBUG đang tắt.",
            hint="Chạy: python manage.py remove_demo_accounts",
            id="khoi_thidua.E001",
        )
    ]


@register(deploy=True)
def hosts_are_named(app_configs, **kwargs):
    if settings.ALLOWED_HOSTS:
        return []
    return [Error("ALLOWED_HOSTS đang trống.", hint="Ghi tên miền của máy chủ vào .env.", id="khoi_thidua.E002")]


@register(Tags.security, deploy=True)
def papers_can_be_checked(app_configs, **kwargs):
    """A paper is never rendered again: what is issued without its QR stays without it."""
    if settings.DEBUG or settings.SITE_URL:
        return []
    return [
        Warning(
            "SITE_URL đang trống: văn bản ban hành không có mã QR và địa chỉ để kiểm tra.",
            hint="Ghi SITE_URL=https://… (địa chỉ của trang này) vào .env trước khi ban hành văn bản.",
            id="khoi_thidua.W001",
        )
    ]
