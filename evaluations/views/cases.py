"""Evaluations as cases: a person's assignments, and one case with its team, its next step and its coming result."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import journal
from accounts.errors import RuleViolation
from accounts.permissions import needs, signed_in
from accounts.requests import KompassRequest
from accounts.roles import PART_LABELS, Part
from evaluations import assignments
from evaluations.models import Assignment, Edition, EditionState, Evaluation, EvaluationState
from evaluations.publication import check_publishable, content_of
from evaluations.reporting.result import Result, result_of

OVER = (EvaluationState.PUBLISHED, EvaluationState.CANCELLED)
STEPS: list[EvaluationState] = [state for state in EvaluationState if state != EvaluationState.CANCELLED]
# A report that was read in went through none of the steps before.
STEPS_OF_IMPORT = [EvaluationState.SCORING, EvaluationState.READY, EvaluationState.PUBLISHED]
NEXT_STEP: dict[str, Promise] = {
    EvaluationState.ORDERED: gettext_lazy("Next: SKR names a lead evaluator and plans the evaluation."),
    EvaluationState.PLANNED: gettext_lazy("Next: evidence is collected, or a finished report is imported."),
    EvaluationState.COLLECTING: gettext_lazy("Next: the evaluators give points when the evidence is there."),
    EvaluationState.SCORING: gettext_lazy("Next: points and texts are completed and the evaluation is made ready."),
    EvaluationState.FACT_CHECK: gettext_lazy("Next: the municipality comments on the texts."),
    EvaluationState.READY: gettext_lazy(
        "Next: a second person at SKR, who has not led the evaluation or made it ready, looks at the result and"
        " publishes it."
    ),
    EvaluationState.PUBLISHED: gettext_lazy("The result is published. The municipality's follow-up begins."),
    EvaluationState.CANCELLED: gettext_lazy("The evaluation was cancelled."),
}


class Step(NamedTuple):
    """A step of the evaluation as the page shows it."""

    label: str
    place: str  # done, current or coming


@require_safe
@signed_in
def cases(request: KompassRequest) -> HttpResponse:
    """The person's own assignments that hold today, newest case first."""
    user_id = request.actor.user_id
    rows = assignments.open_for(user_id, request.today) if user_id is not None else []
    mine = [(row, PART_LABELS[row.as_part]) for row in rows]
    return render(request, "evaluations/cases/list.html", {"title": _("My assignments"), "assignments": mine})


@require_safe
@needs("read_case_head")
def case(request: KompassRequest, number: str) -> HttpResponse:
    """Head, steps and team for whoever may know of the case; the coming result for those who may read its content."""
    found = find_case(request, number)
    team = Assignment.objects.filter(evaluation=found).order_by("start", "id")
    preview, problem = _preview(request, found)
    obstacle = _obstacle(request, found)
    reads_published = found.latest_version is not None
    context = {
        "title": _("Evaluation %(number)s") % {"number": found.number},
        "case": found,
        "breadcrumbs": _trail(request, found),
        "steps": _steps(found),
        "next_step": _next_step(found),
        "team": [(row, PART_LABELS[row.as_part], row.end is not None and row.end < request.today) for row in team],
        "reads_content": request.actor.may("read_case_content"),
        "result": preview,
        "problem": problem,
        "obstacle": obstacle,
        "draft_edition": _draft_edition(request, found),
        "may_publish": _is_ready(found) and request.actor.may("publish") and obstacle is None,
        "may_send_back": _is_ready(found) and request.actor.may("send_back"),
        "result_url": reverse("result", args=[found.municipality.slug, found.year]) if reads_published else "",
        "reads_imports": request.actor.may("read_imports"),
        "may_import": request.actor.may("upload_report") and found.state not in (*OVER, EvaluationState.READY),
        "reads_journal": request.actor.may("read_journal_of_case"),
    }
    return render(request, "evaluations/cases/detail.html", context)


def find_case(request: KompassRequest, number: str) -> Evaluation:
    """The case of the address if the scope sees it; else 404."""
    rows = Evaluation.objects.visible_to(request.actor).select_related("municipality", "edition")
    found: Evaluation = get_object_or_404(rows, number=number)
    return found


def _draft_edition(request: KompassRequest, found: Evaluation) -> Edition | None:
    """The edition that must be published before the result, for those who read drafts."""
    is_draft = found.edition is not None and found.edition.state == EditionState.DRAFT
    return found.edition if is_draft and request.actor.may("read_editions") else None


def _is_ready(found: Evaluation) -> bool:
    return found.state == EvaluationState.READY


def _trail(request: KompassRequest, found: Evaluation) -> list[dict[str, str]]:
    parent = {"label": _("My assignments"), "url": reverse("cases")}
    if request.actor.employed_by_skr and not request.actor.scope.evaluation:
        parent = {"label": _("Evaluations"), "url": reverse("skr_evaluations")}
    return [parent, {"label": found.number, "url": ""}]


def _steps(found: Evaluation) -> list[Step]:
    if found.state == EvaluationState.CANCELLED:
        return []
    steps = STEPS_OF_IMPORT if found.is_imported else STEPS
    at = steps.index(EvaluationState(found.state))
    places = (
        "done" if n < at or found.state == EvaluationState.PUBLISHED else "current" if n == at else "coming"
        for n in range(len(steps))
    )
    labels = [str(state.label) for state in steps]
    if found.is_imported:
        labels[0] = _("the report is reviewed")
    return [Step(label, place) for label, place in zip(labels, places, strict=True)]


def _next_step(found: Evaluation) -> Promise | str:
    if found.is_imported and found.state == EvaluationState.SCORING:
        return _("Next: SKR corrects the proposal read from the report and accepts it again.")
    return NEXT_STEP[found.state]


def _preview(request: KompassRequest, found: Evaluation) -> tuple[Result | None, str]:
    """The result as it would be published now; SKR's administrator leaves a trace of having read it."""
    if not request.actor.may("read_case_content") or found.state in (
        EvaluationState.PUBLISHED,
        EvaluationState.CANCELLED,
    ):
        return None, ""
    try:
        preview = result_of(content_of(found))
    except RuleViolation as refusal:
        return None, str(refusal)
    if not request.actor.hats & set(Part):
        journal.record(
            request.actor, "evaluation.content_read", found, now=request.now, evaluation=found.pk, subject=found.number
        )
    return preview, ""


def _obstacle(request: KompassRequest, found: Evaluation) -> str | None:
    """Why this person, whose role publishes, may not publish this case."""
    if not _is_ready(found) or not request.actor.may("publish"):
        return None
    try:
        check_publishable(found, request.actor)
    except RuleViolation as refusal:
        return str(refusal)
    return None
