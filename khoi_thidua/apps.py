from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.core import checks
from django.db.backends.signals import connection_created

from toolkit import sqlite


class KhoiThiDuaConfig(AppConfig):
    name = "khoi_thidua"
    verbose_name = "Khối thi đua"

    def ready(self):
        from khoi_thidua import checks, second_factor, security_events  # noqa: F401  (registers the system checks)

        second_factor.connect()
        security_events.connect()

        connection_created.connect(sqlite.prepare_connection, dispatch_uid="toolkit.sqlite")


class AdminConfig(SimpleAdminConfig):
    """The admin without autodiscovery at start: its pages and django-import-export cost a command half a second.

    khoi_thidua/urls.py discovers them for the server, and the system check does before it looks.
    """

    default_site = "khoi_thidua.admin_site.BlocAdminSite"

    def ready(self):
        checks.register(check_admin_pages, checks.Tags.admin)


def check_admin_pages(app_configs, **kwargs):
    from django.contrib import admin
    from django.contrib.admin.checks import check_admin_app, check_dependencies

    admin.autodiscover()
    return [*check_dependencies(**kwargs), *check_admin_app(app_configs, **kwargs)]
