"""«Åtgärd»: what is to be done, by whom, how it goes, and what was said and done."""

from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, OuterRef, Q, Subquery, When
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.forms import new_key
from accounts.models import Membership
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.swedish import SwedishKey
from evaluations.models import PublishedFinding, PublishedScore, PublishedVersion
from followup import notices, progress
from followup.listing import statuses_of
from followup.models import Action, ActionFinding, Attachment, Milestone, Recurrence
from followup.views import stream
from followup.views.finding import action_of, crumbs, possible_for
from followup.views.indicator_rows import indicators_of
from followup.views.steps import offered

BESIDE_THE_TITLE = ("report_status", "complete_action", "show_effect")


class Answered(NamedTuple):
    """An improvement opportunity that the action answers, in the newest words of the report."""

    key: UUID
    area_number: int
    text: str
    number: int
    year: int
    newest: int
    area_title: str
    years: list[int]  # in which older evaluations said it too

    @property
    def is_removed(self) -> bool:
        """A later version of the result holds it no more."""
        return self.number < self.newest


@require_safe
@needs("read_plan")
def action(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """One action with all that belongs to it."""
    found = action_of(request, number)
    return render(request, "followup/actions/detail.html", page_of(request, found, municipality))


def page_of(request: KompassRequest, found: Action, slug: str) -> dict[str, object]:
    """What the page of an action shows; a part of it is drawn from the same."""
    possible = possible_for(request, found)
    steps = offered(possible)
    milestones = list(Milestone.objects.visible_to(request.actor).filter(action=found).order_by("position", "id"))
    attachments = []
    if request.actor.may("read_files"):
        rows = Attachment.objects.visible_to(request.actor).filter(action=found, removed_at=None)
        attachments = list(rows.order_by("id"))
    shown = request.GET.get("visa", "")
    shows_all = request.GET.get("historik") == "alla"
    most = stream.ALL if shows_all else stream.SHOWN
    changes = stream.changes_of(found, most)
    members, people = _people(request, stream.people_of(found, changes))
    entries = stream.entries_of(found, changes, members, most, shown)
    beside = [step for step in steps if step.verb in BESIDE_THE_TITLE]
    beside.sort(key=lambda step: step.verb != "show_effect")  # once done, what is left is to show the effect
    return {
        "title": found.title,
        "action": found,
        "slug": slug,
        "statuses": statuses_of(found, request.today),
        "days_late": (request.today - found.due).days if found.due and found.is_overdue(request.today) else 0,
        "possible": possible,
        "primary": beside[:2],
        "others": [step for step in steps if step not in beside[:2] and not step.is_quiet],
        "quiet": [step for step in steps if step.is_quiet],
        "undoable": progress.still_undoable(next(iter(changes), None), found, request.actor, request.now),
        "milestones": milestones,
        "late_milestones": {each.pk for each in milestones if each.is_late(request.today)} if found.is_open else set(),
        "indicators": indicators_of(found, request.actor),
        "attachments": attachments,
        "helpers": [members[each] for each in found.helper_ids if each in members],
        "findings": findings_of(found),
        "days": stream.by_day(entries),
        "filters": [(value, words, value == shown) for value, words in stream.FILTERS.items()],
        "filtered": shown if shown in stream.FILTERS else "",
        "people": people,
        "has_more": not shows_all and len(entries) == most,
        "may_read_files": request.actor.may("read_files"),
        "may_link": "edit_action" in possible,
        "may_measure": "keep_indicators" in possible,
        "may_edit": not {"edit_action", "describe_action"}.isdisjoint(possible),
        "may_withdraw_all": request.actor.may("withdraw_comment_of_others"),
        "once_key": new_key(),
        "breadcrumbs": crumbs(request, found),
    }


def _people(request: KompassRequest, ids: set[int]) -> tuple[dict[int, str], list[Membership]]:
    """What the ids in the history are called, and whom a comment may name besides oneself; one query."""
    shown = Case(When(notices.reads_plan(request.today), then=True), default=False, output_field=BooleanField())
    rows = Membership.objects.visible_to(request.actor).annotate(reads=shown).filter(Q(reads=True) | Q(pk__in=ids))
    found = list(rows.order_by(SwedishKey("display_name"), "id"))
    reading = progress.once_each(each for each in found if each.reads)
    people = [each for each in reading if each.user_id != request.actor.user_id]
    return {each.pk: each.display_name for each in found}, people


def findings_of(found: Action) -> list[Answered]:
    """The improvement opportunities it answers, one query."""
    newest = PublishedVersion.objects.filter(evaluation_id=found.plan.evaluation_id).order_by("-number")
    areas = PublishedScore.objects.filter(
        published_version_id=OuterRef("published_version_id"), area_number=OuterRef("area_number"), code=""
    )
    links = ActionFinding.objects.filter(action=found)
    before = Recurrence.objects.filter(finding_id=OuterRef("finding_id")).order_by("-earlier__evaluation__year")
    rows = PublishedFinding.objects.filter(finding_id__in=links.values("finding_id")).annotate(
        newest=Subquery(newest.values("number")[:1]),
        area_title=Subquery(areas.values("title")[:1]),
        years=ArraySubquery(before.values("earlier__evaluation__year")),
    )
    words = rows.order_by("finding_id", "-published_version__number").distinct("finding_id")
    values = words.values_list(
        "finding__key",
        "area_number",
        "text",
        "published_version__number",
        "published_version__year",
        "newest",
        "area_title",
        "years",
    )
    return sorted((Answered(*each) for each in values), key=lambda each: each.area_number)
