"""What stands beside each improvement opportunity: its decision, its actions, and what was done the last time."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery

from accounts.models import Membership
from accounts.roles import Actor
from evaluations.models import FindingKind, PublishedFinding, PublishedVersion
from followup.models import Action, ActionFinding, Decision, Plan
from followup.models.decision import DecisionQuerySet
from followup.views.opportunities import Earlier, Opportunity


def add_work(
    plan: Plan, version: PublishedVersion, items: Sequence[Opportunity], by: Actor, today: date
) -> list[Opportunity]:
    """Put decisions and actions beside the words; answers with those that a correction removed after a decision.

    Three queries at most, whether anything recurs or not.
    """
    earlier = {pk for item in items for pk in item.earlier_ids}
    known = told(Decision.objects.visible_to(by).filter(Q(plan=plan) | Q(finding__in=earlier, is_current=True)), by)
    past: dict[int, list[Decision]] = defaultdict(list)
    for each in known.select_related("finding"):
        past[each.finding_id].append(each)
    rows = {each.finding_id: each for found in past.values() for each in found if each.is_current}
    decisions = {pk: row for pk, row in rows.items() if row.plan_id == plan.pk}
    actions = _actions(plan, earlier)
    older = {row.made_on_id for row in decisions.values()} - {version.pk}
    before, then = _words(older, earlier)
    for item in items:
        item.actions, item.past = actions[item.finding_id], past[item.finding_id]
        item.earlier = [Earlier(pk, *then[pk], rows.get(pk), actions[pk]) for pk in item.earlier_ids if pk in then]
        decision = item.decision = decisions.get(item.finding_id)
        if decision is None:
            continue
        item.has_passed = not decision.is_settled(today)
        words_then = before.get((decision.made_on_id, item.key), item.text)
        item.words_before = words_then if words_then != item.text else ""
    listed = {item.finding_id for item in items}
    return [
        Opportunity(
            key=str(row.finding.key),
            finding_id=pk,
            text=before.get((row.made_on_id, str(row.finding.key)), ""),
            area=0,
            url="",
            decision=row,
            past=past[pk],
            actions=actions[pk],
            removed_in=version.number,
            is_left_out=row.finding.evaluation_id != version.evaluation_id,
        )
        for pk, row in decisions.items()
        if pk not in listed
    ]


def told(rows: DecisionQuerySet, by: Actor) -> DecisionQuerySet:
    """The newest first, annotated with who decided and when the press that it was part of was undone."""
    people = Membership.objects.visible_to(by).filter(user_id=OuterRef("by_id")).order_by("id")
    named: DecisionQuerySet = rows.annotate(
        by_name=Subquery(people.values("display_name")[:1]), bulk_undone_at=F("bulk__undone_at")
    )
    return named.order_by("-version", "-id")


def _actions(plan: Plan, earlier: set[int]) -> dict[int, list[Action]]:
    found: dict[int, list[Action]] = defaultdict(list)
    links = ActionFinding.objects.filter(Q(action__plan=plan) | Q(finding__in=earlier))
    for link in links.select_related("action").order_by("action__number"):
        found[link.finding_id].append(link.action)
    return found


def _words(older: set[int], earlier: set[int]) -> tuple[dict[tuple[int, str], str], dict[int, tuple[int, str]]]:
    """What older versions said, by version and key; what older evaluations said last, by finding, with the year."""
    if not older and not earlier:
        return {}, {}
    rows = PublishedFinding.objects.filter(Q(published_version__in=older) | Q(finding__in=earlier))
    rows = rows.filter(kind=FindingKind.IMPROVEMENT).order_by("published_version__number")
    before, then = {}, {}
    named = ("published_version_id", "finding_id", "finding__key", "text", "published_version__year")
    for version_id, pk, key, text, year in rows.values_list(*named):
        before[version_id, str(key)] = text
        if pk in earlier:
            then[pk] = (year, text)
    return before, then
