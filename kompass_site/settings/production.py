"""Production: starts only when secrets, hosts, database, broker and mail are set (docs/operations.md)."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from kompass_site.settings import environment
from kompass_site.settings.base import *  # noqa: F403
from kompass_site.settings.base import DATABASES

SECRET_KEY = environment.text("KOMPASS_SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("KOMPASS_SECRET_KEY must hold at least 50 characters of chance.")
ALLOWED_HOSTS = environment.names("KOMPASS_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("KOMPASS_HOSTS must name the hosts; «*» would accept any.")
SITE_ADDRESS = environment.text("KOMPASS_SITE_ADDRESS")
environment.text("DATABASE_URL")
environment.text("VALKEY_URL")
DATABASES["default"]["OPTIONS"]["pool"] = {
    "min_size": 1,
    "max_size": environment.number("KOMPASS_DATABASE_POOL", 8, 1, 100),
    "timeout": 3,
}
MAILERS = {"default": environment.mailer("KOMPASS_MAIL_URL")}
DEFAULT_FROM_EMAIL = environment.text("KOMPASS_MAIL_FROM")
if not Path(environment.text("KOMPASS_DATA_DIR")).is_dir():
    raise ImproperlyConfigured("KOMPASS_DATA_DIR must be an existing folder; uploaded files lie below it.")

# How many proxies stand before the web processes: tries to sign in are counted by the address the outermost one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("KOMPASS_PROXIES", 1, 0, 5)

SECURE_SSL_REDIRECT = environment.switch("KOMPASS_REDIRECT_TO_HTTPS", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-kompass"
CSRF_COOKIE_NAME = "__Host-csrf"

# Reading files from outside behind the interpreter's hook alone, where the host allows no user namespaces.
HOOK_IS_ENOUGH = environment.switch("KOMPASS_HOOK_IS_ENOUGH", False)
