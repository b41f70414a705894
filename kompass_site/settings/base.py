"""What every installation has in common."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from django.utils.csp import CSP

from kompass_site.logs import without_tokens
from kompass_site.settings import environment

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(environment.text("KOMPASS_DATA_DIR", str(BASE_DIR / ".data")))
UPLOADS_DIR = DATA_DIR / "files"
# What the worker runs with the path of each file that people attach; without one, files are served as they come.
FILE_SCANNER = environment.command("KOMPASS_FILE_SCANNER")

DEBUG = False
DEMONSTRATION = (
    False  # invented municipalities and accounts that need no second factor; a check refuses it in production
)
DEBUG_GALLERY = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_structlog",
    "rest_framework",
    "drf_spectacular",
    "kompass_site",
    "accounts",
    "evaluations",
    "followup",
]

MIDDLEWARE = [
    "kompass_site.errors.ReferenceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "kompass_site.limits.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kompass_site.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kompass_site.scope.ScopeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "kompass_site.urls"
WSGI_APPLICATION = "kompass_site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "kompass_site.frame.frame",
            ],
            "builtins": ["kompass_site.templatetags.components", "kompass_site.templatetags.numbers"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# The app role owns nothing; the owner role migrates and loads (manage.py chooses).
DATABASE_ROLE = environment.text("KOMPASS_DATABASE_ROLE", "app")
DATABASES = {
    "default": environment.database(
        "DATABASE_OWNER_URL" if DATABASE_ROLE == "owner" else "DATABASE_URL",
        "postgresql://kompass_app@/kompass",
    )
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
OWNER_ROLE = "kompass_owner"
APP_ROLE = "kompass_app"
WEB_TIMEOUTS = {"lock_timeout": "2s", "statement_timeout": "10s"}

VALKEY_URL = environment.text("VALKEY_URL", "unix:///nonexistent/valkey.sock")
CACHES = {
    "default": {
        "BACKEND": "kompass_site.cache.ForgivingRedisCache",
        "LOCATION": f"{VALKEY_URL}?db=1" if VALKEY_URL.startswith("unix:") else f"{VALKEY_URL}/1",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
CELERY_BROKER_URL = (
    VALKEY_URL.replace("unix://", "redis+socket://", 1) if VALKEY_URL.startswith("unix:") else VALKEY_URL
)

# The API: JSON only, the person whom the middleware found, problems as RFC 9457.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["kompass_site.api.PersonOfTheMiddleware"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "kompass_site.api_description.DescribedSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.AnonRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"user": "1200/min", "anon": "60/min"},
    "EXCEPTION_HANDLER": "kompass_site.api.as_problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kompass",
    "VERSION": "1",
    "DESCRIPTION": "Results, improvement opportunities, decisions and actions of a municipality.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "AUTHENTICATION_WHITELIST": [],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "Role": "accounts.models.membership.Role",
        "UnitKind": "accounts.models.unit.UnitKind",
        "DecisionKind": "followup.models.decision.DecisionKind",
        "Level": "followup.api.shapes.LEVELS",
        "Light": "followup.api.shapes.LIGHTS",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "kompass_site.api_description.with_problem",
    ],
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.sign_in.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "front"

ACCOUNT_ADAPTER = "accounts.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "accounts.sign_in.user_display"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Counted in the shared cache, per person or per address of the client (ALLAUTH_TRUSTED_PROXY_COUNT in production).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "accounts.sign_in.forms.SignInForm",
    "reset_password": "accounts.sign_in.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.sign_in.forms.NewPasswordForm",
    "change_password": "accounts.sign_in.forms.ChangePasswordForm",
    "reauthenticate": "accounts.sign_in.forms.PasswordAgainForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - allauth's writes
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
MFA_ADAPTER = "accounts.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the address was verified by the invitation; allauth's address book is not in use
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.sign_in.forms.CodeForm",
    "reauthenticate": "accounts.sign_in.forms.CodeAgainForm",
    "activate_totp": "accounts.sign_in.forms.AuthenticatorAppForm",
    "add_webauthn": "accounts.sign_in.forms.PasskeyForm",
    "login_webauthn": "accounts.sign_in.forms.PasskeySignInForm",
    "authenticate_webauthn": "accounts.sign_in.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "accounts.sign_in.forms.PasskeyAgainForm",
}

SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())  # absolute; the idle limit is SESSION_IDLE
SESSION_IDLE = timedelta(minutes=30)
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kompass_site.errors.csrf_failure"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["kompass_site.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(UPLOADS_DIR)}},
    "staticfiles": {"BACKEND": "kompass_site.staticfiles.HashedStaticFiles"},
}

UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes of one report file
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
DEFAULT_FROM_EMAIL = environment.text("KOMPASS_MAIL_FROM", "Kompass <kompass@localhost>")
SITE_ADDRESS = environment.text("KOMPASS_SITE_ADDRESS", "http://127.0.0.1:8000")
MAILS_ARE_SHOWN = False  # mails are kept and readable on a page in development

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None
_PRE_CHAIN: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
]
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                without_tokens,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            "foreign_pre_chain": _PRE_CHAIN,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": [], "propagate": False}},
}
structlog.configure(
    processors=[*_PRE_CHAIN, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
