"""A small page for each verb of an action; what is pressed goes back to where it was pressed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.editing import FieldsClash
from accounts.errors import NotPermitted, RuleViolation
from accounts.idempotency import KEY_FIELD, once, sent_form
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import require
from accounts.views.conflicts import conflict_page
from followup import progress
from followup.forms.verbs import VerbForm
from followup.models import Action
from followup.views.finding import action_of, crumbs, possible_for
from followup.views.steps import Step
from followup.views.way_back import WAY_BACK, way_back

FROM_MINE = "mina"  # ?fran=mina: back to «Mina åtgärder»


def page_of(step: Step) -> Callable[..., HttpResponseBase]:
    """The view of one verb: GET asks, POST presses."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @needs(step.verb)
    def view(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
        action = action_of(request, number)
        require(request.actor, step.verb, action)
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = step.form(*sent, action=action, by=request.actor, today=request.today)
        form.auto_id = f"id_{action.number}_{step.path}_%s"
        if request.method == "POST":
            if form.is_valid() and press(request, step, action, form):
                messages.success(request, str(step.done))
                return back_to(request, action)
        elif step.verb not in possible_for(request, action):
            messages.error(request, str(progress.states.refusal(action, request.actor, request.today)))
            return back_to(request, action)
        return _page(request, step, action, form)

    view.__doc__ = f"The page of {step.verb}."
    return view


def press(request: KompassRequest, step: Step, action: Action, form: VerbForm) -> bool:
    """Call the rule; where it refuses, its sentence stands in the form. A form with a key is carried out once."""
    now, today = request.now, request.today
    try:
        with once(request.actor.user_id, form.cleaned_data.get(KEY_FIELD, ""), sent_form(request), now) as call:
            if call.is_first:
                step.carry_out(action, request.actor, **form.given, now=now, today=today)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def back_to(request: KompassRequest, action: Action) -> HttpResponse:
    """To the action's page, or to its row where it was pressed in «Mina åtgärder»."""
    return HttpResponseRedirect(back_url(request, action))


def back_url(request: KompassRequest, action: Action) -> str:
    """Where one came from: a view of the plan (?tillbaka=), «Mina åtgärder» or the action's page."""
    slug = request.resolver_match.kwargs["municipality"] if request.resolver_match else ""
    view = way_back(request, slug)
    if view:
        return f"{view}#atgard-{action.number}"
    if (request.POST.get("fran") or request.GET.get("fran")) == FROM_MINE:
        return f"{reverse('my_actions', args=[slug])}#atgard-{action.number}"
    return reverse("action", args=[slug, action.number])


def _page(request: KompassRequest, step: Step, action: Action, form: VerbForm) -> HttpResponse:
    context: dict[str, Any] = {  # Any: what a template shows
        "title": step.label,
        "step": step,
        "action": action,
        "form": form,
        "back_url": back_url(request, action),
        "way_back": request.POST.get(WAY_BACK) or request.GET.get(WAY_BACK, ""),
        "came_from": request.POST.get("fran") or request.GET.get("fran", ""),
        "breadcrumbs": crumbs(request, action, str(step.label)),
        "is_part": bool(request.htmx),
    }
    part = "#form" if request.htmx else ""
    if request.htmx:  # the form came where it was pressed: the focus goes into it
        for bound in form.visible_fields()[:1]:
            bound.field.widget.attrs["autofocus"] = True
    return render(request, f"followup/actions/verb.html{part}", context, status=422 if form.errors else 200)


@require_POST
@needs("undo_last")
def undo(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """Take the last change back."""
    action = action_of(request, number)
    return attempt(
        request,
        action,
        lambda: progress.undo_last(action, request.actor, now=request.now, today=request.today),
        _("The change is undone."),
    )


def make_once(request: KompassRequest, make: Callable[[], object]) -> None:
    """Make something of a form that carries a key, once however often it is pressed."""
    with once(request.actor.user_id, request.POST.get(KEY_FIELD, ""), sent_form(request), request.now) as call:
        if call.is_first:
            make()


def saved(
    request: KompassRequest, form: Form, change: Callable[[], object], done: str, url: str
) -> HttpResponse | None:
    """Carry out what a valid form asks: where it went well or two people changed the same, the answer to give.

    None where a rule refused; its sentence then stands in the form.
    """
    try:
        change()
    except FieldsClash as clash:
        return conflict_page(request, clash, url)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, done)
    return HttpResponseRedirect(url)


def attempt(
    request: KompassRequest, action: Action, change: Callable[[], object], done: str, anchor: str = ""
) -> HttpResponse:
    """Carry a change out and say what became of it, on the page it came from."""
    try:
        change()
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    url = back_url(request, action)
    return HttpResponseRedirect(f"{url}#{anchor}" if anchor and "#" not in url else url)
