"""The site that joins the apps."""

from django.apps import AppConfig


class KompassSiteConfig(AppConfig):
    """Wiring and the base of all pages; owns no business rule and no table."""

    name = "kompass_site"

    def ready(self) -> None:
        """Register the system checks; make ours the Celery app of every thread, or web's bell is heard by nobody."""
        from kompass_site import celery, checks  # noqa: F401, PLC0415

        celery.app.set_default()
