"""Improvement opportunities as «Ställningstaganden» shows them: words, decision, actions, points, and last time."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from evaluations.models import FindingKind, PublishedFinding, PublishedVersion
from followup.expected_score import Place, winnable
from followup.models import Action, Decision, FindingEstimate, Recurrence


@dataclass(slots=True)
class Earlier:
    """The same as an older evaluation said it, with what was decided and done then."""

    finding_id: int
    year: int
    text: str
    decision: Decision | None = None
    actions: list[Action] = field(default_factory=list)


@dataclass(slots=True)
class Opportunity:
    """An improvement opportunity in the report's words, with what is decided and done."""

    key: str
    finding_id: int
    text: str
    area: int
    url: str
    subarea: str = ""  # the sub-area it is tied to
    points: int = 0  # to win, as shown
    effort: str = ""
    expected_effect: str = ""
    earlier_ids: list[int] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    decision: Decision | None = None
    past: list[Decision] = field(default_factory=list)  # every decision, the newest first
    actions: list[Action] = field(default_factory=list)
    words_before: str = ""  # those the decision was made on, where a correction has changed them
    has_passed: bool = False
    removed_in: int = 0  # the version that left it out
    is_left_out: bool = False  # by SKR, when it took over what the municipality had imported

    @property
    def state(self) -> str:
        """The word of the components: a passed wait is undecided."""
        return "undecided" if self.decision is None or self.has_passed else str(self.decision.kind)

    @property
    def is_left(self) -> bool:
        """Whether something is to be decided or confirmed."""
        return not self.removed_in and (self.state == "undecided" or bool(self.words_before))

    @property
    def is_recurring(self) -> bool:
        """Whether an older evaluation said it too."""
        return bool(self.earlier_ids)


@dataclass(slots=True)
class Group:
    """The improvement opportunities of an area, those that are left first."""

    number: int  # 0 for those that are of no area here
    title: str
    items: list[Opportunity]

    @property
    def left(self) -> int:
        """How many are left to decide."""
        return sum(item.is_left for item in self.items)


def weighed(version: PublishedVersion) -> dict[str, PublishedFinding]:
    """The version's improvement opportunities by key, annotated with what was weighed and what they recur from."""
    estimates = FindingEstimate.objects.filter(
        plan__evaluation_id=version.evaluation_id, finding_id=OuterRef("finding_id")
    )
    earlier = Recurrence.objects.filter(finding_id=OuterRef("finding_id")).order_by("-earlier__evaluation__year", "id")
    rows: QuerySet[PublishedFinding] = PublishedFinding.objects.filter(
        published_version=version, kind=FindingKind.IMPROVEMENT
    )
    rows = rows.select_related("finding").annotate(
        effort=Subquery(estimates.values("effort")[:1]),
        expected_effect=Subquery(estimates.values("expected_effect")[:1]),
        earlier_ids=ArraySubquery(earlier.values("earlier_id")),
    )
    return {str(row.finding.key): row for row in rows}


def opportunities_of(version: PublishedVersion) -> list[Group]:
    """The areas that have improvement opportunities, in the report's order; one query."""
    rows = weighed(version)
    groups = []
    for area in version.content["areas"]:
        whole, parts = _places(area)
        items = []
        for each in area["improvements"]:
            row = rows[each["key"]]
            items.append(
                Opportunity(
                    key=each["key"],
                    finding_id=row.finding_id,
                    text=each["text"],
                    area=area["number"],
                    url="",
                    subarea=row.subarea_code,
                    points=int(winnable(whole, parts, row.subarea_code)),
                    effort=row.effort or "",  # type: ignore[attr-defined]  # annotated by weighed()
                    expected_effect=row.expected_effect or "",  # type: ignore[attr-defined]
                    earlier_ids=row.earlier_ids,  # type: ignore[attr-defined]
                )
            )
        if items:
            groups.append(Group(area["number"], area["title"], items))
    return groups


def _places(area: dict[str, Any]) -> tuple[Place, list[Place]]:
    """The area and its sub-areas with the points that are shown. Any: the JSON of a published version."""

    def place(code: str, shown: dict[str, int]) -> Place:
        return Place(area["number"], code, Decimal(shown["achieved"]), Decimal(shown["maximum"]))

    return place("", area["shown"]), [place(each["code"], each["shown"]) for each in area["subareas"]]
