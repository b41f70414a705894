"""«Åtgärd»: what is to be done, by whom, how it goes, and what was said and done."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.forms import new_key
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import PublishedFinding, PublishedScore, PublishedVersion
from followup import progress
from followup.listing import statuses_of
from followup.models import Action, ActionFinding, Attachment, Milestone
from followup.views import stream
from followup.views.finding import action_of, crumbs, possible_for
from followup.views.steps import offered

BESIDE_THE_TITLE = ("report_status", "complete_action", "show_effect")
ALL_HISTORY = 1000


class Answered(NamedTuple):
    """An improvement opportunity that the action answers, in the newest words of the report."""

    key: UUID
    area_number: int
    text: str
    number: int
    year: int
    newest: int
    area_title: str

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
        attachments = list(Attachment.objects.visible_to(request.actor).filter(action=found).order_by("id"))
    shows_all = request.GET.get("historik") == "alla"
    most = ALL_HISTORY if shows_all else stream.SHOWN
    changes = stream.changes_of(found, most)
    members = stream.member_names(found, changes)
    entries = stream.stream(found, changes, stream.names_of(members, milestones, attachments), most)
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
        "undoable": progress.undoable(found, request.actor, request.now),
        "milestones": milestones,
        "attachments": [each for each in attachments if each.removed_at is None],
        "helpers": [members[each] for each in found.helper_ids if each in members],
        "findings": findings_of(found),
        "entries": entries,
        "has_more": not shows_all and len(entries) == most,
        "may_read_files": request.actor.may("read_files"),
        "may_link": "edit_action" in possible,
        "may_edit": not {"edit_action", "describe_action"}.isdisjoint(possible),
        "may_withdraw_all": request.actor.may("withdraw_comment_of_others"),
        "once_key": new_key(),
        "breadcrumbs": crumbs(request, found),
    }


def findings_of(found: Action) -> list[Answered]:
    """The improvement opportunities it answers, one query."""
    newest = PublishedVersion.objects.filter(evaluation_id=found.plan.evaluation_id).order_by("-number")
    areas = PublishedScore.objects.filter(
        published_version_id=OuterRef("published_version_id"), area_number=OuterRef("area_number"), code=""
    )
    links = ActionFinding.objects.filter(action=found)
    rows = PublishedFinding.objects.filter(finding_id__in=links.values("finding_id")).annotate(
        newest=Subquery(newest.values("number")[:1]), area_title=Subquery(areas.values("title")[:1])
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
    )
    return sorted((Answered(*each) for each in values), key=lambda each: each.area_number)
