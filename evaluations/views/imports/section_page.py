"""A section of the proposal page: one area with its points, items, examples and texts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from evaluations.importing.accepting.checks import Proposal
from evaluations.importing.interpreting.titles import plain
from evaluations.importing.reviewing import points
from evaluations.models import (
    FindingKind,
    ProposedArea,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    Subarea,
)
from evaluations.views.imports.pane import Origin

LISTS: dict[str, Promise] = {
    FindingKind.STRENGTH: gettext_lazy("Strengths"),
    FindingKind.IMPROVEMENT: gettext_lazy("Improvement opportunities"),
    FindingKind.EXAMPLE: gettext_lazy("Good examples"),
}
MATCHED_BY: dict[str, Promise] = {
    "title": gettext_lazy("matched by title"),
    "alias": gettext_lazy("matched by an older title"),
    "number": gettext_lazy("matched by number"),
    "likeness": gettext_lazy("matched by likeness"),
}


@dataclass(frozen=True, slots=True)
class PointsRow:
    """A row of the table of points, with the names and values of its fields."""

    row: ProposedArea | ProposedSubarea
    prefix: str
    achieved: str
    maximum: str
    match: str
    asks_match: bool
    matched_by: Promise | str = ""

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"omrade-{self.row.area_number}" if isinstance(self.row, ProposedArea) else f"delomrade-{self.row.pk}"

    @property
    def kind(self) -> str:
        """Its model's name, as the confirmation of one value is told it."""
        return self.row._meta.model_name or ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """One list of items of an area."""

    kind: str
    heading: Promise | str
    items: list[ProposedFinding]

    @property
    def rows(self) -> list[tuple[ProposedFinding, int]]:
        """Each item with the key of the one after, where the work goes on when it leaves the list; 0 for none."""
        return [
            (item, self.items[place].pk if place < len(self.items) else 0)
            for place, item in enumerate(self.items, start=1)
        ]

    @property
    def kept(self) -> int:
        """How many will be in the evaluation."""
        return sum(not item.is_dropped for item in self.items)


@dataclass(frozen=True, slots=True)
class Announced:
    """Where the section's own list of headings and the overview differ."""

    only_in_section: list[str]
    only_in_overview: list[str]


@dataclass(frozen=True, slots=True)
class TextGroup:
    """The texts under one sub-area, or under several together, or under the area as a whole."""

    heading: str
    texts: list[ProposedText]


@dataclass(slots=True)
class Section:
    """An area with all that was read in it."""

    number: int
    area: ProposedArea | None = None
    rows: list[PointsRow] = field(default_factory=list)
    options: list[Subarea] = field(default_factory=list)
    items: dict[str, list[ProposedFinding]] = field(default_factory=lambda: {kind: [] for kind in LISTS})
    texts: list[ProposedText] = field(default_factory=list)
    left: int = 0

    @property
    def title(self) -> str:
        """The area's title as read."""
        return self.area.title if self.area else ""

    @property
    def lists(self) -> list[ItemList]:
        """The lists of items with kind and heading."""
        return [ItemList(kind, heading, self.items[kind]) for kind, heading in LISTS.items()]

    @property
    def is_bare(self) -> bool:
        """Whether the area has neither strengths nor improvement opportunities, which a report seldom means."""
        return bool(self.area) and not any(each.kept for each in self.lists if each.kind != FindingKind.EXAMPLE)

    @property
    def announced(self) -> Announced | None:
        """How the section's own list of headings differs from the overview; None where it does not or there is none."""
        rubrics = self.area.rubrics if self.area else []
        titles = [each.row.title for each in self.rows if isinstance(each.row, ProposedSubarea)]
        if not rubrics or not titles:
            return None
        only_in_section, only_in_overview = _missing(rubrics, titles), _missing(titles, rubrics)
        return Announced(only_in_section, only_in_overview) if only_in_section or only_in_overview else None

    @property
    def text_groups(self) -> list[TextGroup]:
        """The texts in the order of the sub-areas, those of the area as a whole first, each under its heading."""
        names = {each.row.code: str(each.row) for each in self.rows if isinstance(each.row, ProposedSubarea)}
        order = {code: place for place, code in enumerate(names)}
        groups: dict[tuple[str, ...], list[ProposedText]] = {}
        for text in self.texts:
            groups.setdefault(tuple(text.subarea_codes), []).append(text)
        ordered = sorted(groups.items(), key=lambda group: [order.get(code, -1) for code in group[0]])
        return [
            TextGroup(", ".join(names.get(code, code) for code in codes) if codes else "", texts)
            for codes, texts in ordered
        ]

    @property
    def unsure(self) -> Iterable[str]:
        """The places on the page of what should be looked at, from above."""
        yield from (each.anchor for each in self.rows if not each.row.is_sure)
        for items in self.items.values():
            yield from (f"punkt-{item.pk}" for item in items if not item.is_sure and not item.is_dropped)
        yield from (f"text-{text.pk}" for group in self.text_groups for text in group.texts if not text.is_sure)

    @property
    def origins(self) -> Iterable[Origin]:
        """Where everything in it was read."""
        yield from (Origin.of_row(each.anchor, each.row) for each in self.rows)
        for items in self.items.values():
            yield from (Origin.of_row(f"punkt-{item.pk}", item) for item in items)
        yield from (Origin.of_row(f"text-{text.pk}", text) for text in self.texts)


def sections_of(proposal: Proposal, options: Iterable[Subarea]) -> list[Section]:
    """The proposal's areas in order; an area that only has items or texts gets a section of its own."""
    sections = {area.area_number: Section(area.area_number, area) for area in proposal.areas}

    def section_of(row: ProposedSubarea | ProposedFinding | ProposedText) -> Section:
        return sections.setdefault(row.area_number, Section(row.area_number))

    for area in proposal.areas:
        sections[area.area_number].rows.append(_points_row(area))
    for subarea in proposal.subareas:
        section_of(subarea).rows.append(_points_row(subarea))
    for item in proposal.findings:
        section_of(item).items[item.kind].append(item)
    for text in proposal.texts:
        section_of(text).texts.append(text)
    for option in options:
        if option.area.number in sections:
            sections[option.area.number].options.append(option)
    for section in sections.values():
        section.left = sum(1 for _anchor in section.unsure)
    return [sections[number] for number in sorted(sections)]


def _points_row(row: ProposedArea | ProposedSubarea) -> PointsRow:
    fields, prefix = points.as_fields(row), points.prefix_of(row)
    match = fields.get(f"{prefix}subarea", "")
    asks = isinstance(row, ProposedSubarea) and row.subarea is None
    how = MATCHED_BY[_matched_by(row)] if isinstance(row, ProposedSubarea) and row.subarea else ""
    return PointsRow(row, prefix, fields[f"{prefix}achieved"], fields[f"{prefix}maximum"], match, asks, how)


def _matched_by(row: ProposedSubarea) -> str:
    """What speaks most for the match."""
    subarea = row.subarea
    if subarea is None:
        return ""
    title = plain(row.title)
    if title == plain(subarea.title):
        return "title"
    if any(title == plain(alias) for alias in subarea.aliases):
        return "alias"
    return "number" if row.code and row.code == subarea.code and row.why != "by_likeness" else "likeness"


def _missing(titles: Iterable[str], others: Iterable[str]) -> list[str]:
    known = {plain(other) for other in others}
    return [title for title in titles if plain(title) not in known]
