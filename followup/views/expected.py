"""«Förväntad poäng»: what the open actions may be worth, on an assumption that anybody may try."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.editing import LOADED, FieldsClash, edit_from
from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.conflicts import conflict_page
from followup.expectation import ExpectedArea, assumption_of, expectation_of, left_out
from followup.forms.assumption import AssumptionForm
from followup.models import Plan, PlanState
from followup.planning import set_assumption
from followup.planning.assuming import ASSUMED, as_assumed
from followup.views.finding import chosen_plan, crumbs, plans_of, sees_copy_only


@dataclass(frozen=True, slots=True)
class GainBar:
    """An area in the picture, in hundredths of its highest points."""

    area: ExpectedArea
    today: str
    gain: str

    @classmethod
    def of(cls, area: ExpectedArea) -> "GainBar":
        """The lengths of its two parts."""
        whole = area.maximum or 1
        return cls(area, f"{100 * area.today / whole:.2f}", f"{100 * area.gain / whole:.2f}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_plan")
def expected_score(request: KompassRequest, municipality: str) -> HttpResponse:
    """The sentence, the assumption, the picture and each area; a coordinator saves the assumption for the plan."""
    if sees_copy_only(request.actor):
        raise Http404
    plan = chosen_plan(request, plans_of(request))
    title = _("Expected score")
    context: dict[str, Any] = {"title": title, "slug": municipality, "breadcrumbs": crumbs(request, None, title)}
    if plan is None:
        return render(request, "followup/expected/detail.html", context)
    stands = as_assumed(plan)
    asked = request.POST if request.method == "POST" else _tried(request, stands)
    form = AssumptionForm(asked or stands)
    if request.method == "POST":
        answer = _save(request, plan, form)
        if answer is not None:
            return answer
    form.is_valid()
    tried = form.assumption or assumption_of(plan)
    expectation = expectation_of(plan, plan.version_id, tried)  # type: ignore[attr-defined]  # annotated by plans_of()
    may_save = request.actor.may("set_assumption") and plan.state != PlanState.CLOSED
    context |= {
        "plan": plan,
        "form": form,
        "expectation": expectation,
        "bars": [GainBar.of(area) for area in expectation.areas],
        "left_out": left_out(plan),
        "is_tried": tried != assumption_of(plan),
        "to_save": _to_save(form, stands) if may_save and form.assumption not in (None, assumption_of(plan)) else [],
        "may_save": may_save,
        "plan_url": f"{reverse('plan', args=[municipality])}?utvardering={plan.evaluation.number}",
        "result_url": reverse("municipality_result", args=[municipality, plan.evaluation.year]),
    }
    return render(request, "followup/expected/detail.html", context, status=422 if form.errors else 200)


def _tried(request: KompassRequest, stands: dict[str, str]) -> dict[str, str]:
    """What the address asks to try, what it leaves out as it stands; empty where it asks for nothing."""
    sent = {name: request.GET[name] for name in ASSUMED if name in request.GET}
    return stands | sent if sent else {}


def _to_save(form: AssumptionForm, stands: dict[str, str]) -> list[tuple[str, str]]:
    """The hidden fields that save what was tried: the new values, and those that stood when the page was made."""
    return [
        *((name, form.cleaned_data[name]) for name in ASSUMED),
        *((LOADED + name, value) for name, value in stands.items()),
    ]


def _save(request: KompassRequest, plan: Plan, form: AssumptionForm) -> HttpResponse | None:
    """Save the assumption and go back to the page; None where it was refused, which the form then says."""
    here = f"{request.path}?utvardering={plan.evaluation.number}"
    try:
        set_assumption(plan, request.actor, edit_from(request.POST, ASSUMED), now=request.now)
    except FieldsClash as clash:
        named = tuple(replace(each, label=str(form.fields[each.name].label)) for each in clash.clashes)
        return conflict_page(request, FieldsClash(named), here)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        if form.is_valid():
            form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The assumption is saved and holds for everybody who looks at the plan."))
    return redirect(here)
