"""A developer's own machine: demonstration data, mails on a page, no outside address."""

from kompass_site.settings.base import *  # noqa: F403
from kompass_site.settings.base import DATA_DIR, UPLOADS_DIR

SECRET_KEY = "development-only-" + "k" * 50
DEBUG = False
DEMONSTRATION = True
DEBUG_GALLERY = True
MAILS_ARE_SHOWN = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(DATA_DIR / "mails")},
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(UPLOADS_DIR)}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
