"""The plan as a table to keep: Excel and CSV of what the list's filter shows."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup.documents.export import export_plan
from followup.documents.paper import file_name
from followup.views.documents import attached
from followup.views.finding import chosen_plan, plans_of
from followup.views.plan_views.asked import Asked

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
@needs("export_plan")
def plan_table(request: KompassRequest, municipality: str, form: str) -> HttpResponse:
    """The actions that the same address without `excel/` or `csv/` lists, all pages of them."""
    plan = chosen_plan(request, plans_of(request))
    if plan is None:
        raise Http404
    asked = Asked(request, municipality, plan, "table")
    made = export_plan(
        plan,
        request.actor,
        version_id=asked.version_id,
        areas=asked.areas,
        wanted=asked.wanted,
        form=form,
        now=request.now,
        today=request.today,
    )
    return attached(made, MEDIA_TYPES[form], f"{file_name(municipality, plan.evaluation.year)}.{form}")
