"""The administration site: for administrators, and for the staff of a bloc's head in the years it leads."""

from django.contrib.admin import AdminSite

from units.models import Membership, Role


class BlocAdminSite(AdminSite):
    site_header = "Quản trị Khối thi đua"
    site_title = "Quản trị Khối thi đua"
    index_title = "Dữ liệu"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request):
        user = request.user
        return user.is_active and user.is_authenticated and (user.is_superuser or heads_a_bloc(user))


def heads_a_bloc(user) -> bool:
    """Whether the person's unit heads its bloc in the bloc's latest year; last year's head only reads."""
    if user.unit_id is None:
        return False
    latest = Membership.objects.filter(bloc__units=user.unit_id).order_by("-year").values("year")[:1]
    return Membership.objects.filter(unit=user.unit_id, role=Role.HEAD, year__in=latest).exists()
