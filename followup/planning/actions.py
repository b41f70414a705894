"""Making an action of a plan, and linking it to the improvement opportunities it answers."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction

from accounts import journal
from accounts.counters import next_number
from accounts.models import Unit
from accounts.roles import Actor, require
from evaluations.models import Finding
from followup import notices, progress
from followup.models import (
    Action,
    ActionChange,
    ActionFinding,
    ActionHelper,
    ActionStatus,
    DecisionKind,
    FindingEstimate,
    Plan,
)
from followup.planning.choices import Choice, current_decision, write_decision
from followup.planning.plans import locked_open
from followup.planning.refusals import EndsBeforeStart, FindingNotInPlan, TitleMissing, UnitUnknown
from followup.refusals import DecidedOtherwise


class NewAction(TypedDict, total=False):
    """What a new action says besides its title, as create_action takes it."""

    title: str
    description: str
    intended_result: str
    owner_id: int | None
    owner_text: str
    helper_ids: Sequence[int]
    unit_id: int | None
    start: date | None
    due: date | None
    priority: str
    effort: str
    expected_effect: str
    note: str
    resources: str
    reference: str
    tags: Sequence[str]


def create_action(
    plan: Plan,
    by: Actor,
    *,
    title: str = "",
    description: str = "",
    intended_result: str = "",
    findings: Iterable[Finding] = (),
    owner_id: int | None = None,
    owner_text: str = "",
    helper_ids: Sequence[int] = (),
    unit_id: int | None = None,
    start: date | None = None,
    due: date | None = None,
    priority: str = "",
    effort: str = "",
    expected_effect: str = "",
    note: str = "",
    resources: str = "",
    reference: str = "",
    tags: Sequence[str] = (),
    now: datetime,
    today: date,
) -> Action:
    """Make an action of the plan, numbered in its municipality; an undecided improvement opportunity becomes «act».

    A member as owner goes before a name; effort and effect that are left empty begin as estimated. Refuses people and
    units that are not the municipality's, and an improvement opportunity on which something else than to act is
    decided. Pressed again it makes another one: callers use `once`.
    """
    require(by, "create_action")
    title = title.strip()
    if not title:
        raise TitleMissing
    if start and due and due < start:
        raise EndsBeforeStart
    sorted_by = progress.tags_of(progress.joined(tags))
    findings = list(findings)
    with transaction.atomic():
        locked = locked_open(plan, by)
        if unit_id is not None and not Unit.objects.filter(pk=unit_id).exists():
            raise UnitUnknown
        helpers = [each for each in dict.fromkeys(helper_ids) if each != owner_id]
        progress.check_helpers([*helpers, *([owner_id] if owner_id is not None else [])], by, today)
        estimated = _estimated(locked, findings)
        action: Action = Action.objects.create(
            municipality_id=locked.municipality_id,
            plan=locked,
            number=next_number("action", locked.municipality_id),
            title=title,
            description=description.strip(),
            intended_result=intended_result.strip(),
            owner_id=owner_id,
            owner_text="" if owner_id else owner_text.strip(),
            unit_id=unit_id,
            start=start,
            due=due,
            first_due=due,
            priority=priority,
            effort=effort or estimated.effort,
            expected_effect=expected_effect or estimated.expected_effect,
            note=note.strip(),
            resources=resources.strip(),
            reference=reference.strip(),
            tags=sorted_by,
            status=ActionStatus.NOT_STARTED,
            created_at=now,
        )
        ActionHelper.objects.bulk_create(
            ActionHelper(municipality_id=locked.municipality_id, action=action, membership_id=each) for each in helpers
        )
        for finding in findings:
            _link(action, locked, finding, by, now, today)
        _record(action, "create_action", by, now, after={"title": title, "due": due.isoformat() if due else None})
        journal.record(
            by,
            "action.created",
            action,
            now=now,
            municipality=locked.municipality_id,
            subject=action.label,
            title=title,
        )
        notices.promise_assignment(action, by, now)
    return action


def link_finding(action: Action, finding: Finding, by: Actor, *, now: datetime, today: date) -> Action:
    """Say that the action answers the improvement opportunity too; one that is undecided becomes «act».

    Linked already, nothing changes. Refuses where something else than to act is decided.
    """
    require(by, "link_finding")
    with transaction.atomic():
        locked, plan = _locked(action, by)
        if ActionFinding.objects.filter(action=locked, finding_id=finding.pk).exists():
            return locked
        progress.states.demand(locked, "edit_action", by, today)
        _link(locked, plan, finding, by, now, today)
        _bump(locked, "link_finding", "action.linked", finding, by, now)
    return locked


def unlink_finding(action: Action, finding: Finding, by: Actor, *, now: datetime, today: date) -> Action:
    """Say that the action does not answer the improvement opportunity; its decision stays. Not linked: no change.

    Refuses where something else has been decided on all that an open action then answers.
    """
    require(by, "link_finding")
    with transaction.atomic():
        locked, _plan = _locked(action, by)
        links = ActionFinding.objects.filter(action=locked, finding_id=finding.pk)
        if not links.exists():
            return locked
        progress.states.demand(locked, "edit_action", by, today)
        links.delete()
        if locked.is_open:
            progress.demand_ground(locked, today)
        _bump(locked, "unlink_finding", "action.unlinked", finding, by, now)
    return locked


def _locked(action: Action, by: Actor) -> tuple[Action, Plan]:
    """The action and its open plan; the plan is locked first, as everybody does who links."""
    plan = locked_open(action.plan, by)
    rows = Action.objects.visible_to(by).with_helpers().select_for_update(of=("self",))
    locked: Action = rows.get(pk=action.pk)
    locked.plan = plan
    return locked, plan


def _estimated(plan: Plan, findings: Sequence[Finding]) -> FindingEstimate:
    """What the first of the improvement opportunities that was weighed is thought to take and give."""
    if not findings:
        return FindingEstimate()
    rows = FindingEstimate.objects.filter(plan_id=plan.pk, finding__in=findings)
    by_finding = {row.finding_id: row for row in rows}
    return next((by_finding[each.pk] for each in findings if each.pk in by_finding), FindingEstimate())


def _link(action: Action, plan: Plan, finding: Finding, by: Actor, now: datetime, today: date) -> None:
    known: Finding | None = Finding.objects.filter(pk=finding.pk, evaluation_id=plan.evaluation_id).first()
    if known is None:
        raise FindingNotInPlan
    before = current_decision(plan, known)
    if before is None or not before.is_settled(today):
        write_decision(plan, known, Choice(DecisionKind.ACT), by, before=before, now=now)
    elif before.kind != DecisionKind.ACT:
        raise DecidedOtherwise
    ActionFinding.objects.create(municipality_id=plan.municipality_id, action=action, finding=known)


def _bump(action: Action, verb: str, event: str, finding: Finding, by: Actor, now: datetime) -> None:
    action.version += 1
    action.save(update_fields=["version"])
    _record(action, verb, by, now, after={"finding": str(finding.key)})
    journal.record(
        by,
        event,
        action,
        now=now,
        municipality=action.municipality_id,
        subject=action.label,
        finding=str(finding.key),
    )


def _record(action: Action, verb: str, by: Actor, now: datetime, *, after: dict[str, str | None]) -> None:
    """A line of the action's own history."""
    ActionChange.objects.create(
        municipality_id=action.municipality_id,
        action=action,
        verb=verb,
        at=now,
        by_id=by.user_id,
        by_name=by.display_name,
        before={},
        after=after,
        version=action.version,
        bulk=progress.bulk_of_now(),
        fields=sorted(after),
    )
