"""The first page of a municipality: where the work stands and what comes next, by who asks."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Role
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Evaluation, EvaluationState, PublishedVersion
from evaluations.publication.choosing import Chosen, choose
from evaluations.reporting.result import result_of
from followup.check_ins import round_of
from followup.expectation import expectation_of
from followup.models import ActionStatus
from followup.overview import Standing, adopted_plan, latest, own_rows, sees_work, standing_of
from followup.overview_words import in_words, next_check_in, sentence_of, to_adopt, to_answer, to_do
from followup.situation_words import burn_up_in_words, in_lists, to_decide
from followup.unit_work import headed_by

OVER = (EvaluationState.PUBLISHED, EvaluationState.CANCELLED)
OWN_ROWS = 5


@require_safe
@needs("read_result")
def municipality_start(request: KompassRequest, municipality: str) -> HttpResponse:
    """What stands out, what is to be done, the areas, and what has just happened."""
    chosen = choose(PublishedVersion.objects.visible_to(request.actor), municipality)
    under_way = []
    if request.actor.may("read_case_head"):
        rows = Evaluation.objects.visible_to(request.actor).exclude(state__in=OVER)
        under_way = list(rows.order_by("-year", "-number"))
    here = next(place for place in request.places.municipalities if place.slug == municipality)
    context = {
        "title": _("Overview"),
        "municipality": here,
        "slug": municipality,
        "version": chosen.version if chosen else None,
        "earlier": chosen.others if chosen else [],
        "under_way": under_way,
        **(_work(request, municipality, chosen) if chosen else {}),
    }
    return render(request, "followup/overview/detail.html", context)


def _work(request: KompassRequest, slug: str, chosen: Chosen) -> dict[str, Any]:  # Any: a template's context
    """The result, and what the person may see of the work with it."""
    by, today = request.actor, request.today
    result = result_of(chosen.version.content)
    context: dict[str, Any] = {
        "result": result,
        "may_decide": by.may("decide"),
        "owns": Role.ACTION_OWNER in by.hats,
        "today": today,
        "may_read_journal": by.may("read_journal_of_municipality"),
    }
    if not sees_work(by):
        return context | {"standing": None, "adopted": adopted_plan(by)}
    standing = standing_of(chosen.version, result, by, today=today)
    check_ins = round_of(by, today=today) if standing.plan and by.may("read_check_ins") else None
    context |= {
        "standing": standing,
        "sentence": f"{sentence_of(standing, result)} {next_check_in(check_ins)}".strip(),
        "to_do": [
            *to_answer(check_ins, slug),
            *to_do(standing, slug),
            *(to_adopt(standing, slug, chosen.version.case_number) if by.may("adopt_plan") else []),
        ],
        "round": check_ins,
        "headed": headed_by(by) if standing.plan else [],
    }
    return context | (_plan(request, slug, standing, chosen.version) if standing.plan else {})


def _plan(request: KompassRequest, slug: str, standing: Standing, version: PublishedVersion) -> dict[str, Any]:
    """What there is to say of a plan; its owners' own actions first, for ledning what it must know and decide."""
    by, today, plan = request.actor, request.today, standing.plan
    assert plan is not None
    own = own_rows(standing.rows, by)
    steers = by.may("decide") or Role.MANAGEMENT in by.hats
    expectation = expectation_of(plan, version.pk)
    return {
        "own": own[:OWN_ROWS],
        "has_more_own": len(own) > OWN_ROWS,
        "steers": steers,
        "answers_first": steers and not by.may("decide"),
        "situation": in_lists(standing.rows, today=today) if steers else None,
        "situation_url": reverse("situation", args=[slug]),
        "effect_shown": sum(row.action.status == ActionStatus.EFFECT_SHOWN for row in standing.rows),
        "to_decide": to_decide(standing, slug) if steers else [],
        "burn_up": burn_up_in_words(plan, standing.rows, today=today),
        "expectation": expectation,
        "expected_url": f"{reverse('expected_score', args=[slug])}?utvardering={version.case_number}",
        "latest": [in_words(each, slug) for each in latest(plan)],
    }
