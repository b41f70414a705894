"""How far the reading of a file has come, told past the transaction that reads it: page n of m, in the shared cache."""

import time
from collections.abc import Callable

from django.core.cache import cache

from evaluations.models import ReportImport

SECONDS_KEPT = 120  # a reading takes thirty at most
PAUSE = 0.25  # seconds between two notes; the page asks every three


def told(report_import: ReportImport) -> tuple[int, int] | None:
    """The page that was read last, and of how many; None before the first, and where nothing is being read."""
    noted = cache.get(_key(report_import.pk))
    return (noted[0], noted[1]) if noted else None


def teller(report_import: ReportImport) -> Callable[[int, int], None]:
    """What notes the pages as they are read, now and then; the last one always."""
    noted_at = float("-inf")

    def tell(page: int, of: int) -> None:
        nonlocal noted_at
        if page >= of or time.monotonic() - noted_at >= PAUSE:
            noted_at = time.monotonic()
            cache.set(_key(report_import.pk), (page, of), SECONDS_KEPT)

    return tell


def forget(report_import: ReportImport) -> None:
    """The reading has ended."""
    cache.delete(_key(report_import.pk))


def _key(pk: int) -> str:
    return f"import-progress:{pk}"
