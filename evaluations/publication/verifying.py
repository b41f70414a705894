"""Recompute what was published from its stored inputs, and say where it differs."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import structlog
from django.db.models import Count, Q, Sum

from accounts import journal, outbox
from accounts.outbox import Running
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from evaluations.publication.content import sha256_of
from evaluations.publication.shown import shown_numbers

_log = structlog.get_logger(__name__)


class Difference(NamedTuple):
    """A version whose stored rows no longer say what its content says."""

    version: str
    what: str
    stored: str
    computed: str


VERIFY = "results.verify"


def promise_verification(now: datetime, today: date) -> None:
    """Promise tonight's verification of SKR's results; promised twice it runs once."""
    outbox.promise(VERIFY, f"{VERIFY}:{today}", Scope(house="admin"), now)


def verify_tonight(running: Running) -> None:
    """Record every difference in the journal and in the log, where it rings a bell."""
    for difference in verify_versions():
        _log.error("published_version_differs", **difference._asdict())
        journal.record_about(
            running.by,
            "published_version.differed",
            "publishedversion",
            difference.version,
            now=running.now,
            what=difference.what,
            stored=difference.stored,
            computed=difference.computed,
        )


def verify_versions() -> list[Difference]:
    """Every difference between hash, shown numbers and flat rows and what the stored inputs give, in the open scope."""
    areas = Q(publishedscores__code="")
    rows = PublishedVersion.objects.order_by("id").annotate(
        flat_achieved=Sum("publishedscores__shown_achieved", filter=areas),
        flat_maximum=Sum("publishedscores__shown_maximum", filter=areas),
        flat_scores=Count("publishedscores"),
    )
    return [difference for version in rows.iterator(chunk_size=50) for difference in _differences(version)]


def _differences(version: Any) -> Iterator[Difference]:  # Any: annotated
    content = version.content
    name = str(version)
    digest = sha256_of(content)
    if digest != version.sha256:
        yield Difference(name, "sha256", version.sha256, digest)
    shown = shown_numbers(content["areas"])
    total = (shown.total.achieved, shown.total.max)
    for what, stored in (
        ("points", (version.achieved, version.maximum)),
        ("points of the content", (content["total"]["achieved"], content["total"]["maximum"])),
        ("points of the areas' rows", (version.flat_achieved, version.flat_maximum)),
    ):
        if stored != total:
            yield Difference(name, what, _written(stored), _written(total))
    parts = [part for area in content["areas"] for part in (area, *area["subareas"])]
    if version.flat_scores != len(parts):
        yield Difference(name, "rows of points", str(version.flat_scores), str(len(parts)))
    for part in parts:
        whole = shown.subareas[part["code"]] if "code" in part else shown.areas[part["number"]]
        stored, computed = (part["shown"]["achieved"], part["shown"]["maximum"]), (whole.achieved, whole.max)
        if stored != computed:
            yield Difference(name, str(part.get("code") or part["number"]), _written(stored), _written(computed))


def _written(points: tuple[int | None, int | None]) -> str:
    return f"{points[0]}/{points[1]}"
