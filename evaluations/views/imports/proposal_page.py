"""What the proposal page shows, from a fixed number of queries: head facts, contradictions and a section an area."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Actor
from evaluations.importing import accepting
from evaluations.importing.accepting.checks import Proposal, check
from evaluations.importing.reviewing import head, points
from evaluations.importing.reviewing.contradictions import CHOICES
from evaluations.models import (
    FindingKind,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
    Subarea,
)

# What each contradiction asks, and what its readings are called.
QUESTIONS: dict[str, Promise] = {
    "area_points": gettext_lazy("The points of the area are not the same in its section as in the overview."),
    "area_sum": gettext_lazy("The points of the sub-areas do not add up to the area's."),
    "percent": gettext_lazy("The percentage of the sub-area does not fit its points."),
    "total": gettext_lazy("The total in the text is not the sum of the areas."),
    "dates": gettext_lazy("The report is dated before the evaluation that it describes."),
}
READINGS: dict[tuple[str, str], Promise] = {
    ("area_points", "in_section"): gettext_lazy("The area's own section: %(value)s points"),
    ("area_points", "in_overview"): gettext_lazy("The overview: %(value)s points"),
    ("area_sum", "in_overview"): gettext_lazy("The overview: %(value)s points for the area"),
    ("area_sum", "sum"): gettext_lazy("The sum of the sub-areas: %(value)s points"),
    ("percent", "computed"): gettext_lazy("The points, which are %(value)s per cent"),
    ("percent", "stated"): gettext_lazy("The percentage as written, %(value)s; correct the points below"),
    ("total", "computed"): gettext_lazy("The sum of the areas: %(value)s points"),
    ("total", "stated"): gettext_lazy("The total as written, %(value)s points; correct the areas below"),
    ("dates", "evaluated"): gettext_lazy("When it was carried out, %(value)s, is right; correct the report's date"),
    ("dates", "report_date"): gettext_lazy("The report's date, %(value)s, is right; correct when it was carried out"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A head fact with where it was read."""

    label: Promise | str
    value: str
    source: dict[str, Any]

    @property
    def is_unsure(self) -> bool:
        """Whether somebody should look at it."""
        return not self.source.get("sure", True)


@dataclass(frozen=True, slots=True)
class Question:
    """A contradiction as a choice."""

    row: ProposedContradiction
    text: Promise | str
    readings: list[dict[str, Any]]
    sources: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PointsRow:
    """A row of the table of points, with the names and values of its fields."""

    row: ProposedArea | ProposedSubarea
    prefix: str
    achieved: str
    maximum: str
    match: str
    asks_match: bool


@dataclass(slots=True)
class Section:
    """An area with all that was read in it."""

    number: int
    area: ProposedArea | None = None
    rows: list[PointsRow] = field(default_factory=list)
    options: list[Subarea] = field(default_factory=list)
    strengths: list[ProposedFinding] = field(default_factory=list)
    improvements: list[ProposedFinding] = field(default_factory=list)
    texts: list[ProposedText] = field(default_factory=list)
    left: int = 0

    @property
    def title(self) -> str:
        """The area's title as read."""
        return self.area.title if self.area else ""

    @property
    def lists(self) -> list[tuple[str, Promise | str, list[ProposedFinding]]]:
        """Both lists of items with kind and heading."""
        return [
            (FindingKind.STRENGTH, gettext_lazy("Strengths"), self.strengths),
            (FindingKind.IMPROVEMENT, gettext_lazy("Improvement opportunities"), self.improvements),
        ]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Everything on the page."""

    facts: list[Fact]
    questions: list[Question]
    sections: list[Section]
    left: int
    unchosen: int
    blocker: str
    achieved: Any
    maximum: Any
    approvers: list[accepting.Approver]

    def section(self, number: int) -> Section:
        """The section of an area. Raises LookupError."""
        return next(section for section in self.sections if section.number == number)


def proposal_page(by: Actor, report_import: ReportImport, today: date) -> ProposalPage:
    """Read the proposal: five queries for its rows, three for the edition's areas, sub-areas and the approvers."""
    proposal = Proposal.of(report_import)
    options = Subarea.objects.filter(edition_id=report_import.edition_id).select_related("area").order_by("number")
    facts = _facts(report_import)
    questions = [_question(row) for row in proposal.contradictions]
    sections = _sections(proposal, list(options))
    unchosen = sum(not question.row.choice for question in questions)
    areas = [area for area in proposal.areas if area.achieved is not None and area.maximum is not None]
    return ProposalPage(
        facts=facts,
        questions=questions,
        sections=sections,
        left=sum(section.left for section in sections) + sum(fact.is_unsure for fact in facts) + unchosen,
        unchosen=unchosen,
        blocker=_blocker(report_import, proposal),
        achieved=sum(area.achieved for area in areas) if areas else None,
        maximum=sum(area.maximum for area in areas) if areas else None,
        approvers=accepting.approvers_for(by, report_import, today),
    )


def _blocker(report_import: ReportImport, proposal: Proposal) -> str:
    try:
        check(report_import, proposal)
    except accepting.NotAcceptable as refusal:
        return str(refusal)
    return ""


def _facts(report_import: ReportImport) -> list[Fact]:
    written = head.as_fields(report_import)
    written["municipality"] = report_import.municipality.name if report_import.municipality else ""
    written["edition"] = report_import.edition.name if report_import.edition else ""
    facts = []
    for name in head.FIELDS:
        source = dict(report_import.sources.get(name, {}))
        if not written[name] and name in ("municipality", "edition", "year"):
            source["sure"] = False
        if name == "municipality" and not written[name] and report_import.municipality_name:
            source["quote"] = source.get("quote") or report_import.municipality_name
        facts.append(Fact(head.LABELS[name], written[name], source))
    return facts


def _question(row: ProposedContradiction) -> Question:
    place = row.facts.get("area") or row.facts.get("subarea") or ""
    heading = {"area_points": _("Area %(place)s"), "area_sum": _("Area %(place)s"), "percent": _("Sub-area %(place)s")}
    readings = [
        {
            "value": choice,
            "text": READINGS[row.kind, choice] % {"value": str(row.facts.get(choice, "–")).replace(".", ",")},
            "is_chosen": row.choice == choice,
        }
        for choice in CHOICES[row.kind]
    ]
    text = f"{heading.get(row.kind, '') % {'place': place}} " if place else ""
    return Question(
        row, f"{text.strip()}{': ' if text else ''}{QUESTIONS[row.kind]}", readings, row.facts.get("sources", [])
    )


def _sections(proposal: Proposal, options: list[Subarea]) -> list[Section]:
    sections = {area.area_number: Section(area.area_number, area) for area in proposal.areas}

    def section_of(row: ProposedSubarea | ProposedFinding | ProposedText) -> Section:
        return sections.setdefault(row.area_number, Section(row.area_number))

    for area in proposal.areas:
        sections[area.area_number].rows.append(_points_row(area))
    for subarea in proposal.subareas:
        section_of(subarea).rows.append(_points_row(subarea))
    for item in proposal.findings:
        section = section_of(item)
        (section.strengths if item.kind == FindingKind.STRENGTH else section.improvements).append(item)
    for text in proposal.texts:
        section_of(text).texts.append(text)
    for option in options:
        if option.area.number in sections:
            sections[option.area.number].options.append(option)
    for section in sections.values():
        rows = [*(each.row for each in section.rows), *section.strengths, *section.improvements, *section.texts]
        section.left = sum(not row.is_sure and not getattr(row, "is_dropped", False) for row in rows)
    return [sections[number] for number in sorted(sections)]


def _points_row(row: ProposedArea | ProposedSubarea) -> PointsRow:
    fields, prefix = points.as_fields(row), points.prefix_of(row)
    match = fields.get(f"{prefix}subarea", "")
    asks = isinstance(row, ProposedSubarea) and (row.subarea is None or not row.is_sure)
    return PointsRow(row, prefix, fields[f"{prefix}achieved"], fields[f"{prefix}maximum"], match, asks)
