"""How the pages of an invented report look: letters, margins, columns, rules and running lines."""

from dataclasses import dataclass, field
from typing import Literal

from hypothesis import strategies as st

FONTS = (
    "Liberation Serif", "Liberation Sans", "DejaVu Sans", "DejaVu Serif", "Libertinus Serif", "New Computer Modern",
)  # fmt: skip
HEADERS = ("", "", "", "Kommunkompassen", "{name}|Kommunkompassen {year}", "|Sida {page} ({pages})", "|{page}",
           "Utvärdering av {name}|{page}/{pages}", "Kommunkompassen|{name}|{page} ({pages})")  # fmt: skip
FOOTERS = ("", "|{page}|", "|{page}", "Kommunkompassen {name}|{page}", "{name} {year}|sid {page}",
           "Sida {page} av {pages}", "Sveriges Kommuner och Regioner|{page}", "{page}", "|– {page} –|")  # fmt: skip


@dataclass(frozen=True)
class Look:
    """The letters of one level of headings: size in points, spaces above and below in letters' heights."""

    size: float
    weight: Literal["regular", "bold"] = "bold"
    style: Literal["normal", "italic"] = "normal"
    fill: str = "#000000"
    above: float = 1.8
    below: float = 0.9
    caps: bool = False
    underlined: bool = False
    band: str = ""


LOOKS: dict[str, tuple[Look, ...]] = {
    "blue": (Look(16, fill="#1f4e79"), Look(14, fill="#2e74b5"), Look(12, fill="#2e74b5")),
    "bold": (Look(14), Look(12), Look(11)),
    "same size": (Look(11), Look(11, above=1.4), Look(11, above=1.2, below=0.5)),
    "light": (Look(22, "regular", fill="#7a1f3d"), Look(16, "regular", fill="#7a1f3d"), Look(12, "regular", "italic")),
    "capitals": (Look(15, caps=True), Look(13, caps=True), Look(11.5)),
    "underlined": (Look(14, underlined=True), Look(12, underlined=True), Look(11, style="italic")),
    "bands": (Look(18, fill="#ffffff", band="#00697a"), Look(14, fill="#ffffff", band="#00697a"), Look(11.5)),
    "italic": (Look(16), Look(13, style="italic"), Look(11, "regular", "italic")),
    "tight": (Look(13, above=1.2, below=0.6), Look(12, above=1.2, below=0.6), Look(11, above=1.0, below=0.45)),
}


@dataclass(frozen=True)
class Sheet:
    """Lengths of pages in millimetres, of letters in points, of spaces in letters' heights, of tables in per cent."""

    font: str = "Liberation Serif"
    size: float = 11
    stretch: int = 100
    ligatures: bool = True
    width: int = 210
    height: int = 297
    left: int = 25
    right: int = 25
    top: int = 25
    bottom: int = 25
    columns: int = 1
    justify: bool = False
    hyphenate: bool = False
    leading: float = 0.65
    spacing: float = 1.2
    indent: float = 0
    headings: tuple[Look, ...] = LOOKS["blue"]
    outline: int = 3
    header: str = ""
    footer: str = "|{page}|"
    running_colour: str = "#444444"
    running_rule: bool = False
    first_page_bare: bool = False
    note_rule: bool = True
    list_look: Literal["hanging", "flush"] = "hanging"
    list_indent: float = 0.5
    list_gap: float = 0.65
    lines_gap: float = 0.65
    rules: Literal["all", "rows", "columns"] = "all"
    head_bold: bool = True
    head_fill: str = "#ffffff"
    head_text: str = "#000000"
    striped: bool = False
    repeat_header: bool = False
    table_width: int = 100
    table_centred: bool = False
    table_size: float = 1.0
    table_gap: float = 1.2
    cells_hyphenate: bool = False
    cell_leading: float = 0.65
    cell_spacing: float = 0.65
    centred_cells: bool = False
    inset_x: float = 5
    inset_y: float = 3
    flipped_overview: bool = False
    leader: str = "."
    marks: dict[str, str] = field(default_factory=dict)
    tagged: bool = True


PAPERS = ((210, 297), (210, 297), (216, 279), (176, 250), (297, 210))
FILLS = (
    ("#ffffff", "#000000"),
    ("#ffffff", "#000000"),
    ("#d9d9d9", "#000000"),
    ("#00697a", "#ffffff"),
    ("#fbe4d5", "#7a1f3d"),
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Pages as many hands have made them: memos, brochures in two columns, printed web pages."""
    width, height = draw(st.sampled_from(PAPERS))
    columns = draw(st.sampled_from((1, 1, 1, 1, 2))) if width > 200 else 1
    margin = draw(st.sampled_from((15, 20, 25, 30)))
    gap = draw(st.sampled_from((0.55, 0.65, 0.8)))
    fill, text = draw(st.sampled_from(FILLS))
    return Sheet(
        font=draw(st.sampled_from(FONTS)),
        size=draw(st.sampled_from((9, 10, 10.5, 11, 12))) if columns == 1 else 9,
        stretch=draw(st.sampled_from((100, 100, 75))),
        ligatures=draw(st.booleans()),
        width=width,
        height=height,
        left=margin,
        right=draw(st.sampled_from((margin, 20, 35))) if columns == 1 else margin,
        top=draw(st.sampled_from((20, 25, 30))),
        bottom=draw(st.sampled_from((20, 25, 30))),
        columns=columns,
        justify=draw(st.booleans()),
        hyphenate=draw(st.sampled_from((False, False, True))),
        leading=gap,
        spacing=draw(st.sampled_from((gap + 0.4, 1.2, 1.6))),
        headings=LOOKS[draw(st.sampled_from(sorted(LOOKS)))],
        outline=draw(st.sampled_from((0, 3))),
        header=draw(st.sampled_from(HEADERS)),
        footer=draw(st.sampled_from(FOOTERS)),
        running_rule=draw(st.booleans()),
        first_page_bare=draw(st.booleans()),
        note_rule=draw(st.booleans()),
        list_look=draw(st.sampled_from(("hanging", "hanging", "flush"))),
        list_indent=draw(st.sampled_from((0.0, 0.5, 1.5))),
        list_gap=draw(st.sampled_from((gap, 0.9, 1.2))),
        lines_gap=draw(st.sampled_from((gap, gap, 0.9, 1.2))),
        rules=draw(st.sampled_from(("all", "all", "rows", "columns"))),
        head_bold=draw(st.booleans()),
        head_fill=fill,
        head_text=text,
        striped=draw(st.sampled_from((False, False, True))),
        repeat_header=draw(st.booleans()),
        table_width=draw(st.sampled_from((100, 100, 85, 70))) if columns == 1 else 100,
        table_centred=draw(st.booleans()),
        table_size=draw(st.sampled_from((1.0, 0.9, 0.85))),
        cells_hyphenate=draw(st.booleans()),
        cell_leading=gap,
        cell_spacing=draw(st.sampled_from((gap, gap + 0.3))),
        centred_cells=draw(st.sampled_from((False, False, True))),
        inset_x=draw(st.sampled_from((3, 5, 8))),
        inset_y=draw(st.sampled_from((1, 3, 6))),
        flipped_overview=draw(st.sampled_from((False, False, True))),
        leader=draw(st.sampled_from((".", "", "tab", "none"))),
        marks={
            "bullet": draw(st.sampled_from(("•", "•", "●", "▪", "\uf0b7", "➢", "○", "◦", "■"))),
            "dash": draw(st.sampled_from(("–", "-", "—"))),
            "number": draw(st.sampled_from(("{n}.", "{n})"))),
        },
        tagged=draw(st.booleans()),
    )
