"""Making an action, editing it, and saying which improvement opportunities it answers."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.editing import edit_from
from accounts.errors import NotPermitted, RuleViolation
from accounts.idempotency import KEY_FIELD, once, sent_form
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import require
from evaluations.models import Finding
from followup import planning, progress
from followup.forms.actions import EditActionForm, LinkedForm, NewActionForm
from followup.forms.choices import opportunities, tags_in_use
from followup.models import Action, ActionFinding, FindingEstimate, Plan, PlanState
from followup.progress.describing import DESCRIBED, FIELDS, as_fields
from followup.refusals import PlanClosed
from followup.views.action_verbs import saved
from followup.views.finding import action_of, chosen_plan, crumbs, newest_version_id, plans_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs("create_action")
def new(request: KompassRequest, municipality: str) -> HttpResponse:
    """A new action of the plan, of one's own or from improvement opportunities (?fynd= is the key of one)."""
    plan = chosen_plan(request, plans_of(request))
    if plan is None or plan.state == PlanState.CLOSED:
        messages.error(request, _("There is no open action plan yet.") if plan is None else str(PlanClosed.message))
        return redirect("plan", municipality=municipality)
    offered = opportunities(plan.version_id)  # type: ignore[attr-defined]  # annotated by plans_of()
    chosen = _asked_for(request, plan)
    form = NewActionForm(
        request.POST if request.method == "POST" else None,
        by=request.actor,
        today=request.today,
        offered=offered,
        chosen=chosen,
        tags=tags_in_use(plan.pk, request.actor),
        estimated=_estimated(plan, chosen),
    )
    if request.method == "POST" and form.is_valid():
        number = _make(request, plan, form)
        if number:
            messages.success(request, _("The action is made."))
            return redirect("action", municipality=municipality, number=number)
    context = {"title": _("New action"), "form": form, "slug": municipality, "plan": plan}
    context["breadcrumbs"] = crumbs(request, None, _("New action"))
    context["opens_findings"] = bool(chosen) or bool(form.is_bound and form["findings"].value())
    return render(request, "followup/actions/new.html", context, status=422 if form.errors else 200)


def _asked_for(request: KompassRequest, plan: Plan) -> list[int]:
    key = request.GET.get("fynd", "")
    rows = Finding.objects.filter(evaluation_id=plan.evaluation_id).values_list("key", "pk")
    return [pk for each, pk in rows if str(each) == key] if key else []


def _estimated(plan: Plan, chosen: list[int]) -> dict[str, str]:
    """What the improvement opportunity one comes from is thought to take and give."""
    rows = FindingEstimate.objects.filter(plan_id=plan.pk, finding_id__in=chosen)
    return rows.values("effort", "expected_effect").first() or {} if chosen else {}


def _make(request: KompassRequest, plan: Plan, form: NewActionForm) -> str:
    """The number of the new action, the same for a form pressed twice; empty where a rule refused."""
    given = dict(form.cleaned_data)
    key = given.pop(KEY_FIELD, "")
    wanted = given.pop("findings")
    findings = list(Finding.objects.filter(evaluation_id=plan.evaluation_id, pk__in=wanted)) if wanted else []
    try:
        with once(request.actor.user_id, key, sent_form(request), request.now) as call:
            if call.is_first:
                times: Any = {"now": request.now, "today": request.today}
                made = planning.create_action(plan, request.actor, findings=findings, **given, **times)
                call.result = str(made.number)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        form.add_error(None, str(refusal))
        return ""
    return call.result


@require_http_methods(["GET", "HEAD", "POST"])
@needs("describe_action")
def edit(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """The words and particulars; where two people changed the same, both texts."""
    action = action_of(request, number)
    require(request.actor, "describe_action", action)
    leads = request.actor.may("edit_action", action)
    stands = as_fields(action)
    form = EditActionForm(
        request.POST if request.method == "POST" else None,
        stands=stands,
        helpers=action.helper_ids,
        by=request.actor,
        today=request.today,
        only=frozenset() if leads else DESCRIBED,
        plan_id=action.plan_id,
    )
    url = reverse("action", args=[municipality, number])
    if request.method == "POST" and form.is_valid():
        edited = partial(_edit, request, action, form, leads)
        if answer := saved(request, form, edited, _("The action is saved."), url):
            return answer
    loaded = {name: request.POST.get(f"was-{name}", stands[name]) for name in FIELDS if name in form.fields}
    title = _("Edit the action")
    if leads:
        loaded["helper_ids"] = request.POST.get("was-helper_ids", " ".join(map(str, action.helper_ids)))
    context = {"title": title, "action": action, "form": form, "loaded": loaded, "back_url": url}
    context["breadcrumbs"] = crumbs(request, action, title)
    return render(request, "followup/actions/edit.html", context, status=422 if form.errors else 200)


def _edit(request: KompassRequest, action: Action, form: EditActionForm, leads: bool) -> None:
    edit = edit_from(request.POST.dict(), tuple(name for name in FIELDS if name in form.fields))
    # After a conflict the page sends its choices and what else it carried: helpers only where the form showed them.
    helpers = form.cleaned_data["helper_ids"] if leads and "shows-helpers" in request.POST else None
    shown = [int(each) for each in request.POST.get("was-helper_ids", "").split() if each.isdecimal()]
    progress.edit_action(
        action,
        request.actor,
        edit,
        helper_ids=helpers,
        helpers_were=shown if "was-helper_ids" in request.POST else None,
        now=request.now,
        today=request.today,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("link_finding")
def linked(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """Which improvement opportunities the action answers."""
    action = action_of(request, number)
    links = list(ActionFinding.objects.filter(action=action).values_list("finding_id", flat=True))
    offered = opportunities(newest_version_id(action.plan.evaluation_id))
    form = LinkedForm(request.POST if request.method == "POST" else None, offered=offered, linked=links)
    url = reverse("action", args=[municipality, number])
    if request.method == "POST" and form.is_valid():
        change = partial(_link, request, action, set(links), set(form.cleaned_data["findings"]))
        if answer := saved(request, form, change, _("The improvement opportunities are saved."), url):
            return answer
    title = _("Improvement opportunities that the action answers")
    context = {"title": title, "action": action, "form": form, "back_url": url}
    context["breadcrumbs"] = crumbs(request, action, title)
    return render(request, "followup/actions/linked.html", context, status=422 if form.errors else 200)


def _link(request: KompassRequest, action: Action, before: set[int], after: set[int]) -> None:
    rows = Finding.objects.filter(evaluation_id=action.plan.evaluation_id, pk__in=before ^ after).order_by("pk")
    for finding in sorted(rows, key=lambda each: each.pk not in after):  # what it answers anew comes first
        change = planning.link_finding if finding.pk in after else planning.unlink_finding
        change(action, finding, request.actor, now=request.now, today=request.today)
