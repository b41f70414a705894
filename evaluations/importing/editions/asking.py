"""A municipality asks SKR for the edition that its older report uses: facts of the overview, once an import."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import journal, outbox
from accounts.mails import deliver
from accounts.models import Event
from accounts.roles import Actor
from accounts.tenancy import Scope
from evaluations.importing.editions.drafting import found_in
from evaluations.importing.reviewing.review import under_review
from evaluations.models import ProposedArea, ProposedSubarea, ReportImport
from evaluations.rubrics.asking import administrator, promise_to_administrators, was_promised

WANTED = "edition.wanted"
WANTED_MAIL = "mail.edition_wanted"


def was_asked(report_import: ReportImport) -> bool:
    """Whether SKR has been asked for the edition of this report; one query."""
    return was_promised(f"{WANTED}:{report_import.pk}")


def ask_for_edition(by: Actor, report_import: ReportImport, *, now: datetime) -> None:
    """Tell SKR's administrators by mail that an edition is wanted, with its titles and sums. Asked again: nothing.

    SKR sees nothing of the import; the facts travel in SKR's own journal, since only ids may stand in a promise.
    """
    with under_review(by, report_import) as locked, transaction.atomic():
        if was_asked(locked):
            return
        name = locked.municipality.name if locked.municipality else ""
        journal.record(by, "edition.wanted", locked, now=now, subject=str(locked))
        at_skr = replace(by, scope=Scope(user=by.user_id))
        facts: dict[str, Any] = {"subject": name, "year": locked.year, "values": _titles(locked)}  # Any: JSON
        event = journal.record_about(at_skr, "edition.wanted", "edition", "", now=now, **facts)
        scope = Scope(user=by.user_id, house="admin")
        outbox.promise(WANTED, f"{WANTED}:{locked.pk}", scope, now, event=str(event.pk))


def _titles(report_import: ReportImport) -> list[str]:
    """The headings of the overview with their highest points, and the sum."""
    lines = []
    subareas = list(ProposedSubarea.objects.filter(report_import=report_import).order_by("area_number", "position"))
    for area in ProposedArea.objects.filter(report_import=report_import).order_by("area_number"):
        lines.append(f"{area.area_number} {area.title_in_overview or area.title} ({_written(area.maximum)})")
        lines += [
            f"{part.code} {part.title} ({_written(part.maximum)})".strip()
            for part in subareas
            if part.area_number == area.area_number
        ]
    return [*lines, f"= {_written(found_in(report_import).total)}"]


def _written(points: Any) -> str:  # Any: a decimal or nothing
    return f"{points.normalize():f}" if points is not None else "–"


def tell_all(running: outbox.Running) -> None:
    """Promise each administrator the mail."""
    promise_to_administrators(running, WANTED_MAIL, event=running.arguments["event"])


def tell_one(running: outbox.Running) -> None:
    """Write to one administrator what is wanted."""
    member = administrator(running)
    event = Event.objects.filter(pk=running.arguments["event"]).select_related("facts").first()
    if member is None or event is None:
        return
    facts = event.facts.facts
    with translation.override(member.user.language):
        subject = _("%(municipality)s asks for an edition of the criteria") % {"municipality": facts["subject"]}
        context = {
            "name": member.display_name,
            "municipality": facts["subject"],
            "year": facts["year"],
            "titles": facts["values"],
            "link": settings.SITE_ADDRESS + reverse("editions"),
        }
        deliver(member.user.email, subject, "evaluations/edition_wanted", context)
