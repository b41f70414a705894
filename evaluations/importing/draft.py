"""The proposal that a reading gives: every value with where it was read and how sure it is. Nothing is stored."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .reading.blocks import Box, Place

type Points = int | Decimal
type DiscrepancyKind = Literal["area_points", "area_sum", "percent", "total", "dates"]


class Why(StrEnum):
    """What a reviewer should know about a value that is not plainly written."""

    PLAIN = "plain"
    MISSING = "missing"
    NOT_IN_REGISTER = "not_in_register"
    COUNTED = "counted"
    FROM_SECTION = "from_section"
    FROM_RUBRIC = "from_rubric"
    FROM_TEXT = "from_text"
    SEVERAL = "several"
    BY_LIKENESS = "by_likeness"
    BY_LAYOUT = "by_layout"
    SPLIT_AT_CAPITAL = "split_at_capital"
    JOINED = "joined"
    LISTED_OTHERWISE = "listed_otherwise"


WHY_TEXTS: dict[Why, str | Promise] = {
    Why.PLAIN: _("Stands in the report as it is shown."),
    Why.MISSING: _("Not found in the report."),
    Why.NOT_IN_REGISTER: _("The name is not in the register of municipalities."),
    Why.COUNTED: _("Counted from other figures in the report."),
    Why.FROM_SECTION: _("Read in the area's own section, since the overview lacks it."),
    Why.FROM_RUBRIC: _("Taken from the rubric edition, since the report does not say it."),
    Why.FROM_TEXT: _("Concluded from a sentence in the text."),
    Why.SEVERAL: _("The report gives more than one value; this is the likeliest."),
    Why.BY_LIKENESS: _("Recognised by its likeness to a known title."),
    Why.BY_LAYOUT: _("Recognised by the layout only."),
    Why.SPLIT_AT_CAPITAL: _("Items ran together and were split at capital letters."),
    Why.JOINED: _("Parts that a line or page break had parted were joined."),
    Why.LISTED_OTHERWISE: _("The section's list of headings says otherwise."),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands: line or paragraph from 1, the line itself, and page and box where the file has pages."""

    line: int
    quote: str
    page: int | None = None
    box: Box | None = None

    @classmethod
    def at(cls, place: Place, quote: str) -> "Source":
        """The source at a place, its quotation cut at 500 letters."""
        return cls(place.line, quote[:500], place.page, place.box)


@dataclass(frozen=True, slots=True)
class Reading[T]:
    """A value as it was read."""

    value: T
    source: Source | None = None
    sure: bool = True
    why: Why = Why.PLAIN


@dataclass(frozen=True, slots=True)
class Evaluator:
    name: str
    organisation: str | None


@dataclass(frozen=True, slots=True)
class SubareaDraft:
    code: str
    title: str
    achieved: Points | None
    max: Points | None
    percent: Points | None = None
    source: Source | None = None
    sure: bool = True
    why: Why = Why.PLAIN


@dataclass(frozen=True, slots=True)
class ItemDraft:
    text: str
    sure: bool = True
    why: Why = Why.PLAIN
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ExampleDraft:
    """Another municipality that the report names as a model, with the sentence that names it."""

    name: str
    municipality_code: str
    text: str
    subarea_codes: tuple[str, ...] = ()
    source: Source | None = None
    sure: bool = False
    why: Why = Why.FROM_TEXT


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A part of the narrative as plain Markdown; one heading may cover several sub-areas, or none."""

    title: str
    text: str
    words: int
    subarea_codes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    source: Source | None = None
    sure: bool = True
    why: Why = Why.PLAIN


@dataclass(frozen=True, slots=True)
class AreaDraft:
    number: int
    title: Reading[str]
    title_in_overview: Reading[str | None]
    achieved: Reading[Points | None]
    max: Reading[Points | None]
    in_section: Reading[Points | None]
    subareas: tuple[SubareaDraft, ...] = ()
    strengths: tuple[ItemDraft, ...] = ()
    improvements: tuple[ItemDraft, ...] = ()
    sections: tuple[SectionDraft, ...] = ()
    examples: tuple[ExampleDraft, ...] = ()
    rubrics: tuple[str, ...] = ()  # the titles that the section's own list («Rubriker») announces
    rubrics_why: Why = Why.PLAIN  # LISTED_OTHERWISE where these are not the overview's


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A place where the report contradicts itself; `facts` holds both readings as the exchange format names them."""

    kind: DiscrepancyKind
    facts: dict[str, Any]  # whole numbers, decimals, dates and codes, as the kind has them
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDraft:
    municipality: Reading[str | None]
    municipality_code: Reading[str | None]
    year: Reading[int | None]
    evaluated: Reading[str | None]
    report_date: Reading[str | None]
    evaluators: Reading[tuple[Evaluator, ...]]
    evaluation_number: Reading[int | None]
    previous_year: Reading[int | None]
    total: Reading[Points | None]
    edition_key: Reading[str | None]
    areas: tuple[AreaDraft, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:  # the exchange format is a tree of JSON values
        """The draft in the exchange format, ready for `json.dumps`."""
        return {
            "municipality": self.municipality.value,
            "municipality_code": self.municipality_code.value,
            "year": self.year.value,
            "evaluated": self.evaluated.value,
            "report_date": self.report_date.value,
            "evaluators": [
                {"name": evaluator.name, "organisation": evaluator.organisation} for evaluator in self.evaluators.value
            ],
            "evaluation_number": self.evaluation_number.value,
            "previous_year": self.previous_year.value,
            "total": as_number(self.total.value),
            "areas": [_area_as_json(area) for area in self.areas],
            "discrepancies": [
                {"kind": item.kind} | {key: as_number(value) for key, value in item.facts.items()}
                for item in self.discrepancies
            ],
        }


def as_number(value: Any) -> Any:  # a value of the JSON tree; only decimals are changed
    """Whole points as integers, others as floats."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _area_as_json(area: AreaDraft) -> dict[str, Any]:  # a branch of the JSON tree
    return {
        "number": area.number,
        "title": area.title.value,
        "achieved": as_number(area.achieved.value),
        "max": as_number(area.max.value),
        "subareas": [
            {
                "code": subarea.code,
                "title": subarea.title,
                "achieved": as_number(subarea.achieved),
                "max": as_number(subarea.max),
            }
            for subarea in area.subareas
        ],
        "strengths": [item.text for item in area.strengths],
        "improvements": [item.text for item in area.improvements],
        "sections": [{"title": section.title, "words": section.words} for section in area.sections if section.title],
    }
