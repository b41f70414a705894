"""Many actions changed by one press: what to change, what became of each, and the way back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import NotPermitted, RuleViolation
from accounts.idempotency import once, sent_form
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Finding
from followup import bulk
from followup.bulk import NothingChosen, Outcome
from followup.forms.bulk import BulkForm
from followup.forms.choices import members, opportunities, units
from followup.models import Action, BulkChange, PlanState
from followup.refusals import PlanClosed
from followup.views.finding import newest_version_id
from followup.views.way_back import WAY_BACK, way_back

CHOSEN, SEEN = "atgard", "sett"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("bulk_edit")
def plan_bulk(request: KompassRequest, municipality: str) -> HttpResponse:
    """The chosen actions (?atgard=12, repeated) and what to change of them; ?tillbaka= is where one came from."""
    sent = request.POST if request.method == "POST" else request.GET
    numbers, back = numbers_of(sent), back_of(request, municipality)
    if not numbers:
        messages.error(request, str(NothingChosen.message))
        return HttpResponseRedirect(back)
    rows = list(
        Action.objects.visible_to(request.actor)
        .filter(number__in=numbers[: bulk.MOST + 1])
        .select_related("plan__evaluation", "owner")
        .order_by("number")
    )
    if not rows:
        raise Http404
    if all(row.plan.state == PlanState.CLOSED for row in rows):
        messages.error(request, str(PlanClosed.message))
        return HttpResponseRedirect(back)
    form = BulkForm(
        request.POST if request.method == "POST" else None,
        members=members(request.actor, request.today),
        units=units(),
        offered=opportunities(newest_version_id(rows[0].plan.evaluation_id)),
        today=request.today,
    )
    if request.method == "POST" and form.is_valid():
        key = _press(request, form, numbers, rows[0])
        if key:
            url = reverse("plan_bulk_result", args=[municipality, key])
            return HttpResponseRedirect(f"{url}?{urlencode({WAY_BACK: back})}")
    title = _("Change several actions")
    context = {
        "title": title,
        "slug": municipality,
        "form": form,
        "rows": rows,
        "numbers": numbers,
        "missing": len(numbers) - len(rows),
        "seen": sent.get(SEEN) or " ".join(f"{row.number}:{row.version}" for row in rows),
        "back_url": back,
        "breadcrumbs": _crumbs(municipality, title),
    }
    return render(request, "followup/bulk/edit.html", context, status=422 if form.errors else 200)


def _press(request: KompassRequest, form: BulkForm, numbers: list[int], first: Action) -> str:
    """The key of the press, the same for a form pressed twice; empty where a rule refused the whole of it."""
    rows = Finding.objects.filter(evaluation_id=first.plan.evaluation_id, pk=form.finding_id)
    wanted = form.wanted(rows.first() if form.finding_id else None)
    try:
        with once(request.actor.user_id, form.cleaned_data["once_key"], sent_form(request), request.now) as call:
            if call.is_first:
                made = bulk.change_many(
                    numbers,
                    wanted,
                    request.actor,
                    asked=form.asked,
                    seen=_seen(request.POST),
                    now=request.now,
                    today=request.today,
                )
                call.result = str(made.key)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        form.add_error(None, str(refusal))
        return ""
    return call.result


@require_safe
@needs("bulk_edit")
def plan_bulk_result(request: KompassRequest, municipality: str, key: UUID) -> HttpResponse:
    """What became of each action."""
    return result_page(request, municipality, found(request, key, "bulk_edit"), _("Change several actions"))


@require_POST
@needs("bulk_edit")
def plan_bulk_undo(request: KompassRequest, municipality: str, key: UUID) -> HttpResponse:
    """Take back what can be taken back, and say what became of each."""
    return undo(request, municipality, found(request, key, "bulk_edit"))


def result_page(request: KompassRequest, municipality: str, press: BulkChange, title: str) -> HttpResponse:
    """What became of each row of a press, what was asked, and how long it can be undone."""
    results = bulk.results_of(press)
    route = "plan_bulk" if press.verb == "bulk_edit" else "decisions_bulk"
    context = {
        "title": title,
        "slug": municipality,
        "press": press,
        "route": route,
        "undo_url": reverse(f"{route}_undo", args=[municipality, press.key]),
        "results": sorted(results, key=lambda row: row.outcome != Outcome.REFUSED),
        "counts": [(str(each), sum(row.outcome == each for row in results)) for each in Outcome],
        "undone": sum(row.is_undone for row in results),
        "undoable": bulk.undoable(press, request.actor, request.now),
        "back_url": back_of(request, municipality, route),
        "breadcrumbs": _crumbs(municipality, title),
    }
    return render(request, "followup/bulk/result.html", context)


def undo(request: KompassRequest, municipality: str, press: BulkChange) -> HttpResponse:
    """Undo a press and go back to what became of its rows."""
    try:
        bulk.undo_bulk(press, request.actor, now=request.now, today=request.today)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    route = "plan_bulk" if press.verb == "bulk_edit" else "decisions_bulk"
    back = back_of(request, municipality, route)
    url = reverse(f"{route}_result", args=[municipality, press.key])
    return HttpResponseRedirect(f"{url}?{urlencode({WAY_BACK: back})}")


def found(request: KompassRequest, key: UUID, verb: str) -> BulkChange:
    found: BulkChange = get_object_or_404(BulkChange.objects.visible_to(request.actor), key=key, verb=verb)
    return found


def _crumbs(slug: str, here: str) -> list[dict[str, Any]]:
    return [{"label": _("Action plan"), "url": reverse("plan", args=[slug])}, {"label": here}]


def numbers_of(sent: QueryDict) -> list[int]:
    """The numbers that were chosen, each once, without what cannot be a number of an action."""
    texts = [text for text in sent.getlist(CHOSEN) if text.isdecimal() and len(text) < 9]
    return list(dict.fromkeys(map(int, texts)))


def back_of(request: KompassRequest, slug: str, route: str = "plan_bulk") -> str:
    """Where one came from, a page of the municipality; else the plan or the decisions."""
    return way_back(request, slug) or reverse("plan" if route == "plan_bulk" else "decisions", args=[slug])


def _seen(sent: QueryDict) -> dict[int, int]:
    """The versions that were shown, by number."""
    pairs = (pair.partition(":") for pair in sent.get(SEEN, "").split())
    return {int(n): int(v) for n, _colon, v in pairs if n.isdecimal() and v.isdecimal() and len(n) + len(v) < 18}
