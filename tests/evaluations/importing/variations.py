"""Invented reports made less alike: items of one word to sixty, names in them, notes, boxes for points."""

import copy
import random
import re
from collections.abc import Iterator, Sequence

from tests.evaluations.importing.generator import AIMS, OBJECTS, QUALITIES, SUBJECTS, TAILS, THINGS, VERBS, Report
from tests.evaluations.importing.printed import Bullets, Cell, Element, Grid, Heading, Note, Para, Spans, plain_text

SINGLE = (
    "Medborgarlöften", "Servicegarantier", "Budgetprocessen", "Nämndinitiativ", "Kontaktcenter", "Friskvårdsarbetet",
    "Jämställdhetsintegrering", "Kompetensförsörjningsplan",
)  # fmt: skip
ASIDES = (
    "(t.ex. via webben)", "enligt Agenda 2030", "med stöd av SKR", "i samverkan med Region Skåne", "(2019–2022)",
    "”rätt väg in”", "inom IT och HR", "i Kolada", "för barn/unga", "utifrån CEMR-deklarationen", "hos AB Bostäder",
    "av minst 80 % av cheferna", "under 2020-talet", "– även i bolagen",
)  # fmt: skip
JOINTS = ("och", "samt", "som", "där", "men även", "så att", "vilket gör att", "liksom")
MOST_WORDS = 60
NOTE_TEXTS = ("Se vidare bilagan.", "Uppgiften gäller föregående mandatperiod.", "Enligt kommunens webbplats i mars.")


def varied(report: Report, dice: random.Random) -> Report:
    """The same report with items of many lengths; a report keeps to full stops after its items or does without."""
    report = copy.deepcopy(report)
    stopped = dice.random() < 0.2
    longest = dice.choice((6, 12, 25, 60))
    for area in report.areas:
        area.strengths = _items(dice, longest, stopped=stopped)
        area.improvements = _items(dice, longest, stopped=stopped)
    return report


def _items(dice: random.Random, longest: int, *, stopped: bool) -> list[str]:
    found: list[str] = []
    wanted = dice.choice((1, 2, 3, 4, 5, 6, 9))
    while len(found) < wanted:
        item = _item(dice, dice.randint(1, longest))
        if item not in found:
            found.append(f"{item}." if stopped else item)
    return found


def _item(dice: random.Random, length: int) -> str:
    if length <= 2:
        return dice.choice(SINGLE)
    if dice.random() < 0.5:
        words = f"{dice.choice(QUALITIES)} {dice.choice(THINGS)} {dice.choice(AIMS)}"
    else:
        words = f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)}"
    while len(words.split()) < length:
        more = dice.choice(
            (
                dice.choice(ASIDES),
                f"{dice.choice(JOINTS)} {dice.choice(SUBJECTS).lower()} {dice.choice(VERBS)} {dice.choice(OBJECTS)}",
                dice.choice(TAILS),
                f", {dice.choice(QUALITIES).lower()} {dice.choice(THINGS)}",
            )
        )
        if len(words.split()) + len(more.split()) > MOST_WORDS:
            break
        words += more if more.startswith(",") else f" {more}"
    return words


def noted(elements: Sequence[Element], dice: random.Random) -> Iterator[Element]:
    """Footnote marks behind some items of tables."""
    for element in elements:
        if isinstance(element, Grid) and is_items_grid(element):
            rows = tuple(
                row if place == 0 else tuple(_noted_cell(cell, dice) for cell in row)
                for place, row in enumerate(element.rows)
            )
            yield Grid(rows, element.header, element.ruled, element.widths)
        else:
            yield element


def _noted_cell(cell: Cell, dice: random.Random) -> Cell:
    return tuple(
        Bullets(tuple(_noted_spans(item, dice) for item in part.items), part.mark)
        if isinstance(part, Bullets)
        else part
        for part in cell
    )


def _noted_spans(spans: Spans, dice: random.Random) -> Spans:
    return (*spans, Note(dice.choice(NOTE_TEXTS))) if dice.random() < 0.2 else spans


def listed(elements: Sequence[Element], dice: random.Random) -> Iterator[Element]:
    """Some paragraphs of the narrative as lists of their sentences."""
    inside = False
    for element in elements:
        inside = element.level > 1 if isinstance(element, Heading) else inside
        match element:
            case Para((str() as text,)) if inside and text.count(". ") > 2 and dice.random() < 0.15:
                first, *rest = re.split(r"(?<=\.) ", text)
                yield Para((first,))
                yield Bullets(tuple((sentence,) for sentence in rest), dice.choice(("bullet", "dash")))
            case _:
                yield element


def boxed(elements: Sequence[Element]) -> Iterator[Element]:
    """The line with an area's points in a box of its own."""
    for element in elements:
        match element:
            case Para((str() as text,)) if re.fullmatch(r"Poäng: \d+|\d+ av 100 poäng", text):
                yield Grid((((element,),),), header=False, ruled=True, widths=(1.0,))
            case _:
                yield element


def is_items_grid(element: Element) -> bool:
    return isinstance(element, Grid) and len(element.widths) == 2 and element.widths[0] == element.widths[1]


def stacked(elements: Sequence[Element], dice: random.Random) -> Iterator[Element]:
    """Strengths above improvements instead of beside them: the word in a row of its own, or in a column before."""
    form = dice.choice(("above", "before"))
    for element in elements:
        if not isinstance(element, Grid) or not is_items_grid(element) or len(element.rows) != 2:
            yield element
            continue
        words, cells = element.rows
        if form == "above":
            rows = tuple((cell,) for pair in zip(words, cells, strict=True) for cell in pair)
            yield Grid(rows, False, element.ruled, (1.0,))
        else:
            yield Grid(tuple(zip(words, cells, strict=True)), False, element.ruled, (0.3, 0.7))


def introduced(elements: Sequence[Element]) -> Iterator[Element]:
    """A heading over the table of items."""
    for element in elements:
        if is_items_grid(element):
            yield Heading("Styrkor och förbättringsmöjligheter", 3)
        yield element


def reshaped(elements: Sequence[Element], form: str) -> Iterator[Element]:
    """The overview with its figures in one cell, in the other order, with their unit, or without codes."""
    for element in elements:
        if isinstance(element, Grid) and len(element.widths) > 2 and _has_codes(element):
            yield _reshaped(element, form)
        else:
            yield element


def _has_codes(grid: Grid) -> bool:
    return any(re.match(r"\d\.\d|Totalt samtliga", _text(cell)) for row in grid.rows for cell in row[:2])


def _text(cell: Cell) -> str:
    return " ".join(plain_text(part.spans) for part in cell if isinstance(part, Para))


def _plain(text: str) -> Cell:
    return (Para((text,)),)


def _reshaped(grid: Grid, form: str) -> Grid:
    first = 2 if grid.widths[0] < 0.2 else 1  # the codes have a column of their own
    rows = []
    for row in grid.rows:
        before, (achieved, most, *share) = row[:first], row[first:]
        match form:
            case "swapped":
                rows.append((*before, most, achieved, *share))
            case "slash":
                joined = f"{_text(achieved)}/{_text(most)}" if _text(achieved) else ""
                rows.append((*before, _plain(joined), *share))
            case "units":
                figures = [
                    _plain(f"{_text(cell)} p" if _text(cell).isdigit() else _text(cell)) for cell in (achieved, most)
                ]
                rows.append((*before, *figures, *share))
            case _:
                rows.append(row)
    widths = (*grid.widths[:first], *grid.widths[first + (form == "slash") :])
    spare = 1 - sum(widths)
    widths = tuple(width + (spare if place == first - 1 else 0) for place, width in enumerate(widths))
    return Grid(tuple(rows), grid.header, grid.ruled, widths)


def parted(elements: Sequence[Element], dice: random.Random) -> Iterator[Element]:
    """Tables of items with other widths left and right."""
    share = dice.choice((0.4, 0.45, 0.55, 0.6))
    for element in elements:
        if isinstance(element, Grid) and is_items_grid(element):
            yield Grid(element.rows, element.header, element.ruled, (share, 1 - share))
        else:
            yield element
