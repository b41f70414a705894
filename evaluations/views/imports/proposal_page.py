"""What the proposal page shows, from a fixed number of queries: head facts, contradictions, sections and the report."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Actor
from evaluations.importing import accepting
from evaluations.importing.accepting.checks import Proposal, check
from evaluations.importing.reviewing import head
from evaluations.importing.reviewing.contradictions import CHOICES, ONLY_STATED
from evaluations.models import ProposedContradiction, ReportImport, Subarea
from evaluations.views.imports.edition_offer import EditionOffer, edition_offer
from evaluations.views.imports.newer_page import NewerPage, newer_page
from evaluations.views.imports.pane import Origin, Pane, Wanted, pane_of
from evaluations.views.imports.section_page import Section, sections_of

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
    ("percent", "stated"): gettext_lazy(
        "The percentage as written, %(value)s; it is noted, and the points stand until you correct them"
    ),
    ("total", "computed"): gettext_lazy("The sum of the areas: %(value)s points"),
    ("total", "stated"): gettext_lazy(
        "The total as written, %(value)s points; it is noted, and the areas stand until you correct them"
    ),
    ("dates", "evaluated"): gettext_lazy(
        "When it was carried out, %(value)s, is right; the report's date is left empty"
    ),
    ("dates", "report_date"): gettext_lazy(
        "The report's date, %(value)s, is right; when it was carried out is left empty"
    ),
}
NOTES: dict[str, Promise] = {
    "percent": gettext_lazy(
        "The report states %(stated)s per cent for sub-area %(subarea)s; its points are %(computed)s per cent."
    ),
    "total": gettext_lazy("The report states a total of %(stated)s points; the areas add up to %(computed)s."),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A head fact with where it was read."""

    name: str
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

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"motsagelse-{self.row.pk}"


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
    asks_approver: bool  # a lead's report in the own case goes to SKR's administrators
    pane: Pane
    notes: list[str]  # what the report states though the values say otherwise
    newer: NewerPage | None  # what changes in the evaluation that is there
    edition_offer: EditionOffer | None  # the edition is not there yet, or is a draft

    @property
    def bare_areas(self) -> list[int]:
        """The numbers of areas without strengths and improvement opportunities."""
        return [section.number for section in self.sections if section.is_bare]

    @property
    def next_anchor(self) -> str:
        """The place on the page of the first value that is left to look at; empty where none is."""
        for question in self.questions:
            if not question.row.choice:
                return question.anchor
        if any(fact.is_unsure for fact in self.facts):
            return "uppgifter"
        return next((anchor for section in self.sections for anchor in section.unsure), "")

    def section(self, number: int) -> Section:
        """The section of an area. Raises LookupError."""
        return next(section for section in self.sections if section.number == number)


def proposal_page(by: Actor, report_import: ReportImport, today: date, wanted: Wanted) -> ProposalPage:
    """Read the proposal: five queries for its rows, one for the report's pages, three for the edition and approvers."""
    proposal = Proposal.of(report_import)
    newer = newer_page(report_import, proposal)
    options = Subarea.objects.filter(edition_id=report_import.edition_id).select_related("area").order_by("number")
    facts = _facts(report_import)
    questions = [_question(row) for row in proposal.contradictions]
    sections = sections_of(proposal, options)
    unchosen = sum(not question.row.choice for question in questions)
    areas = [area for area in proposal.areas if area.achieved is not None and area.maximum is not None]
    return ProposalPage(
        facts=facts,
        questions=questions,
        sections=sections,
        left=sum(section.left for section in sections) + sum(fact.is_unsure for fact in facts) + unchosen,
        unchosen=unchosen,
        blocker=_blocker(report_import, proposal) or (newer.refusal if newer else ""),
        achieved=sum(area.achieved for area in areas) if areas else None,
        maximum=sum(area.maximum for area in areas) if areas else None,
        approvers=accepting.approvers_for(by, report_import, today) if by.scope.house else [],
        asks_approver=bool(by.scope.house),
        pane=pane_of(report_import, wanted, _origins(report_import, facts, questions, sections)),
        notes=[_note(row) for row in proposal.contradictions if (row.kind, row.choice) in ONLY_STATED],
        newer=newer,
        edition_offer=edition_offer(by, report_import),
    )


def pane_page(report_import: ReportImport, wanted: Wanted) -> Pane:
    """The report's page alone."""
    proposal = Proposal.of(report_import)
    questions = [_question(row) for row in proposal.contradictions]
    return pane_of(
        report_import, wanted, _origins(report_import, _facts(report_import), questions, sections_of(proposal, ()))
    )


def _origins(
    report_import: ReportImport, facts: list[Fact], questions: list[Question], sections: list[Section]
) -> list[Origin]:
    """Where every value was read; contradictions first, so that a place leads to its choice."""
    origins = [
        Origin.of_source(question.anchor, str(question.text), source)
        for question in questions
        for source in question.sources
    ]
    origins += [Origin.of_source(f"uppgift-{fact.name}", str(fact.label), fact.source) for fact in facts]
    origins.append(Origin.of_source("uppgift-total", _("Total"), report_import.sources.get("total", {})))
    return origins + [origin for section in sections for origin in section.origins]


def _note(row: ProposedContradiction) -> str:
    facts = {name: str(value).replace(".", ",") for name, value in row.facts.items() if name != "sources"}
    return str(NOTES[row.kind] % (facts | {"subarea": row.facts.get("subarea", "")}))


def _blocker(report_import: ReportImport, proposal: Proposal) -> str:
    try:
        check(report_import, proposal)
        if report_import.is_own:
            accepting.check_own(report_import)
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
        facts.append(Fact(name, head.LABELS[name], written[name], source))
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
