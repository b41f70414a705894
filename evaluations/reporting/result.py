"""A result as readers see it, read from the content of a version or of a case that is ready."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FULL_AREA = 100


@dataclass(frozen=True, slots=True)
class Points:
    """Whole points as printed, and whether there was anything to reach."""

    achieved: int
    maximum: int

    @property
    def applies(self) -> bool:
        """False where the criteria do not concern the municipality: the highest points are nought."""
        return self.maximum > 0

    @property
    def share(self) -> str:
        """The share of the highest points in hundredths, as the length of a bar."""
        return f"{100 * self.achieved / self.maximum:.2f}" if self.applies else "0"


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text of the report under its heading, as Markdown."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class SubareaResult:
    """A sub-area: its points, its texts, and where its text stands when one heading covers several."""

    code: str
    title: str
    points: Points
    texts: list[Narrative] = field(default_factory=list)
    told_under: "SubareaResult | None" = None

    @property
    def anchor(self) -> str:
        """The fragment of the page's address."""
        return f"delomrade-{self.code.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Item:
    """A strength or an improvement opportunity in the report's words."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """Another municipality that the report names as a model, with its sentence and where its own result is read."""

    key: str
    text: str
    code: str
    municipality: str
    subarea_code: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class AreaResult:
    """An area with all that the report says about it."""

    number: int
    title: str
    points: Points
    subareas: list[SubareaResult]
    general: list[Narrative]
    strengths: list[Item]
    improvements: list[Item]
    examples: list[Example] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The fragment of the page's address."""
        return f"omrade-{self.number}"

    @property
    def label(self) -> str:
        """Number and name, as the areas are told apart."""
        return f"{self.number}. {self.title}"

    @property
    def value(self) -> int | None:
        """The points, unless the area does not apply."""
        return self.points.achieved if self.points.applies else None


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the bar chart; nothing is compared with yet."""

    label: str
    value: int | None
    maximum: int
    compared: None = None

    @classmethod
    def of(cls, area: AreaResult) -> "Bar":
        """The bar of an area; highest points other than a hundred stand in its label."""
        maximum = area.points.maximum
        if maximum in (0, FULL_AREA):
            return cls(area.label, area.value, maximum)
        label = _("%(area)s (at most %(maximum)s)") % {"area": area.label, "maximum": maximum}
        return cls(label, area.value, maximum)


@dataclass(frozen=True, slots=True)
class Result:
    """The whole result."""

    municipality: str
    year: int
    edition: str
    points: Points
    areas: list[AreaResult]
    evaluated_on: date | None
    evaluated_precision: str
    reported_on: date | None
    reported_precision: str
    ordinal: int | None
    evaluators: list[str]

    @property
    def bars(self) -> list[Bar]:
        """The areas as rows of the bar chart."""
        return [Bar.of(area) for area in self.areas]

    @property
    def strength_count(self) -> int:
        """How many strengths all areas have."""
        return sum(len(area.strengths) for area in self.areas)

    @property
    def improvement_count(self) -> int:
        """How many improvement opportunities all areas have."""
        return sum(len(area.improvements) for area in self.areas)

    @property
    def counts(self) -> str:
        """Both counts in words."""
        strengths = ngettext("%(count)s strength", "%(count)s strengths", self.strength_count)
        improvements = ngettext(
            "%(count)s improvement opportunity", "%(count)s improvement opportunities", self.improvement_count
        )
        return _("%(strengths)s and %(improvements)s") % {
            "strengths": strengths % {"count": self.strength_count},
            "improvements": improvements % {"count": self.improvement_count},
        }


type Json = Mapping[str, Any]  # Any: values of JSON


def named_in(content: Json) -> set[str]:
    """The codes of the municipalities that the result names as good examples."""
    return {item["named"]["code"] for area in content["areas"] for item in area.get("examples", ()) if item["named"]}


def result_of(content: Json, addresses: Mapping[str, str] | None = None) -> Result:
    """Read a content of schema version 1 (which has no examples) or 2.

    `addresses` says where the results of the municipalities named as examples are read, by municipality code.
    """
    head = content["evaluation"]
    return Result(
        municipality=content["municipality"]["name"],
        year=head["year"],
        edition=(content["edition"] or {}).get("name", ""),
        points=_points(content["total"]),
        areas=[_area(area, addresses or {}) for area in content["areas"]],
        evaluated_on=_date(head["evaluated_on"]),
        evaluated_precision=head["evaluated_precision"],
        reported_on=_date(head["reported_on"]),
        reported_precision=head["reported_precision"],
        ordinal=head["ordinal"],
        evaluators=[_evaluator(person) for person in head["evaluators"]],
    )


def _area(area: Json, addresses: Mapping[str, str]) -> AreaResult:
    codes = {part["code"] for part in area["subareas"]}
    under: dict[str, list[Narrative]] = defaultdict(list)  # the empty code is the area itself
    told_by: dict[str, str] = {}
    for text in area["texts"]:
        known = [code for code in text["subarea_codes"] if code in codes]
        first = known[0] if known else ""
        under[first].append(Narrative(text["title"], text["body"]))
        told_by.update((code, first) for code in known[1:])
    subareas: dict[str, SubareaResult] = {}
    for part in area["subareas"]:
        code = part["code"]
        told_under = None if under[code] else subareas.get(told_by.get(code, ""))
        subareas[code] = SubareaResult(code, part["title"], _points(part["shown"]), under[code], told_under)
    return AreaResult(
        number=area["number"],
        title=area["title"],
        points=_points(area["shown"]),
        subareas=list(subareas.values()),
        general=under[""],
        strengths=[Item(item["key"], item["text"]) for item in area["strengths"]],
        improvements=[Item(item["key"], item["text"]) for item in area["improvements"]],
        examples=[_example(item, addresses) for item in area.get("examples", ())],
    )


def _example(item: Json, addresses: Mapping[str, str]) -> Example:
    named = item["named"] or {"code": "", "short_name": ""}
    url = addresses.get(named["code"], "")
    return Example(item["key"], item["text"], named["code"], named["short_name"], item["subarea_code"], url)


def _points(shown: Json) -> Points:
    return Points(shown["achieved"], shown["maximum"])


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _evaluator(person: Json) -> str:
    organisation = person.get("organisation")
    return f"{person['name']}, {organisation}" if organisation else str(person["name"])
