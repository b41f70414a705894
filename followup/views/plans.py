"""A plan's adoption, its frozen copies and its end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import RuleViolation
from accounts.idempotency import once, sent_form
from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup.forms.decisions import AdoptForm
from followup.models import Action, Decision, Plan, PlanState
from followup.planning import PlanNotAdopted, adopt_plan, close_plan
from followup.planning.comparing import compare
from followup.planning.copying import content_of
from followup.refusals import PlanClosed
from followup.views.changes import count_in_words
from followup.views.copy_page import shown
from followup.views.finding import chosen_plan, copies_of, plans_of, sees_copy_only


@require_http_methods(["GET", "HEAD", "POST"])
@needs("adopt_plan")
def plan_adopt(request: KompassRequest, municipality: str) -> HttpResponse:
    """Say what adoption keeps, ask by whom and when, and keep the copy."""
    plan = _plan(request)
    if plan.state == PlanState.CLOSED:
        return _back_with(request, plan, PlanClosed())
    initial = {"adopted_on": request.today, "body": plan.adopted_body}
    form = AdoptForm(request.POST if request.method == "POST" else None, initial=initial, auto_id="%s")
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        key = given.pop("once_key")
        try:
            with once(request.actor.user_id, key, sent_form(request), request.now) as call:
                if call.is_first:
                    copy = adopt_plan(plan, request.actor, now=request.now, today=request.today, **given)
                    call.result = str(copy.number)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The action plan is kept as it was adopted. Work goes on in it as before."))
            return redirect(_address("plan_copy", municipality, plan))
    context = {
        "title": _("Adopt again") if plan.adopted_on else _("Adopt the action plan"),
        "plan": plan,
        "form": form,
        "counts": _counts(request, plan),
        "back_url": _address("plan", municipality, plan),
    }
    return render(request, "followup/plans/adopt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("close_plan")
def plan_close(request: KompassRequest, municipality: str) -> HttpResponse:
    """Say what closing ends, and close."""
    plan = _plan(request)
    if request.method == "POST":
        try:
            close_plan(plan, request.actor, now=request.now, today=request.today)
        except RuleViolation as refusal:
            return _back_with(request, plan, refusal)
        messages.success(request, _("The action plan is closed. It can be read and commented on."))
        return redirect(_address("plan", municipality, plan))
    if plan.state == PlanState.DRAFT:
        return _back_with(request, plan, PlanNotAdopted())
    context = {
        "title": _("Close the action plan"),
        "plan": plan,
        "counts": _counts(request, plan),
        "back_url": _address("plan", municipality, plan),
    }
    return render(request, "followup/plans/close.html", context)


@require_safe
@needs("read_plan")
def plan_copy(request: KompassRequest, municipality: str, number: int | None = None) -> HttpResponse:
    """The adopted plan as it was kept, the newest copy or an older one."""
    plan = _plan(request)
    copies = copies_of(request, plan, *([] if number is None else [number]))
    meant = next((copy for copy in copies if number in (None, copy.number)), None)
    if meant is None and number is not None:
        raise Http404
    context: dict[str, Any] = {"title": _("Adopted action plan"), "slug": municipality, "plan": plan, "copy": meant}
    if meant is not None:
        since = None if sees_copy_only(request.actor) else compare(meant.content, content_of(plan))
        context |= {
            "copies": copies,
            "is_newest": meant == copies[0],
            "shown": shown(meant, since),
            "changes_in_words": count_in_words(since) if since else "",
            "changes_query": f"?utvardering={plan.evaluation.number}",
        }
    return render(request, "followup/plans/copy.html", context)


def _plan(request: KompassRequest) -> Plan:
    """The plan that ?utvardering= names, else the newest. Raises Http404 where there is none."""
    plan = chosen_plan(request, plans_of(request))
    if plan is None:
        raise Http404
    return plan


def _address(name: str, municipality: str, plan: Plan) -> str:
    return f"{reverse(name, args=[municipality])}?utvardering={plan.evaluation.number}"


def _back_with(request: KompassRequest, plan: Plan, refusal: RuleViolation) -> HttpResponse:
    messages.error(request, str(refusal))
    municipality = request.resolver_match.kwargs["municipality"] if request.resolver_match else ""
    return redirect(_address("plan", municipality, plan))


def _counts(request: KompassRequest, plan: Plan) -> dict[str, int]:
    """How much is decided and open, to be looked at before one goes on."""
    actions = Action.objects.visible_to(request.actor).filter(plan=plan)
    settled = Decision.objects.visible_to(request.actor).filter(plan=plan).settled(request.today)
    return {"actions": actions.count(), "open": actions.open().count(), "decided": settled.count()}
