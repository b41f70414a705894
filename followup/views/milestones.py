"""The steps of an action: added, ticked, dropped, worded anew, put in another order."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.editing import edit_from
from accounts.errors import RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import require
from followup import progress
from followup.forms.indicators import MilestoneForm
from followup.models import Milestone
from followup.progress.milestones import LABELS, as_fields
from followup.views.action_verbs import attempt, make_once, saved
from followup.views.actions import page_of
from followup.views.finding import action_of, crumbs

VERBS = {
    "tick": progress.tick_milestone,
    "drop": progress.drop_milestone,
    "reopen": progress.reopen_milestone,
}


@require_POST
@needs("tick_milestone")
def milestone_add(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """Add a step."""
    action = action_of(request, number)
    require(request.actor, "tick_milestone", action)
    title = request.POST.get("title", "").replace("\x00", "")

    def make() -> None:
        progress.add_milestone(action, request.actor, title=title, now=request.now, today=request.today)

    return attempt(request, action, lambda: make_once(request, make), _("The milestone is added."), "delmal")


@require_POST
@needs("tick_milestone")
def milestone(request: KompassRequest, municipality: str, number: int, row: int) -> HttpResponse:
    """Tick, drop, reopen or move a step; htmx gets the list alone."""
    action = action_of(request, number)
    require(request.actor, "tick_milestone", action)
    found = get_object_or_404(Milestone.objects.visible_to(request.actor), action=action, pk=row)
    verb = VERBS.get(request.POST.get("do", ""))
    place = request.POST.get("position", "")
    if verb is None and place.isdecimal() and len(place) < 6:
        verb = partial(progress.move_milestone, position=int(place))
    if verb is None:
        return HttpResponseBadRequest()

    def change() -> None:
        verb(action, request.actor, milestone_id=found.pk, now=request.now, today=request.today)

    if request.htmx:
        try:
            change()
        except RuleViolation as refusal:
            messages.error(request, str(refusal))
            response = HttpResponse(status=204)
            response["HX-Refresh"] = "true"
            return response
        context = page_of(request, action_of(request, number), municipality)
        return render(request, "followup/actions/detail.html#milestones", {**context, "is_part": True})
    return attempt(request, action, change, _("The milestones are saved."), "delmal")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("tick_milestone")
def milestone_edit(request: KompassRequest, municipality: str, number: int, row: int) -> HttpResponse:
    """The words and the due date of a step; where two people changed the same, both."""
    action = action_of(request, number)
    require(request.actor, "tick_milestone", action)
    found = get_object_or_404(Milestone.objects.visible_to(request.actor), action=action, pk=row)
    stands = as_fields(found)
    form = MilestoneForm(request.POST if request.method == "POST" else None, initial=stands)
    url = f"{reverse('action', args=[municipality, number])}#delmal"
    if request.method == "POST" and form.is_valid():
        edit = edit_from(request.POST.dict(), tuple(LABELS))

        def change() -> None:
            progress.edit_milestone(
                action, request.actor, edit, milestone_id=found.pk, now=request.now, today=request.today
            )

        if answer := saved(request, form, change, _("The milestone is saved."), url):
            return answer
    loaded = {name: request.POST.get(f"was-{name}", stands[name]) for name in LABELS}
    title = _("Edit the milestone")
    context = {"title": title, "action": action, "form": form, "loaded": loaded, "back_url": url}
    context["breadcrumbs"] = crumbs(request, action, title)
    return render(request, "followup/actions/edit.html", context, status=422 if form.errors else 200)
