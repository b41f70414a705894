"""The web process: gunicorn kompass_site.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompass_site.settings.production")

application = get_wsgi_application()

from kompass_site import checks  # noqa: E402 - needs the apps

checks.refuse_to_start()
