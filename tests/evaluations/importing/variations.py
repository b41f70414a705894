"""Invented reports made less alike: items of one word to sixty, names in them, notes, boxes for points."""

import copy
import random
import re
from collections.abc import Iterator, Sequence

from tests.evaluations.importing.generator import AIMS, OBJECTS, QUALITIES, SUBJECTS, TAILS, THINGS, VERBS, Report
from tests.evaluations.importing.printed import Bullets, Cell, Element, Grid, Note, Para, Spans

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
        words += more if more.startswith(",") else f" {more}"
    return re.sub(r"\s+", " ", words)


def noted(elements: Sequence[Element], dice: random.Random) -> Iterator[Element]:
    """Footnote marks behind some items of tables."""
    for element in elements:
        if isinstance(element, Grid) and len(element.widths) == 2 and element.widths[0] == element.widths[1]:
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


def boxed(elements: Sequence[Element]) -> Iterator[Element]:
    """The line with an area's points in a box of its own."""
    for element in elements:
        match element:
            case Para((str() as text,)) if re.fullmatch(r"Poäng: \d+|\d+ av 100 poäng", text):
                yield Grid((((element,),),), header=False, ruled=True, widths=(1.0,))
            case _:
                yield element


def parted(elements: Sequence[Element], dice: random.Random) -> Iterator[Element]:
    """Tables of items with other widths left and right."""
    share = dice.choice((0.4, 0.45, 0.55, 0.6))
    for element in elements:
        if isinstance(element, Grid) and len(element.widths) == 2 and element.widths[0] == element.widths[1]:
            yield Grid(element.rows, element.header, element.ruled, (share, 1 - share))
        else:
            yield element
