"""An improvement opportunity says again what one of an older evaluation said."""

from datetime import datetime

from django.db import transaction

from accounts import journal
from accounts.roles import Actor, require
from evaluations.models import Finding, FindingKind, PublishedFinding
from followup.models import Plan, Recurrence
from followup.planning.choices import published
from followup.planning.plans import locked_open
from followup.planning.refusals import EarlierUnknown, NotEarlier, RecursItself


def link_recurring(plan: Plan, finding: Finding, earlier: Finding, by: Actor, *, now: datetime) -> Recurrence:
    """Say that it was pointed out in an older evaluation of the municipality too. Linked already, nothing changes.

    Refuses itself, another municipality's, and one of the same evaluation or a newer one.
    """
    require(by, "link_recurring")
    with transaction.atomic():
        locked = locked_open(plan, by)
        _version, words = published(locked, finding)
        then = _own(earlier, by)
        if then.pk == finding.pk:
            raise RecursItself
        if then.evaluation.year >= locked.evaluation.year:
            raise NotEarlier
        found: Recurrence | None = Recurrence.objects.filter(finding=finding, earlier=then).first()
        if found is not None:
            return found
        made: Recurrence = Recurrence.objects.create(
            municipality_id=locked.municipality_id, finding=finding, earlier=then, by_id=by.user_id, at=now
        )
        _record(by, "finding.recurrence_linked", finding, words, then, now)
    return made


def unlink_recurring(plan: Plan, finding: Finding, earlier: Finding, by: Actor, *, now: datetime) -> None:
    """Say that it does not say the same. Not linked, nothing changes."""
    require(by, "link_recurring")
    with transaction.atomic():
        locked = locked_open(plan, by)
        deleted, _tables = Recurrence.objects.filter(finding=finding, earlier=earlier).delete()
        if deleted:
            _version, words = published(locked, finding)
            _record(by, "finding.recurrence_unlinked", finding, words, earlier, now)


def _own(finding: Finding, by: Actor) -> Finding:
    rows = Finding.objects.filter(municipality_id=by.scope.municipality, kind=FindingKind.IMPROVEMENT)
    own: Finding | None = rows.filter(pk=finding.pk).select_related("evaluation").first()
    if own is None:
        raise EarlierUnknown
    return own


def _record(by: Actor, event: str, finding: Finding, words: str, earlier: Finding, now: datetime) -> None:
    rows = PublishedFinding.objects.filter(finding_id=earlier.pk).order_by("-published_version__number")
    then = rows.values_list("text", flat=True).first() or ""
    journal.record(by, event, finding, now=now, municipality=finding.municipality_id, subject=words, earlier=then)
