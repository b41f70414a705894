"""Effort against expected effect: chips in three by three cells, and a tray for what is not assessed.

Drawn by templates/components/matrix.html, whose comment says what it needs. Used for actions and for improvement
opportunities alike: a page makes `Chip`s, in its own order, and asks `grid` to put them into their cells.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.models import Level

SHOWN = 12  # of a cell, until the reader asks for more of it
MOST = 200

EFFORTS = {
    Level.LOW.value: _("Low effort"),
    Level.MEDIUM.value: _("Medium effort"),
    Level.HIGH.value: _("High effort"),
}
EFFECTS = {
    Level.HIGH.value: _("High effect"),
    Level.MEDIUM.value: _("Medium effect"),
    Level.LOW.value: _("Low effect"),
}
# (effort, effect) → what the place means; the first is where to begin.
QUADRANTS: dict[tuple[str, str], Promise] = {
    ("low", "high"): _("Begin here: low effort, high effect"),
    ("medium", "high"): _("Plan it soon: high effect for medium effort"),
    ("high", "high"): _("Great undertaking: plan it and give it resources"),
    ("low", "medium"): _("Take it along: low effort"),
    ("medium", "medium"): _("Weigh it against the others"),
    ("high", "medium"): _("Think twice: high effort for medium effect"),
    ("low", "low"): _("When there is time: low effort, low effect"),
    ("medium", "low"): _("Wait: low effect for medium effort"),
    ("high", "low"): _("Question it: high effort, low effect"),
}
LEVELS = [
    ("", _("Not assessed")),
    (Level.LOW.value, pgettext_lazy("level", "Low")),
    (Level.MEDIUM.value, pgettext_lazy("level", "Medium")),
    (Level.HIGH.value, pgettext_lazy("level", "High")),
]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing in the matrix."""

    key: str  # its id in the page, such as atgard-12
    title: str
    url: str
    effort: str
    effect: str
    label: str = ""  # «Å-12»
    code: str = ""  # a status worth a word, such as late
    post_url: str = ""  # empty where this person cannot move it
    assess_url: str = ""  # the page with the form for it open

    @property
    def is_assessed(self) -> bool:
        """Both are said."""
        return bool(self.effort and self.effect)

    @property
    def halfway(self) -> object:
        """What is said where only one of the two is."""
        return "" if self.is_assessed else EFFORTS.get(self.effort) or EFFECTS.get(self.effect) or ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the matrix with the chips shown, of so many."""

    effort: str
    effect: str
    words: object
    chips: list[Chip]
    total: int
    more_url: str
    is_first: bool = False

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.total - len(self.chips)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one effect, the least effort first."""

    label: object
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All that components/matrix.html shows."""

    key: str
    label: object
    rows: list[Row]
    tray: Cell
    can_move: bool
    chosen: Chip | None = None
    said: str = ""
    is_refusal: bool = False
    undo_url: str = ""
    efforts: list[object] = field(default_factory=lambda: list(EFFORTS.values()))

    @property
    def fields(self) -> list[tuple[str, object, list[tuple[str, object]], str]]:
        """The two choices of the form: name, label, choices, value."""
        effort, effect = (self.chosen.effort, self.chosen.effect) if self.chosen else ("", "")
        choices: list[tuple[str, object]] = list(LEVELS)
        return [
            ("effort", _("Effort"), choices, effort),
            ("expected_effect", _("Expected effect"), choices, effect),
        ]


def grid(
    key: str,
    label: object,
    chips: Iterable[Chip],
    more_url: Callable[[str], str],
    *,
    more: str = "",
    chosen: str = "",
    said: str = "",
    is_refusal: bool = False,
    undo_url: str = "",
) -> Matrix:
    """The matrix of these chips. `more` names the cell that is shown whole («low-high», «tray»), `more_url(cell)` is
    the address that shows it whole; `chosen` is the key of the chip whose form is open."""
    found = list(chips)
    places: dict[tuple[str, str], list[Chip]] = {place: [] for place in QUADRANTS}
    tray: list[Chip] = []
    for chip in found:
        (places[chip.effort, chip.effect] if chip.is_assessed else tray).append(chip)

    def cell(name: str, effort: str, effect: str, held: list[Chip]) -> Cell:
        most = MOST if more == name else SHOWN
        words = QUADRANTS.get((effort, effect), "")
        is_first = (effort, effect) == next(iter(QUADRANTS))
        return Cell(effort, effect, words, held[:most], len(held), more_url(name), is_first)

    rows = [
        Row(words, [cell(f"{effort}-{effect}", effort, effect, places[effort, effect]) for effort in EFFORTS])
        for effect, words in EFFECTS.items()
    ]
    return Matrix(
        key=key,
        label=label,
        rows=rows,
        tray=cell("tray", "", "", tray),
        can_move=any(chip.post_url for chip in found),
        chosen=next((chip for chip in found if chip.post_url and chip.key == chosen), None),
        said=said,
        is_refusal=is_refusal,
        undo_url=undo_url,
    )
