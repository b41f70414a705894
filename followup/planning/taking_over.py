"""SKR has published what a municipality offered: its plan, decisions and links go on under SKR's evaluation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import journal
from accounts.roles import Actor
from evaluations.importing.offering import replace_own
from evaluations.models import Evaluation, Finding, PublishedFinding, PublishedVersion
from followup.models import Action, ActionFinding, CheckIn, Decision, FindingEstimate, Plan, Recurrence


@dataclass(frozen=True, slots=True)
class _Answer:
    """What answers to the own findings: SKR's findings by key, and the newest version with its words."""

    findings: Mapping[UUID, int]
    version: PublishedVersion
    words: Mapping[int, str]


def take_over(own: Evaluation, published: Evaluation, by: Actor, *, now: datetime) -> None:
    """Move the own evaluation's plan to SKR's, with decisions and links to the findings of the same keys.

    What SKR's version lacks stays in the plan with its decision and actions; what it adds is undecided. A decision
    whose words SKR changed keeps those it was made on, and asks to be confirmed. Adopted copies stay what they were.
    Where somebody has begun a plan for SKR's evaluation meanwhile, decisions made there hold. Taken over before: no
    change.
    """
    with transaction.atomic():
        mine = Evaluation.objects.visible_to(by).select_for_update()
        locked: Evaluation | None = mine.filter(pk=own.pk, is_own=True, replaced_by=None).first()
        if locked is None:
            return
        plan = Plan.objects.visible_to(by).select_for_update(of=("self",)).filter(evaluation=locked).first()
        answer = _answer_of(published, by)
        if plan is not None:
            _move(plan, published, answer, by, now)
        _move_recurrences(locked, answer)
        replace_own(by, locked, published, now=now)


def _move(plan: Plan, published: Evaluation, answer: _Answer, by: Actor, now: datetime) -> None:
    target: Plan = Plan.objects.visible_to(by).filter(evaluation=published).first() or plan
    if target == plan:
        plan.evaluation = published
        plan.version += 1
        plan.save(update_fields=["evaluation", "version"])
    moved = _move_decisions(plan, target, answer)
    links = _move_links(plan, answer)
    _move_estimates(plan, target, answer)
    Action.objects.filter(plan=plan).update(plan=target)
    _move_check_ins(plan, target)
    journal.record(
        by, "plan.taken_over", target, now=now, subject=published.number, decisions_moved=moved, links_moved=links
    )


def _answer_of(published: Evaluation, by: Actor) -> _Answer:
    version = PublishedVersion.objects.visible_to(by).filter(evaluation=published).newest().defer("content").get()
    findings = dict(Finding.objects.filter(evaluation=published).values_list("key", "pk"))
    words = dict(PublishedFinding.objects.filter(published_version=version).values_list("finding_id", "text"))
    return _Answer(findings, version, words)


def _move_decisions(plan: Plan, target: Plan, answer: _Answer) -> int:
    """Point each decision at the finding of the same key; returns how many found one."""
    taken = set(Decision.objects.current().filter(plan=target).values_list("finding_id", flat=True))
    taken = set() if target == plan else taken
    rows = list(Decision.objects.filter(plan=plan).select_related("finding").order_by("id"))
    made_on = {row.made_on_id for row in rows}
    said = PublishedFinding.objects.filter(published_version_id__in=made_on)
    words = {(each.published_version_id, each.finding_id): each.text for each in said}
    moved = 0
    for row in rows:
        before = words.get((row.made_on_id, row.finding_id))
        there = answer.findings.get(row.finding.key)
        row.plan = target
        if there is not None and there in answer.words:
            row.finding_id = there
            row.is_current = row.is_current and there not in taken
            if before == answer.words[there]:
                row.made_on = answer.version
            moved += 1
        row.save(update_fields=["plan", "finding", "is_current", "made_on"])
    return moved


def _move_links(plan: Plan, answer: _Answer) -> int:
    moved = 0
    for link in ActionFinding.objects.filter(action__plan=plan).select_related("finding"):
        there = answer.findings.get(link.finding.key)
        if there is not None and there in answer.words:
            link.finding_id = there
            link.save(update_fields=["finding"])
            moved += 1
    return moved


def _move_estimates(plan: Plan, target: Plan, answer: _Answer) -> None:
    """Let what was weighed follow; where somebody has weighed the same in the other plan, theirs holds."""
    taken = set(FindingEstimate.objects.filter(plan=target).exclude(plan=plan).values_list("finding_id", flat=True))
    for row in FindingEstimate.objects.filter(plan=plan).select_related("finding"):
        there = answer.findings.get(row.finding.key, row.finding_id)
        if there not in taken:
            row.plan, row.finding_id = target, there
            row.save(update_fields=["plan", "finding"])


def _move_check_ins(plan: Plan, target: Plan) -> None:
    """Let check-ins follow the actions that they ask about, but for days on which the other plan had its own."""
    held = list(CheckIn.objects.filter(plan=target).values_list("on", flat=True))
    CheckIn.objects.filter(plan=plan).exclude(on__in=held).update(plan=target)


def _move_recurrences(own: Evaluation, answer: _Answer) -> None:
    """Let «also pointed out in» follow, whichever of the two was the municipality's own."""
    for name in ("finding", "earlier"):
        for row in Recurrence.objects.filter(**{f"{name}__evaluation": own}).select_related(name):
            there = answer.findings.get(getattr(row, name).key)
            if there is None or there not in answer.words:
                continue
            setattr(row, f"{name}_id", there)
            if Recurrence.objects.filter(finding=row.finding_id, earlier=row.earlier_id).exists():
                row.delete()  # somebody has said the same of SKR's findings
            else:
                row.save(update_fields=[name])
