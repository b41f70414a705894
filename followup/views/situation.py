"""«Läget»: every late action with its reason, every decision needed, every moved date, for a unit or an area."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import PublishedScore
from followup.forms.situation import SituationFilter
from followup.situation import ActionRow, rows_of
from followup.situation_words import in_lists
from followup.views.finding import chosen_plan, crumbs, plans_of, sees_copy_only


@require_safe
@needs("read_plan")
def situation(request: KompassRequest, municipality: str) -> HttpResponse:
    """The lists of the overview in full, of the newest plan or of the one that ?utvardering= names."""
    if sees_copy_only(request.actor):
        raise Http404
    plan = chosen_plan(request, plans_of(request))
    title = _("Late, moved and waiting")
    context: dict[str, object] = {"title": title, "slug": municipality, "plan": plan}
    context["breadcrumbs"] = crumbs(request, None, title)
    if plan is not None:
        version_id: int | None = plan.version_id  # type: ignore[attr-defined]  # annotated by plans_of()
        scores = PublishedScore.objects.filter(published_version_id=version_id, code="").order_by("area_number")
        areas = dict(scores.values_list("area_number", "title"))
        rows = rows_of(plan, version_id, request.actor, today=request.today)
        form = SituationFilter(request.GET, areas=areas, units=_units(rows))
        context |= {"form": form, "situation": in_lists(form.fitting(rows), today=request.today, most=None)}
    return render(request, "followup/overview/situation.html", context)


def _units(rows: list[ActionRow]) -> dict[int, str]:
    """The units that the plan's actions have."""
    return {row.action.unit_id: row.unit for row in rows if row.action.unit_id is not None}
