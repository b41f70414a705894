"""How an invented report is laid out on pages: one list of elements, from which Word and PDF files are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

type Mark = Literal["bullet", "dash", "number"]
type Headings = Literal["styled", "bold", "capitals", "numbered"]
type Items = Literal[
    "cell bullets",
    "cell dashes",
    "cell paragraphs",
    "cell lines",
    "row an item",
    "lists under headings",
    "lines under headings",
    "paragraphs under headings",
]


@dataclass(frozen=True)
class Note:
    """A footnote whose mark stands here and whose text stands at the foot of the page."""

    text: str


type Spans = tuple[str | Note, ...]


@dataclass(frozen=True)
class Heading:
    """A heading as it is to be seen; `Style.headings` says whether it is styled or only bold. Level from 1."""

    text: str
    level: int


@dataclass(frozen=True)
class Para:
    spans: Spans
    bold: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[Spans, ...]
    mark: Mark


@dataclass(frozen=True)
class Lines:
    """Lines one after another in one paragraph, parted by line breaks."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """A list of contents: titles and page numbers, with a tab or leaders between."""

    entries: tuple[tuple[str, int], ...]


type Cell = tuple[Para | Bullets | Lines, ...]


@dataclass(frozen=True)
class Grid:
    """A table; `header` says that the first row repeats on every page, widths are shares that sum to 1."""

    rows: tuple[tuple[Cell, ...], ...]
    header: bool
    ruled: bool
    widths: tuple[float, ...]


@dataclass(frozen=True)
class PageBreak:
    """A break that the author put in by hand."""


type Element = Heading | Para | Bullets | Lines | Contents | Grid | PageBreak


@dataclass(frozen=True)
class Style:
    """Choices of layout. Sizes in points, margins in millimetres."""

    headings: Headings = "styled"
    area_heading: str = "Område {n} {t}"
    items: Items = "cell bullets"
    words: tuple[str, str] = ("Styrkor", "Förbättringsmöjligheter")
    points: Literal["table", "lines table", "plain rows", "line", "of a hundred", "in heading"] = "table"
    percent: bool = False
    overview: Literal["one table", "one per area"] = "one per area"
    overview_first: bool = False
    overview_title: str = "{n}. {t}"
    overview_words: tuple[str, str, str, str] = ("Delområde", "Resultat", "Max", "%")
    codes: Literal["with title", "own cell"] = "with title"
    sum_word: str = "Summa"
    grand_total: bool = False
    chapter: str = "4. Översikt av poängfördelning"
    contents: bool = True
    comparison: bool = False
    notes: bool = False
    running: str = "{page}"  # «{page}», «{pages}» and «{name}» are filled in; empty for none
    running_place: Literal["header", "footer"] = "footer"
    page: Literal["a4", "us-letter", "a5"] = "a4"
    margin: int = 25
    body_size: float = 11.0
    columns: Literal[1, 2] = 1
    justified: bool = False
    hyphenated: bool = False
    ruled: bool = True
    header_repeats: bool = True
    breaks: int = 0  # one in so many elements gets a page break before it; 0 for none
    seed: int = 0  # where the breaks fall, and whatever else a writer of files chooses


def styles() -> st.SearchStrategy[Style]:
    """Layouts that evaluators have used or might."""
    return st.builds(
        Style,
        headings=st.sampled_from(["styled", "styled", "bold", "capitals", "numbered"]),
        area_heading=st.sampled_from(["Område {n} {t}", "Område {n}: {t}", "Område {n} – {t}", "3.{n} {t}"]),
        items=st.sampled_from(
            ["cell bullets", "cell dashes", "cell paragraphs", "cell lines", "row an item", "lists under headings",
             "lines under headings", "paragraphs under headings"]
        ),
        words=st.sampled_from(
            [("Styrkor", "Förbättringsmöjligheter"), ("STYRKOR", "FÖRBÄTTRINGSMÖJLIGHETER"),
             ("Styrkor", "Förbättringsområden"), ("Styrkor", "Utvecklingsområden"),
             ("Styrkor:", "Förbättringsmöjligheter:")]
        ),
        points=st.sampled_from(["table", "lines table", "plain rows", "line", "of a hundred", "in heading"]),
        percent=st.booleans(),
        overview=st.sampled_from(["one table", "one per area"]),
        overview_first=st.booleans(),
        overview_title=st.sampled_from(["{n}. {t}", "Område {n} {t}", "{n} {t}"]),
        overview_words=st.sampled_from(
            [("Delområde", "Resultat", "Max", "%"), ("Område", "Poäng", "Maxpoäng", "Procent"),
             ("Rubrik", "Uppnådd poäng", "Möjlig poäng", "Andel"), ("Rubrik", "Uppnått", "Max", "%")]
        ),
        codes=st.sampled_from(["with title", "own cell"]),
        sum_word=st.sampled_from(["", "Summa", "Totalt"]),
        grand_total=st.booleans(),
        chapter=st.sampled_from(
            ["4. Översikt av poängfördelning", "4 Poängöversikt", "Översikt av poängfördelning",
             "Bilaga 1 Poäng per delområde"]
        ),
        contents=st.booleans(),
        comparison=st.booleans(),
        notes=st.booleans(),
        running=st.sampled_from(["", "{page}", "Sida {page} ({pages})", "Kommunkompassen {name} {page}"]),
        running_place=st.sampled_from(["header", "footer"]),
        page=st.sampled_from(["a4", "a4", "a4", "us-letter", "a5"]),
        margin=st.sampled_from([15, 20, 25, 30]),
        body_size=st.sampled_from([9.0, 10.0, 10.5, 11.0, 12.0]),
        columns=st.sampled_from([1, 1, 1, 2]),
        justified=st.booleans(),
        hyphenated=st.booleans(),
        ruled=st.booleans(),
        header_repeats=st.booleans(),
        breaks=st.sampled_from([0, 0, 4, 12]),
        seed=st.integers(0, 2**16),
    )  # fmt: skip


def plain_text(spans: Spans) -> str:
    """The words of a paragraph without its notes."""
    return "".join(span for span in spans if isinstance(span, str))


def notes_in(elements: Sequence[Element]) -> list[str]:
    """The texts of all footnotes in order."""
    found: list[str] = []
    for element in elements:
        match element:
            case Para(spans):
                found += [span.text for span in spans if isinstance(span, Note)]
            case Bullets(items):
                found += [span.text for spans in items for span in spans if isinstance(span, Note)]
            case Grid(rows):
                for row in rows:
                    for cell in row:
                        found += notes_in(cell)
    return found
