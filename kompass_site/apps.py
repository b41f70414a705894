"""The site that joins the apps."""

from django.apps import AppConfig


class KompassSiteConfig(AppConfig):
    """Wiring and the base of all pages; owns no business rule and no table."""

    name = "kompass_site"

    def ready(self) -> None:
        """Register the system checks."""
        from kompass_site import checks  # noqa: F401, PLC0415
