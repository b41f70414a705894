"""How views find plans and actions, and whom they show the adopted copy only."""

from django.db.models import Case, F, JSONField, OuterRef, Q, Subquery, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.requests import KompassRequest
from accounts.roles import Actor
from evaluations.models import PublishedVersion
from followup import progress
from followup.models import Action, Plan, PlanCopy
from followup.overview import sees_work


def plans_of(request: KompassRequest) -> list[Plan]:
    """The municipality's plans, the newest first, each with its evaluation and the newest version of its result."""
    versions = PublishedVersion.objects.filter(evaluation_id=OuterRef("evaluation_id")).order_by("-number")
    rows = Plan.objects.visible_to(request.actor).select_related("evaluation", "municipality").newest_first()
    return list(rows.annotate(version_id=Subquery(versions.values("id")[:1])))


def chosen_plan(request: KompassRequest, plans: list[Plan]) -> Plan | None:
    """The newest plan, or that of the evaluation which `utvardering` names. Raises Http404 for an unknown one."""
    case = request.GET.get("utvardering", "") or request.POST.get("utvardering", "")
    if not case:
        return plans[0] if plans else None
    chosen = next((plan for plan in plans if plan.evaluation.number == case), None)
    if chosen is None:
        raise Http404
    return chosen


def copies_of(request: KompassRequest, plan: Plan, *numbers: int) -> list[PlanCopy]:
    """The plan's adopted copies, the newest first, one query. The content is at hand of those with these numbers,
    of the newest where none is asked for."""
    rows = PlanCopy.objects.visible_to(request.actor).filter(plan=plan).order_by("-number")
    wanted = Q(number__in=numbers) if numbers else Q(number=Subquery(rows.values("number")[:1]))
    kept = Case(When(wanted, then=F("content")), default=None, output_field=JSONField())
    found = list(rows.defer("content").annotate(kept=kept))
    for copy in found:
        if copy.kept is not None:
            copy.content = copy.kept
    return found


def sees_copy_only(by: Actor) -> bool:
    """Whether somebody who only reads here is shown the adopted plan alone; one query for such people."""
    return not sees_work(by)


def action_of(request: KompassRequest, number: int) -> Action:
    """The action with this number among those the actor sees. Raises Http404."""
    if sees_copy_only(request.actor):
        raise Http404
    rows = Action.objects.visible_to(request.actor).with_helpers()
    found: Action = get_object_or_404(rows.select_related("plan__evaluation", "unit", "owner"), number=number)
    return found


def possible_for(request: KompassRequest, action: Action) -> tuple[str, ...]:
    """The verbs that the person may press now; asks for the municipality's setting where it matters."""
    asks = Role.COORDINATOR not in request.actor.hats and request.actor.may("move_deadline", action)
    owners_may = not asks or progress.owners_move_deadlines()
    return progress.possible(action, request.actor, request.today, owner_moves_deadline=owners_may)


def crumbs(request: KompassRequest, action: Action | None, here: str = "") -> list[dict[str, str]]:
    """Where one is below the plan."""
    slug = request.resolver_match.kwargs["municipality"] if request.resolver_match else ""
    trail = [{"label": _("Action plan"), "url": reverse("plan", args=[slug])}]
    if action is not None:
        url = reverse("action", args=[slug, action.number]) if here else ""
        trail.append({"label": action.label, "url": url})
    return [*trail, {"label": here, "url": ""}] if here else trail


def newest_version_id(evaluation_id: int) -> int | None:
    """The newest published version of an evaluation's result."""
    rows = PublishedVersion.objects.filter(evaluation_id=evaluation_id).order_by("-number")
    found: int | None = rows.values_list("id", flat=True).first()
    return found
