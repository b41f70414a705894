"""The app of people and municipalities."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who: municipalities, people, roles, sign-in, the journal and the outbox."""

    name = "accounts"

    def ready(self) -> None:
        """Register the work that this app promises."""
        from accounts import tasks  # noqa: F401, PLC0415
