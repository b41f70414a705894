"""«Ställningstaganden»: one improvement opportunity after another, each with its decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.editing import Clash, FieldsClash, edit_from
from accounts.errors import RuleViolation
from accounts.idempotency import once, sent_form
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import require
from accounts.views.conflicts import conflict_page
from evaluations.models import Finding
from followup.check_ins import next_days, schedule_of
from followup.documents.words import decision_in_words
from followup.forms.choices import members, units
from followup.forms.decisions import DecisionForm
from followup.forms.estimates import EstimateForm
from followup.models import Decision, DecisionKind
from followup.planning import DecisionHasChanged, decide, decide_to_act, plan_of, prioritise, title_from
from followup.planning.prioritising import FIELDS
from followup.views.decision_page import DecisionPage, history_of, read_page, told_of
from followup.views.decision_words import saved_words
from followup.views.finding import sees_copy_only
from followup.views.opportunities import Opportunity

CHOICE = "#val"  # where the page goes on after a decision


@require_safe
@needs("read_plan")
def decisions(request: KompassRequest, municipality: str) -> HttpResponse:
    """The list with the first improvement opportunity that is left; that nothing is left; or what happens before."""
    page = read_page(request, municipality)
    if page is None or sees_copy_only(request.actor):
        return elsewhere(request, municipality, page)
    page.chosen = next((item for item in page.reported if item.is_left), None)
    return _shown(request, municipality, page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_plan")
def decision(request: KompassRequest, municipality: str, finding: Any) -> HttpResponse:  # Any: a UUID of the address
    """One improvement opportunity with its form; saving goes to the next one that is left."""
    page = read_page(request, municipality)
    if page is None:
        raise Http404
    page.choose(str(finding))
    if request.method == "POST":
        return _save(request, municipality, page)
    if sees_copy_only(request.actor):
        return elsewhere(request, municipality, page)
    return _shown(request, municipality, page)


def _save(request: KompassRequest, municipality: str, page: DecisionPage) -> HttpResponse:
    require(request.actor, "decide")
    form = _form(request, page)
    if request.POST.get("decision-choice") == "theirs":
        messages.info(request, _("The other decision stands."))
        return redirect(_after(municipality, page))
    if form.is_valid():
        try:
            _decide(request, page, form)
        except DecisionHasChanged as changed:
            return _both(request, page, form, changed.current)
        except FieldsClash as clash:
            return conflict_page(request, clash, _chosen(page).url)
        except RuleViolation as refusal:
            if not page.takes_decision:
                messages.error(request, str(refusal))
                return redirect(_chosen(page).url)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, saved_words(form))
            return redirect(_after(municipality, page))
    return _shown(request, municipality, page, form)


def _decide(request: KompassRequest, page: DecisionPage, form: DecisionForm) -> None:
    by, now, today = request.actor, request.now, request.today
    with once(by.user_id, form.cleaned_data["once_key"], sent_form(request), now) as call:
        if not call.is_first:
            return
        plan = page.plan or plan_of(page.version.evaluation, by, now)
        finding = Finding.objects.get(pk=_chosen(page).finding_id)
        version = form.cleaned_data["version"]
        weighed = edit_from(request.POST, FIELDS)
        if weighed.new:  # first, since an action made from it begins with what it is thought to take and give
            prioritise(plan, finding, by, weighed, now=now)
        if form.makes_action:
            action = decide_to_act(plan, finding, by, version=version, now=now, today=today, **form.action)
            call.result = str(action.number)
        else:
            made = decide(plan, finding, by, version=version, now=now, today=today, **form.choice)
            call.result = str(made.pk)


def _both(request: KompassRequest, page: DecisionPage, form: DecisionForm, current: Decision) -> HttpResponse:
    """Both decisions to choose between; the choice is sent with the version that is now seen."""
    item = _chosen(page)
    theirs = history_of(item.finding_id, current.plan, request.actor)
    name = theirs[0].by_name if theirs else ""
    sent = request.POST.copy()
    sent["version"] = str(current.version)
    request.POST = sent  # type: ignore[assignment]  # what the page carries along
    before = decision_in_words(item.decision) if item.decision and item.decision.pk != current.pk else ""
    clash = Clash("decision", before, decision_in_words(current), _yours(form), _("Decision"), name, current.at)
    return conflict_page(request, FieldsClash((clash,)), item.url)


def _yours(form: DecisionForm) -> str:
    words = decision_in_words(Decision(**form.choice))
    return f"{words} ({form.cleaned_data['title']})" if form.makes_action else words


def _after(municipality: str, page: DecisionPage) -> str:
    """The next one that is left, else the list, which says that all are decided."""
    following = page.next_left()
    if following is not None:
        return following.url + CHOICE
    return reverse("decisions", args=[municipality]) + page.query


def _chosen(page: DecisionPage) -> Opportunity:
    if page.chosen is None:
        raise Http404
    return page.chosen


def _form(request: KompassRequest, page: DecisionPage) -> DecisionForm:
    item = _chosen(page)
    row = None if item.has_passed else item.decision
    initial: dict[str, Any] = {"version": item.decision.version if item.decision else 0}
    if not item.actions:
        initial["title"] = title_from(item.text)
    if row is not None:
        wait = row.kind == DecisionKind.WAIT
        initial |= {"kind": row.kind, "done_what": row.done_what, "done_on": row.done_on}
        initial |= {"wait_until": row.wait_until, "wait_choice": "other" if wait else ""}
        initial |= {"wait_reason" if wait else "reason": row.reason}
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        auto_id="%s",
        members=members(request.actor, request.today),
        units=units(),
        check_ins=next_days(schedule_of(request.actor), request.today),
    )


def _estimate(request: KompassRequest, item: Opportunity) -> EstimateForm:
    initial = {"effort": item.effort, "expected_effect": item.expected_effect}
    initial |= {name: request.POST[name] for name in initial if name in request.POST}
    return EstimateForm(initial=initial, auto_id="bedomning-%s", sent_with="stallningstagande")


def _shown(
    request: KompassRequest, municipality: str, page: DecisionPage, form: DecisionForm | None = None
) -> HttpResponse:
    item = page.chosen
    may_decide = request.actor.may("decide") and page.takes_decision
    if form is None and item is not None and may_decide:
        form = _form(request, page)
    context = {
        "title": _("Decisions"),
        "slug": municipality,
        "breadcrumbs": [
            {"label": _("Action plan"), "url": reverse("plan", args=[municipality])},
            {"label": _("Decisions")},
        ],
        "page": page,
        "item": item,
        "form": form if may_decide else None,
        "history": told_of(item.past) if item else [],
        "above": page.beside(-1),
        "below": page.beside(1),
        "may_decide": request.actor.may("decide"),
        "estimate": _estimate(request, item) if item and may_decide else None,
        "ways": page.shown.ways(request.path, page.case),
        "query": page.query,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "followup/decisions/list.html", context, status=status)


def elsewhere(request: KompassRequest, municipality: str, page: DecisionPage | None) -> HttpResponse:
    """For somebody who only reads: the adopted plan; else the page that says what comes first."""
    if page is not None and page.plan is not None and page.plan.adopted_on:
        return redirect("plan_copy", municipality=municipality)
    context = {"title": _("Decisions"), "slug": municipality, "has_result": page is not None}
    return render(request, "followup/decisions/none.html", context)
