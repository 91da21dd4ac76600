"""The WSGI application. It refuses to serve demo accounts with DEBUG off, as the settings refuse the demo key."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khoi_thidua.settings")
application = get_wsgi_application()

from khoi_thidua.checks import demo_accounts_off_debug  # noqa: E402  (needs the applications loaded)

if found := demo_accounts_off_debug(None):
    raise ImproperlyConfigured(f"{found[0].msg} {found[0].hint}")
