"""One settings file, read strictly from the environment (and .env). Each name has its line in .env.example."""

import re
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from khoi_thidua.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}

env = environ.Env()


def switch(name: str, *, default: bool) -> bool:
    """On or off; any other word is refused, because environ would quietly read SECURE_SSL=onn as off."""
    typed = env.str(name, default="").strip().lower()
    if typed and typed not in SWITCH:
        raise ImproperlyConfigured(f"{name}={typed} không hợp lệ. Ghi on hoặc off.")
    return SWITCH.get(typed, default)


def listed(name: str) -> list[str]:
    """Parts separated by commas, without the blanks around them."""
    return [part.strip() for part in env.str(name, default="").split(",") if part.strip()]


def whole_number(name: str, *, default: int, lowest: int, highest: int) -> int:
    typed = env.str(name, default="").strip()
    if typed and not (typed.isdecimal() and typed.isascii() and lowest <= int(typed) <= highest):
        raise ImproperlyConfigured(f"{name}={typed} không hợp lệ. Ghi số nguyên từ {lowest} đến {highest}.")
    return int(typed or default)


def words(name: str, *, known: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    """Some of the known words, or "none"."""
    typed = tuple(listed(name)) or default
    if typed == ("none",):
        return ()
    if unknown := [word for word in typed if word not in known]:
        raise ImproperlyConfigured(f"{name}: {unknown[0]} không hợp lệ. Ghi trong số {', '.join(known)}, hoặc none.")
    return typed


def directory(name: str, default: str) -> Path:
    return BASE_DIR / (env.str(name, default="") or default)


def folder_or_none(name: str) -> Path | None:
    """A folder that is there; awards/checks.py looks at what lies in it."""
    typed = env.str(name, default="").strip()
    if typed and not (BASE_DIR / typed).is_dir():
        raise ImproperlyConfigured(f"{name}={typed} không phải thư mục có trên máy. Ghi đường dẫn hoặc bỏ trống.")
    return BASE_DIR / typed if typed else None


def database(name: str) -> dict:
    url = env.str(name, default="") or f"sqlite:///{BASE_DIR / 'var' / 'khoi_thidua.sqlite3'}"
    if not url.startswith(("sqlite://", "postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name} không hợp lệ. Ghi postgres://USER:PASSWORD@HOST:5432/NAME hoặc bỏ trống.")
    return env.db_url_config(url)


def site_address(name: str, *, default: str) -> str:
    """Scheme and host alone, without a slash at the end."""
    typed = env.str(name, default="").strip().removesuffix("/") or default
    if typed and not re.fullmatch(r"https?://[a-z0-9.\-\[\]:]+", typed):
        raise ImproperlyConfigured(f"{name}={typed} không hợp lệ. Ghi như https://thidua.example.vn.")
    return typed


def mail_server(name: str) -> dict:
    """Django's EMAIL_* settings; nothing when no server is named."""
    url = env.str(name, default="").strip()
    if not url:
        return {}
    if not url.startswith(("smtp://", "smtp+tls://", "smtp+ssl://", "consolemail://")):
        raise ImproperlyConfigured(f"{name} không hợp lệ. Ghi smtp+tls://USER:PASSWORD@HOST:587 hoặc bỏ trống.")
    found = env.email_url_config(url)
    return {key: value for key, value in found.items() if key.startswith("EMAIL_") and key != "EMAIL_FILE_PATH"}


def private_storage(name: str) -> dict:
    """Where uploaded files lie: a folder nobody else can read, or a bucket of an S3-compatible service."""
    where = env.str(name, default="").strip() or "filesystem"
    if where == "filesystem":
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": modes}
    if where != "s3":
        raise ImproperlyConfigured(f"{name}={where} không hợp lệ. Ghi filesystem hoặc s3.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            f"{name}=s3 cần gói django-storages. Cài: .venv/bin/pip install --require-hashes -r requirements-s3.txt"
        )
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": bucket()}


def bucket() -> dict:
    """For django-storages. Nothing in the bucket is public; files are sent by the application alone."""
    named = {
        "bucket_name": env.str("S3_BUCKET", default=""),
        "access_key": env.str("S3_ACCESS_KEY", default=""),
        "secret_key": env.str("S3_SECRET_KEY", default=""),
    }
    if not all(named.values()):
        raise ImproperlyConfigured("STORAGE=s3 cần đủ S3_BUCKET, S3_ACCESS_KEY và S3_SECRET_KEY.")
    endpoint = env.str("S3_ENDPOINT_URL", default="")
    if endpoint and not endpoint.startswith("https://"):
        raise ImproperlyConfigured(f"S3_ENDPOINT_URL={endpoint} không hợp lệ. Ghi địa chỉ bắt đầu bằng https://.")
    return named | {
        "endpoint_url": endpoint or None,
        "region_name": env.str("S3_REGION", default="") or None,
        "default_acl": "private",
        "file_overwrite": False,
        "signature_version": "s3v4",
    }


if switch("DJANGO_READ_DOT_ENV", default=True):
    environ.Env.read_env(BASE_DIR / ".env", overwrite=False)


# What must not leave a developer's machine ---------------------------------------------------------------------
DEBUG = switch("DEBUG", default=False)
DEMO_SECRET_KEY = "khoi-thi-dua-chi-dung-de-thu-khong-dung-cho-may-chu-that"  # noqa: S105  (refused with DEBUG off)
SECRET_KEY = env.str("SECRET_KEY", default="") or (DEMO_SECRET_KEY if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY chưa được đặt. Đặt một chuỗi ngẫu nhiên từ 50 ký tự trong .env, hoặc DEBUG=on để dùng thử."
    )
if not DEBUG and SECRET_KEY == DEMO_SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY đang là khóa dùng thử. Khi DEBUG tắt phải đặt khóa riêng trong .env.")

ALLOWED_HOSTS = listed("ALLOWED_HOSTS") or (["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")

# Applications -----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "khoi_thidua.apps.KhoiThiDuaConfig",
    "awards.apps.AwardsConfig",
    "scoring.apps.ScoringConfig",
    "campaigns.apps.CampaignsConfig",
    "units.apps.UnitsConfig",
    "khoi_thidua.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "import_export",
    "simple_history",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "khoi_thidua.middleware.name_and_log",
    "csp.middleware.CSPMiddleware",
    "khoi_thidua.middleware.refuse_oversized",
    "khoi_thidua.middleware.keep_out_of_caches",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "khoi_thidua.middleware.end_idle_sessions",
    "khoi_thidua.waiting.recount_after_doing",
    "khoi_thidua.middleware.ask_for_own_password",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "khoi_thidua.second_factor.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
    "khoi_thidua.middleware.refuse_nul",
]

ROOT_URLCONF = "khoi_thidua.urls"
WSGI_APPLICATION = "khoi_thidua.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khoi_thidua.context.frame",
            ],
        },
    }
]

# Database ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": database("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # The rest is set as a connection opens: toolkit/sqlite.py.
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    if DATABASES["default"]["NAME"] != ":memory:":
        # A relative path means the same file whatever folder a command is started in.
        DATABASES["default"]["NAME"] = BASE_DIR / DATABASES["default"]["NAME"]
        DATABASES["default"]["NAME"].parent.mkdir(parents=True, exist_ok=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "khoi_thidua.backends.PersonBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "login"
SESSION_IDLE_MINUTES = whole_number("SESSION_IDLE_MINUTES", default=60, lowest=5, highest=8 * 60)
SESSION_LONGEST_HOURS = 12  # also of a session in use
SESSION_COOKIE_AGE = 9 * 60 * 60  # longer than any idle time, so that the login page can say why the session ended
SESSION_SAVE_EVERY_REQUEST = False
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60

# Wrong passwords, counted in the database so that every server process knows them (khoi_thidua/lockout.py).
AXES_HANDLER = "khoi_thidua.lockout.CountedAtTwoDistances"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username"]
AXES_FAILURE_LIMIT = 10
FAILURE_LIMIT_FROM_ANYWHERE = 20
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "khoi_thidua.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "khoi_thidua.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # user names are counted alone as well as with the address, on purpose

# The second factor, and proving once more who is here (docs/second-factor.md).
SECOND_FACTOR_ROLES = ("head", "council", "administrator")
SECOND_FACTOR_REQUIRED = words(
    "SECOND_FACTOR_REQUIRED", known=SECOND_FACTOR_ROLES, default=("none",) if DEBUG else SECOND_FACTOR_ROLES
)
OTP_TOTP_ISSUER = "Khối thi đua"
PROOF_URL = "proof"
SUDO_MINUTES = 10

# Mail -------------------------------------------------------------------------------------------------------------
MAIL_SERVER = mail_server("EMAIL_URL")
HAS_MAIL = bool(MAIL_SERVER)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="").strip()
if HAS_MAIL and not DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("DEFAULT_FROM_EMAIL chưa được đặt. Có EMAIL_URL thì phải ghi địa chỉ người gửi.")
EMAIL_TIMEOUT = 10
SITE_URL = site_address(
    "SITE_URL", default="http://127.0.0.1:8000" if DEBUG else ""
)  # in mails, which no request asks for
globals().update(MAIL_SERVER)

# Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "khoi_thidua.formats"

# Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = directory("STATIC_ROOT", "var/static")
MEDIA_ROOT = directory("MEDIA_ROOT", "var/media")
STORAGES = {
    "default": private_storage("STORAGE"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# What one request may bring: everything together, then form values alone, then a file kept in memory while it comes.
REQUEST_MAX_BYTES = 32 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# Defence in the browser -------------------------------------------------------------------------------------------
SECURE_SSL = switch("SECURE_SSL", default=not DEBUG)
SECURE_SSL_REDIRECT = SECURE_SSL
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, by http
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_SSL else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE_SSL else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_SSL
SECURE_HSTS_PRELOAD = SECURE_SSL
SESSION_COOKIE_SECURE = SECURE_SSL
CSRF_COOKIE_SECURE = SECURE_SSL
# A browser takes a __Host- cookie only over TLS, from this host alone and for all of it.
SESSION_COOKIE_NAME = "__Host-sessionid" if SECURE_SSL else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE_SSL else "csrftoken"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "khoi_thidua.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],  # no data: address; static/css/khoi-thi-dua.css draws Bootstrap's icons from files
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Signed papers (docs/papers.md) -----------------------------------------------------------------------------------
TRUST_ANCHORS = folder_or_none("TRUST_ANCHORS")
DEMO_SIGNING = BASE_DIR / "var" / "chu-ky-dung-thu"  # keys of manage.py sign_paper_demo

# Work longer than a request: kept in the database, done by `manage.py db_worker` (docs/operations.md) --------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Look -------------------------------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
IMPORT_EXPORT_USE_TRANSACTIONS = True

# What the server says ---------------------------------------------------------------------------------------------
LOG_LEVEL = (env.str("LOG_LEVEL", default="") or "INFO").upper()
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR"):
    raise ImproperlyConfigured(f"LOG_LEVEL={LOG_LEVEL} không hợp lệ. Ghi DEBUG, INFO, WARNING hoặc ERROR.")
LOGGING = logging_settings(level=LOG_LEVEL, as_json=not DEBUG)
