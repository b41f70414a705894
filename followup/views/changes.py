"""What has changed in the plan since it was adopted, or between two adopted copies."""

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup.documents.changes_in_words import Teller, ToldDifference
from followup.forms.documents import OTHER, CompareForm
from followup.models import Plan, PlanCopy
from followup.planning.comparing import Comparison, compare
from followup.planning.copying import Content, content_of
from followup.views.finding import chosen_plan, copies_of, crumbs, plans_of, sees_copy_only


class Group(NamedTuple):
    """What changed of one kind of things, under a heading."""

    anchor: str
    title: str
    differences: list[ToldDifference]


class Sides(NamedTuple):
    """What is compared: a copy, and another one or the plan as it stands."""

    before: PlanCopy
    after: PlanCopy | None
    form: CompareForm


@require_safe
@needs("read_plan")
def plan_changes(request: KompassRequest, municipality: str, number: int | None = None) -> HttpResponse:
    """From the copy, or the newest one, to the plan as it stands or another copy; htmx gets the count alone."""
    plan = chosen_plan(request, plans_of(request))
    if plan is None:
        raise Http404
    sides = _sides(request, plan, number)
    before: Content = sides.before.content
    after: Content = sides.after.content if sides.after else content_of(plan)
    found = compare(before, after)
    if request.htmx:
        since = _("%(changes)s since the plan was adopted") % {"changes": count_in_words(found)}
        return HttpResponse(since, content_type="text/plain; charset=utf-8")
    teller = Teller(before, after)
    title = _("Changes in the action plan")
    context: dict[str, Any] = {
        "title": title,
        "slug": municipality,
        "plan": plan,
        "before": sides.before,
        "after": sides.after,
        "form": sides.form,
        "words": count_in_words(found),
        "groups": [
            Group(anchor, words, [teller.told(each) for each in differences])
            for anchor, words, differences in (
                ("atgarder", _("Actions"), found.actions),
                ("stallningstaganden", _("Improvement opportunities"), found.improvements),
            )
            if differences
        ],
        "breadcrumbs": crumbs(request, None, title),
    }
    return render(request, "followup/plans/changes.html", context)


def count_in_words(found: Comparison) -> str:
    """«12 ändringar»."""
    count = found.count
    return ngettext("%(count)d change", "%(count)d changes", count) % {"count": count} if count else _("No changes")


def _sides(request: KompassRequest, plan: Plan, number: int | None) -> Sides:
    """The two that the address names. Raises Http404 for an unknown copy, and for work that the reader does not see."""
    other = request.GET.get(OTHER, "")
    asked = int(other) if number and other.isdecimal() and len(other) < 5 else 0
    wanted = [each for each in (number, asked) if each]
    copies = {copy.number: copy for copy in copies_of(request, plan, *wanted)}
    number = number or next(iter(copies), 0)
    if number not in copies:
        raise Http404
    sees_work = not sees_copy_only(request.actor)
    after = copies.get(asked) if asked != number else None
    if after is None and not sees_work:
        raise Http404
    others = [copy for copy in copies.values() if copy.number != number]
    return Sides(copies[number], after, CompareForm(request.GET, others, sees_work=sees_work))
