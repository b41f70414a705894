"""The two embedded servers together, and the environment that points Kompass at them."""

import os
from pathlib import Path

from kompass_site.devserver import CannotStart, processes
from kompass_site.devserver.places import CHECKOUT, Places, places_of, throwaway_places
from kompass_site.devserver.postgres import EmbeddedPostgres
from kompass_site.devserver.valkey import EmbeddedValkey


class Servers:
    """PostgreSQL and Valkey of one checkout (lasting) or of one run of the tests (throwaway)."""

    def __init__(self, places: Places, *, throwaway: bool = False) -> None:
        self.places = places
        self.throwaway = throwaway
        self.postgres = EmbeddedPostgres(places, throwaway=throwaway)
        self.valkey = EmbeddedValkey(places, throwaway=throwaway)

    @classmethod
    def lasting(cls, checkout: Path = CHECKOUT) -> "Servers":
        return cls(places_of(checkout))

    @classmethod
    def for_one_run(cls) -> "Servers":
        return cls(throwaway_places(), throwaway=True)

    def start(self) -> None:
        """Start what does not run yet."""
        refuse_production()
        try:
            self.postgres.start()
            self.valkey.start()
        except BaseException:
            self.stop()
            raise
        processes.write_marks(self.places.home / "servers.json", self.marks())

    def stop(self) -> None:
        """Stop both, Valkey first; a throwaway leaves nothing behind."""
        self.valkey.stop()
        self.postgres.stop()
        if self.throwaway:
            self.places.remove()

    def are_running(self) -> bool:
        return self.postgres.is_running() and self.valkey.is_running()

    def are_stopped(self) -> bool:
        return self.postgres.pid is None and self.valkey.pid is None

    def marks(self) -> dict[str, processes.Mark]:
        pids = {"postgres": self.postgres.pid, "valkey": self.valkey.pid}
        return {name: processes.mark_of(pid) for name, pid in pids.items() if pid is not None}

    def environment(self) -> dict[str, str]:
        """What the settings read to find these servers."""
        return {
            "DATABASE_URL": self.postgres.url("kompass_app"),
            "DATABASE_OWNER_URL": self.postgres.url("kompass_owner"),
            "VALKEY_URL": self.valkey.url,
            "KOMPASS_DATA_DIR": str(self.places.data),
            "DJANGO_SETTINGS_MODULE": "kompass_site.settings.test" if self.throwaway else "kompass_site.settings.dev",
        }


def refuse_production() -> None:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    if settings.endswith("production"):
        raise CannotStart(f"The embedded servers are for development, and DJANGO_SETTINGS_MODULE says {settings}.")
