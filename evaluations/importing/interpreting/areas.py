"""Each area put together from its own section and from the overview, either of which may be missing."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from evaluations.importing.draft import AreaDraft, ExampleDraft, ItemDraft, Points, Reading, Source, SubareaDraft, Why
from evaluations.rubric_files import shipped_editions

from .entries import Entry
from .examples import ExampleFinder
from .items import read_items
from .narrative import covered, narrative_of
from .outline import AreaSpan
from .overview import Overview, OverviewArea, source_of
from .points import figures
from .section import AreaSection, read_section
from .titles import plain

HIGHEST = 100  # what every area gives at most in every edition


def draft_areas(
    entries: Sequence[Entry],
    spans: Sequence[AreaSpan],
    overview: Overview,
    words: frozenset[str],
    models: ExampleFinder,
) -> tuple[AreaDraft, ...]:
    """The areas in the order of their numbers."""
    by_number = {span.number: span for span in spans}
    drafts = []
    for number in sorted({*by_number, *overview.areas}):
        in_overview = overview.areas.get(number) or OverviewArea(number)
        span = by_number.get(number)
        section = None
        if span is not None:
            section = read_section(entries, span, [subarea.title for subarea in in_overview.subareas])
        drafts.append(_draft_area(entries, number, span, section, in_overview, words, models))
    return tuple(draft for draft in drafts if _says_something(draft))


def _says_something(draft: AreaDraft) -> bool:
    return draft.achieved.value is not None or bool(
        draft.subareas or draft.sections or draft.strengths or draft.improvements
    )


def _draft_area(
    entries: Sequence[Entry],
    number: int,
    span: AreaSpan | None,
    section: AreaSection | None,
    in_overview: OverviewArea,
    words: frozenset[str],
    models: ExampleFinder,
) -> AreaDraft:
    section = section or AreaSection(number)
    subareas = tuple(in_overview.subareas) or _subareas_of(section)
    title_in_overview: Reading[str | None] = Reading(in_overview.title, in_overview.title_source)
    if span is not None:
        title = Reading(span.title, source_of(entries[span.start]))
    else:
        title = Reading(
            in_overview.title or _usual_title(number), in_overview.title_source, sure=in_overview.title is not None
        )
    achieved, highest = _points(section, in_overview, subareas)
    subareas, rubrics_why = compared_with_list(subareas, section.rubrics if in_overview.subareas else ())
    sides = (section.strengths, section.improvements)
    rows = max(sum(piece.alone for piece in side.pieces) for side in sides)
    strengths, improvements = (read_items(side.pieces, words, rows) for side in sides)
    return AreaDraft(
        number=number,
        title=title,
        title_in_overview=title_in_overview,
        achieved=achieved,
        max=highest,
        in_section=Reading(
            section.points, section.points_source, why=Why.PLAIN if section.points is not None else Why.MISSING
        ),
        subareas=subareas,
        strengths=strengths,
        improvements=improvements,
        sections=narrative_of(section, subareas, words),
        examples=_examples(section, subareas, (*strengths, *improvements), models),
        rubrics=tuple(section.rubrics),
        rubrics_why=rubrics_why,
    )


def _examples(
    section: AreaSection, subareas: Sequence[SubareaDraft], items: Sequence[ItemDraft], models: ExampleFinder
) -> tuple[ExampleDraft, ...]:
    found = [
        example
        for text in section.texts
        for example in models.in_entries(text.entries, covered(text, section.rubrics, subareas))
    ]
    for item in items:
        found += models.in_text(item.text, (), item.source)
    return tuple(found)


def compared_with_list(
    subareas: tuple[SubareaDraft, ...], rubrics: Sequence[str]
) -> tuple[tuple[SubareaDraft, ...], Why]:
    """The sub-areas that the section's list of headings names otherwise or leaves out, marked as unsure.

    A list none of whose titles is the overview's is written in other words throughout; then only its length tells.
    """
    listed = {plain(title) for title in rubrics}
    shared = [plain(subarea.title) in listed for subarea in subareas]
    if not listed or not subareas or (all(shared) and len(listed) == len(subareas)):
        return subareas, Why.PLAIN
    if not any(shared):
        return subareas, Why.PLAIN if len(rubrics) == len(subareas) else Why.LISTED_OTHERWISE
    marked = tuple(
        subarea if is_shared else replace(subarea, sure=False, why=Why.LISTED_OTHERWISE)
        for subarea, is_shared in zip(subareas, shared, strict=True)
    )
    return marked, Why.LISTED_OTHERWISE


def _subareas_of(section: AreaSection) -> tuple[SubareaDraft, ...]:
    """Without an overview a section may give the points of its sub-areas itself."""
    drafts = []
    for place, (row, entry) in enumerate(section.rows, 1):
        achieved, highest, percent = figures(row, ())
        code = row.code or f"{section.number}.{place}"
        drafts.append(
            SubareaDraft(
                code, row.title, achieved, highest, percent, source_of(entry), sure=False, why=Why.FROM_SECTION
            )
        )
    return tuple(drafts)


def _points(
    section: AreaSection, in_overview: OverviewArea, subareas: Sequence[SubareaDraft]
) -> tuple[Reading[Points | None], Reading[Points | None]]:
    """The overview's points, else the sum of its sub-areas, else the section's."""
    if in_overview.achieved is not None:
        return (
            Reading(in_overview.achieved, in_overview.source),
            _highest(in_overview.max, in_overview.source, subareas),
        )
    source = subareas[0].source if subareas else None
    added = _sum([subarea.achieved for subarea in subareas])
    if in_overview.subareas and added is not None:
        return Reading(added, source, why=Why.COUNTED), _highest(in_overview.max, source, subareas)
    if section.points is not None:
        return (
            Reading(section.points, section.points_source, sure=False, why=Why.FROM_SECTION),
            _highest(section.max, section.points_source, subareas),
        )
    if added is not None:
        return Reading(added, source, sure=False, why=Why.COUNTED), _highest(None, source, subareas)
    missing: Reading[Points | None] = Reading(None, None, sure=False, why=Why.MISSING)
    return missing, missing


def _highest(stated: Points | None, source: Source | None, subareas: Sequence[SubareaDraft]) -> Reading[Points | None]:
    if stated is not None:
        return Reading(stated, source)
    added = _sum([subarea.max for subarea in subareas])
    if added is not None:
        return Reading(added, source, why=Why.COUNTED)
    return Reading(HIGHEST, None, sure=False, why=Why.FROM_RUBRIC)


def _sum(points: Sequence[Points | None]) -> Points | None:
    known = [Decimal(point) for point in points if point is not None]
    if not known or len(known) < len(points):
        return None
    added = sum(known, Decimal())
    return int(added) if added == added.to_integral_value() else added


def _usual_title(number: int) -> str:
    newest = shipped_editions()[-1].area(number)
    return newest.title if newest else ""
