from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class KhoiThiDuaConfig(AppConfig):
    name = "khoi_thidua"
    verbose_name = "Khối thi đua"

    def ready(self):
        from khoi_thidua import checks  # noqa: F401  (registers the system checks)


class AdminConfig(DjangoAdminConfig):
    default_site = "khoi_thidua.admin_site.BlocAdminSite"
