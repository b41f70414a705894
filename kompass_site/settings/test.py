"""The tests: real PostgreSQL and Valkey, fast password hashing, mails in memory."""

import os

from kompass_site.settings.base import *  # noqa: F403
from kompass_site.settings.base import DATABASES

SECRET_KEY = "test-only-" + "k" * 50
DEMONSTRATION = True
DEBUG_GALLERY = True
MAILS_ARE_SHOWN = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# The test database is made, migrated and dropped by the owner; tests/conftest.py then assumes the app role.
DATABASE_ROLE = "owner"
DATABASES["default"]["USER"] = "kompass_owner"
# Where one stands that is migrated already, the test database is a copy of it, and only what is newer is migrated.
if migrated := os.environ.get("KOMPASS_MIGRATED_DATABASE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": migrated}
