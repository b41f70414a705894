"""Plans, decisions and actions with what hangs on them, as rows; nothing is recorded and no mail promised."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import Counter, Membership, Municipality, Unit, User
from accounts.tenancy import Scope
from evaluations.models import Evaluation, EvaluationState, Finding, PublishedVersion
from evaluations.publication.content import sha256_of
from followup.models import (
    Action,
    ActionFinding,
    ActionHelper,
    ActionStatus,
    Attachment,
    BulkChange,
    CheckIn,
    CheckInAnswer,
    CheckInSchedule,
    Comment,
    CommentMention,
    Decision,
    DecisionKind,
    Direction,
    FindingEstimate,
    Indicator,
    Light,
    Measurement,
    Milestone,
    Plan,
    PlanCopy,
    PlanState,
    Recurrence,
    SavedFilter,
    StatusReport,
)
from tests.factories.evaluations import NOW, evaluation, published_version
from tests.factories.scopes import in_scope

EARLIER = date(2027, 3, 1)
LATER = date(2027, 6, 30)

# What the database demands of a row in each state.
NEEDED: dict[str, dict[str, object]] = {
    ActionStatus.NOT_STARTED: {},
    ActionStatus.IN_PROGRESS: {"started_on": EARLIER},
    ActionStatus.PAUSED: {"pause_reason": "Väntar på beslut.", "resume_on": date(2027, 5, 1), "started_on": EARLIER},
    ActionStatus.DONE: {
        "done_on": EARLIER,
        "effect_seen_how": "Svarstiden mäts.",
        "effect_look_on": date(2027, 9, 1),
        "started_on": EARLIER,
    },
    ActionStatus.EFFECT_SHOWN: {
        "done_on": EARLIER,
        "effect_seen_how": "Svarstiden mäts.",
        "effect_look_on": date(2027, 3, 10),
        "effect_on": date(2027, 3, 10),
        "effect_text": "Svarstiden har halverats.",
        "started_on": EARLIER,
    },
    ActionStatus.CANCELLED: {"cancel_reason": "Görs av regionen.", "status_before": ActionStatus.NOT_STARTED},
}


def _town(row: Plan | Action) -> Scope:
    return Scope(municipality=row.municipality_id)


def published_case(
    of: Municipality,
    approved_by: User,
    number: str = "KK-2026-001",
    *,
    year: int = 2026,
    words: tuple[str, ...] = ("Följ upp målen oftare.", "Låt invånarna påverka budgeten."),
    **more: Any,
) -> PublishedVersion:
    """A published evaluation (`.evaluation`) whose first area has these improvement opportunities.

    `more` is what `published_version` takes besides. Any: of several types.
    """
    case = evaluation(of, number, year=year, state=EvaluationState.PUBLISHED)
    return published_version(case, approved_by, words=words, **more)


def improvements(version: PublishedVersion) -> list[Finding]:
    """The lasting identities of a published version's findings, in their order."""
    with in_scope(Scope(municipality=version.municipality_id)):
        return list(Finding.objects.filter(evaluation_id=version.evaluation_id).order_by("id"))


def plan(
    of: Evaluation,
    *,
    state: PlanState = PlanState.DRAFT,
    body: str = "Kommunstyrelsen",
    on: date = EARLIER,
    reference: str = "KS 2027/15",
) -> Plan:
    """The plan of an evaluation."""
    adopted = {"adopted_body": body, "adopted_on": on, "adopted_reference": reference}
    with in_scope(Scope(municipality=of.municipality_id)):
        return Plan.objects.create(
            municipality_id=of.municipality_id,
            evaluation=of,
            state=state,
            closed_on=on if state == PlanState.CLOSED else None,
            **(adopted if state != PlanState.DRAFT else {}),
        )


def plan_copy(of: Plan, made_by: User, *, number: int = 1, on: date = EARLIER) -> PlanCopy:
    """What was kept of a plan when it was adopted: no area and no action; the plan's own state is left alone."""
    content: dict[str, object] = {"schema_version": 1, "year": 2026, "version": 1, "areas": [], "actions": []}
    with in_scope(_town(of)):
        return PlanCopy.objects.create(
            municipality_id=of.municipality_id,
            plan=of,
            number=number,
            body="Kommunstyrelsen",
            adopted_on=on,
            content=content,
            sha256=sha256_of(content),
            at=NOW,
            made_by=made_by,
        )


def decision(
    of: Plan,
    finding: Finding,
    made_on: PublishedVersion,
    by: User,
    *,
    kind: DecisionKind = DecisionKind.ACT,
    wait_until: date | None = None,
    reason: str = "",
    done_what: str = "",
    done_on: date | None = None,
    is_current: bool = True,
    at: datetime = NOW,
) -> Decision:
    """A decision on an improvement opportunity."""
    with in_scope(_town(of)):
        return Decision.objects.create(
            municipality_id=of.municipality_id,
            plan=of,
            finding=finding,
            made_on=made_on,
            kind=kind,
            wait_until=wait_until,
            reason=reason,
            done_what=done_what,
            done_on=done_on,
            by=by,
            at=at,
            is_current=is_current,
        )


def action(
    of: Plan,
    number: int = 1,
    *,
    title: str = "Mät svarstiderna",
    status: ActionStatus = ActionStatus.NOT_STARTED,
    owner: Membership | None = None,
    owner_text: str = "",
    helpers: tuple[Membership, ...] = (),
    findings: tuple[Finding, ...] = (),
    unit: Unit | None = None,
    due: date | None = LATER,
    is_blocked: bool = False,
    **fields: object,
) -> Action:
    """An action with what its state needs; the municipality's series «action» goes on after its number."""
    values = NEEDED[status] | fields
    if is_blocked:
        values = {"blocked_note": "Underlag saknas.", "blocked_by": "Ekonomichefen", **values}
    values.setdefault("first_due", due)
    with in_scope(_town(of)):
        series, _made = Counter.objects.get_or_create(municipality_id=of.municipality_id, series="action")
        series.value = max(series.value, number)
        series.save(update_fields=["value"])
        made: Action = Action.objects.create(
            municipality_id=of.municipality_id,
            plan=of,
            number=number,
            title=title,
            status=status,
            owner=owner,
            owner_text=owner_text,
            unit=unit,
            due=due,
            is_blocked=is_blocked,
            created_at=NOW,
            **values,
        )
        ActionFinding.objects.bulk_create(
            ActionFinding(municipality_id=of.municipality_id, action=made, finding=finding) for finding in findings
        )
        ActionHelper.objects.bulk_create(
            ActionHelper(municipality_id=of.municipality_id, action=made, membership=helper) for helper in helpers
        )
        return made


def milestone(
    of: Action,
    title: str = "Ta fram en mätplan",
    *,
    position: int = 1,
    due: date | None = None,
    done_on: date | None = None,
    is_dropped: bool = False,
) -> Milestone:
    """A step of an action."""
    with in_scope(_town(of)):
        return Milestone.objects.create(
            municipality_id=of.municipality_id,
            action=of,
            position=position,
            title=title,
            due=due,
            done_on=done_on,
            is_dropped=is_dropped,
        )


def status_report(
    of: Action,
    by: User,
    note: str = "Mätningen är igång.",
    *,
    name: str = "Bo Ek",
    light: Light = Light.GREEN,
    percent: int | None = None,
    at: datetime = NOW,
) -> StatusReport:
    """What somebody reported of an action."""
    with in_scope(_town(of)):
        return StatusReport.objects.create(
            municipality_id=of.municipality_id,
            action=of,
            by=by,
            by_name=name,
            at=at,
            note=note,
            light=light,
            percent=percent,
        )


def comment(
    of: Action,
    by: User,
    text: str = "Vem mäter?",
    *,
    name: str = "Bo Ek",
    at: datetime = NOW,
    withdrawn_at: datetime | None = None,
) -> Comment:
    """What somebody said of an action."""
    with in_scope(_town(of)):
        return Comment.objects.create(
            municipality_id=of.municipality_id,
            action=of,
            by=by,
            by_name=name,
            text=text,
            at=at,
            withdrawn_at=withdrawn_at,
            withdrawn_by_name=name if withdrawn_at else "",
        )


def attached_link(
    of: Action,
    by: User,
    title: str = "Mätningen",
    *,
    url: str = "https://arboga.example/matning",
    name: str = "Bo Ek",
    is_evidence: bool = False,
    removed_at: datetime | None = None,
) -> Attachment:
    """A link of an action."""
    with in_scope(_town(of)):
        return Attachment.objects.create(
            municipality_id=of.municipality_id,
            action=of,
            title=title,
            url=url,
            by=by,
            by_name=name,
            at=NOW,
            is_evidence=is_evidence,
            removed_at=removed_at,
        )


def attached_file(
    of: Action,
    by: User,
    title: str = "Protokoll",
    *,
    stored_name: str = "00/" + "0" * 48,
    file_name: str = "protokoll.pdf",
    detected_type: str = "application/pdf",
    name: str = "Bo Ek",
    is_evidence: bool = False,
) -> Attachment:
    """A file of an action; nothing lies behind its stored name."""
    with in_scope(_town(of)):
        return Attachment.objects.create(
            municipality_id=of.municipality_id,
            action=of,
            title=title,
            stored_name=stored_name,
            file_name=file_name,
            size=1000,
            sha256="0" * 64,
            detected_type=detected_type,
            by=by,
            by_name=name,
            at=NOW,
            is_evidence=is_evidence,
        )


def indicator(
    of: Action,
    name: str = "Svarstid",
    *,
    measured_in: str = "dagar",
    direction: Direction = Direction.DOWN,
    baseline: Decimal | None = Decimal(10),
    target: Decimal | None = Decimal(5),
    key: int | None = None,
) -> Indicator:
    """A figure of an action: from ten days down to five."""
    with in_scope(_town(of)):
        return Indicator.objects.create(
            **({"id": key} if key else {}),
            municipality_id=of.municipality_id,
            action=of,
            name=name,
            measured_in=measured_in,
            direction=direction,
            baseline=baseline,
            baseline_on=EARLIER if baseline is not None else None,
            target=target,
            target_on=LATER if target is not None else None,
        )


def measurement(
    of: Indicator,
    by: User,
    value: Decimal = Decimal(8),
    *,
    on: date = EARLIER,
    name: str = "Bo Ek",
    is_evidence: bool = False,
    key: int | None = None,
) -> Measurement:
    """One value of an indicator."""
    with in_scope(Scope(municipality=of.municipality_id)):
        return Measurement.objects.create(
            **({"id": key} if key else {}),
            municipality_id=of.municipality_id,
            indicator=of,
            on=on,
            value=value,
            is_evidence=is_evidence,
            by=by,
            by_name=name,
            at=NOW,
        )


def check_in(of: Plan, *, on: date = date(2027, 4, 30), asks: tuple[Action, ...] = (), closed: bool = False) -> CheckIn:
    """A check-in of a plan that asks of these actions; nobody has answered."""
    with in_scope(_town(of)):
        made: CheckIn = CheckIn.objects.create(
            municipality_id=of.municipality_id, plan=of, on=on, opened_at=NOW, closed_at=NOW if closed else None
        )
        CheckInAnswer.objects.bulk_create(
            CheckInAnswer(municipality_id=of.municipality_id, check_in=made, action=action) for action in asks
        )
        return made


def saved_filter(
    of: Municipality, by: User, name: str = "Försenade", *, query: str = "status=late", **fields: object
) -> SavedFilter:
    """A view of the plan under a name."""
    with in_scope(Scope(municipality=of.pk)):
        return SavedFilter.objects.create(
            municipality=of, name=name, **{"view": "table", **fields}, query=query, by=by, by_name="X", at=NOW
        )


def bulk_change(of: Plan, by: User, *, verb: str = "bulk_edit", key: UUID | None = None) -> BulkChange:
    """One press on many rows, none of them named."""
    with in_scope(_town(of)):
        return BulkChange.objects.create(
            **({"key": key} if key else {}),
            municipality_id=of.municipality_id,
            plan=of,
            verb=verb,
            by=by,
            by_name="X",
            at=NOW,
        )


def estimate(of: Plan, finding: Finding, *, effort: str = "low", expected_effect: str = "high") -> FindingEstimate:
    """What an improvement opportunity is thought to take and give."""
    with in_scope(_town(of)):
        return FindingEstimate.objects.create(
            municipality_id=of.municipality_id,
            plan=of,
            finding=finding,
            effort=effort,
            expected_effect=expected_effect,
        )


def recurrence(finding: Finding, earlier: Finding, by: User) -> Recurrence:
    """An improvement opportunity that was pointed out before."""
    with in_scope(Scope(municipality=finding.municipality_id)):
        return Recurrence.objects.create(
            municipality_id=finding.municipality_id, finding=finding, earlier=earlier, by=by, at=NOW
        )


def everything_else(of: Plan, action: Action, finding: Finding, said: Comment, member: Membership) -> None:
    """A row of every other table that hangs on a plan and its action, for walks over all tables."""
    by = member.user
    measurement(indicator(action), by)
    check_in(of, asks=(action,))
    saved_filter(of.municipality, by)
    bulk_change(of, by)
    estimate(of, finding)
    with in_scope(_town(of)):
        earlier = Finding.objects.filter(evaluation_id=of.evaluation_id).exclude(pk=finding.pk).first()
        recurrence(finding, earlier, by)
        CheckInSchedule.objects.create(municipality_id=of.municipality_id)
        CommentMention.objects.create(municipality_id=of.municipality_id, comment=said, membership=member)
