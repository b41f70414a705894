"""The same decision on several improvement opportunities: choose, decide once, read what became of each."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import NotPermitted, RuleViolation
from accounts.idempotency import once, sent_form
from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup.bulk import NothingChosen, decide_many
from followup.check_ins import next_days, schedule_of
from followup.forms.choices import members, units
from followup.forms.decisions_bulk import SameDecisionForm
from followup.planning import plan_of
from followup.views import bulk
from followup.views.decision_page import DecisionPage, read_page
from followup.views.decisions import elsewhere

CHOSEN, SEEN = "fynd", "sett"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("decide")
def decisions_bulk(request: KompassRequest, municipality: str) -> HttpResponse:
    """All improvement opportunities with a box each, and one form for those that are ticked."""
    page = read_page(request, municipality)
    if page is None or page.is_closed:
        return elsewhere(request, municipality, page) if page is None else redirect("decisions", municipality)
    form = SameDecisionForm(
        request.POST if request.method == "POST" else None,
        auto_id="%s",
        members=members(request.actor, request.today),
        units=units(),
        check_ins=next_days(schedule_of(request.actor), request.today),
    )
    chosen = request.POST.getlist(CHOSEN)
    if request.method == "POST" and form.is_valid():
        key = _press(request, page, form, chosen)
        if key:
            return redirect("decisions_bulk_result", municipality, key)
    title = _("Decide on several at once")
    context = {
        "title": title,
        "slug": municipality,
        "page": page,
        "form": form,
        "chosen": chosen,
        "seen": request.POST.get(SEEN) or " ".join(_seen_of(page)),
        "ways": page.shown.ways(request.path, page.case),
        "query": page.query,
        "breadcrumbs": [
            {"label": _("Action plan"), "url": reverse("plan", args=[municipality])},
            {"label": _("Decisions"), "url": reverse("decisions", args=[municipality])},
            {"label": title},
        ],
    }
    return render(request, "followup/decisions/many.html", context, status=422 if form.errors else 200)


def _press(request: KompassRequest, page: DecisionPage, form: SameDecisionForm, chosen: list[str]) -> str:
    """The key of the press, the same for a form pressed twice; empty where a rule refused the whole of it."""
    by, now, today = request.actor, request.now, request.today
    try:
        with once(by.user_id, form.cleaned_data["once_key"], sent_form(request), now) as call:
            if call.is_first:
                plan = page.plan or plan_of(page.version.evaluation, by, now)
                made = decide_many(
                    plan,
                    _keys(chosen),
                    form.same,
                    by,
                    asked=form.asked,
                    seen=_seen(request.POST.get(SEEN, "")),
                    now=now,
                    today=today,
                )
                call.result = str(made.key)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        form.add_error(None, str(refusal))
        return ""
    return call.result


@require_safe
@needs("decide")
def decisions_bulk_result(request: KompassRequest, municipality: str, key: UUID) -> HttpResponse:
    """What became of each improvement opportunity."""
    return bulk.result_page(request, municipality, bulk.found(request, key, "decide"), _("Decide on several at once"))


@require_POST
@needs("decide")
def decisions_bulk_undo(request: KompassRequest, municipality: str, key: UUID) -> HttpResponse:
    """Let the decisions before hold again where nothing was built on these, and say what became of each."""
    return bulk.undo(request, municipality, bulk.found(request, key, "decide"))


def _keys(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise NothingChosen from None


def _seen_of(page: DecisionPage) -> list[str]:
    return [f"{item.key}:{item.decision.version}" for item in page.reported if item.decision]


def _seen(text: str) -> dict[str, int]:
    """The versions of the decisions that were shown, by the improvement opportunity's key."""
    pairs = (pair.partition(":") for pair in text.split())
    return {key: int(version) for key, _colon, version in pairs if version.isdecimal() and len(version) < 9}
