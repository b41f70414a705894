"""A decision's content, checked, compared and written; the row before it is kept as an older one."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from accounts import journal
from accounts.roles import Actor
from evaluations.models import Finding, FindingKind, PublishedFinding, PublishedVersion
from followup.models import Decision, DecisionKind, Plan
from followup.planning.refusals import (
    DoneInFuture,
    DoneMissing,
    FindingNotInPlan,
    ReasonMissing,
    WaitDateMissing,
    WaitDatePassed,
)
from followup.progress import bulk_of_now


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the four choices with what belongs to it."""

    kind: DecisionKind
    wait_until: date | None = None
    reason: str = ""
    done_what: str = ""
    done_on: date | None = None

    @classmethod
    def of(cls, decision: Decision) -> "Choice":
        """What a row says."""
        kind = DecisionKind(decision.kind)
        return cls(kind, decision.wait_until, decision.reason, decision.done_what, decision.done_on)

    def checked(self, today: date) -> "Choice":
        """The choice without what belongs to another one. Refuses where something it needs is missing."""
        reason, done_what = self.reason.strip(), self.done_what.strip()
        match self.kind:
            case DecisionKind.WAIT:
                if self.wait_until is None:
                    raise WaitDateMissing
                if self.wait_until <= today:
                    raise WaitDatePassed
                return Choice(self.kind, wait_until=self.wait_until, reason=reason)
            case DecisionKind.DECLINE:
                if not reason:
                    raise ReasonMissing
                return Choice(self.kind, reason=reason)
            case DecisionKind.ALREADY_DONE:
                if not done_what or self.done_on is None:
                    raise DoneMissing
                if self.done_on > today:
                    raise DoneInFuture
                return Choice(self.kind, done_what=done_what, done_on=self.done_on)
        return replace(Choice(DecisionKind.ACT), reason=reason)


def published(plan: Plan, finding: Finding) -> tuple[PublishedVersion, str]:
    """The newest version of the plan's result that holds this improvement opportunity, and what it says.

    Raises FindingNotInPlan for a strength, for another evaluation's, and for one that a correction removed.
    """
    versions = PublishedVersion.objects.filter(evaluation_id=plan.evaluation_id).defer("content")
    version: PublishedVersion | None = versions.order_by("-number").first()
    rows = PublishedFinding.objects.filter(
        published_version=version, finding_id=finding.pk, kind=FindingKind.IMPROVEMENT
    )
    words: str | None = rows.values_list("text", flat=True).first()
    if version is None or words is None:
        raise FindingNotInPlan
    return version, words


def current_decision(plan: Plan, finding: Finding) -> Decision | None:
    """The row that applies, a passed wait among them; None where nobody has decided."""
    decision: Decision | None = Decision.objects.current().filter(plan=plan, finding=finding).first()
    return decision


def write_decision(
    plan: Plan, finding: Finding, choice: Choice, by: Actor, *, before: Decision | None, now: datetime
) -> Decision:
    """Put the choice in the place of the row before it, in the caller's transaction under the plan's lock."""
    made_on, words = published(plan, finding)
    if before is not None:
        if Choice.of(before) == choice and before.made_on_id == made_on.pk:
            return before
        before.is_current = False
        before.save(update_fields=["is_current"])
    made: Decision = Decision.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        finding=finding,
        made_on=made_on,
        by_id=by.user_id,
        at=now,
        version=before.version + 1 if before else 1,
        bulk=bulk_of_now(),
        **asdict(choice),
    )
    journal.record(
        by,
        "decision.made",
        made,
        now=now,
        municipality=plan.municipality_id,
        subject=words,
        decision=[before.kind if before else "", choice.kind.value],
        reason=choice.reason or choice.done_what,
        until_or_on=day.isoformat() if (day := choice.wait_until or choice.done_on) else "",
    )
    return made
