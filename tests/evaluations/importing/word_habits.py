"""The ways in which the same paragraph may stand in a Word file: runs, lists, fields, boxes, changes, hidden text."""

import random
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from docx.oxml.ns import nsmap

NAMES = {
    **{prefix: nsmap[prefix] for prefix in ("w", "r", "wp", "a")},
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
CHANGED = 'w:id="900" w:author="N" w:date="2020-01-01T00:00:00Z"'


@dataclass(frozen=True)
class Habits:
    """What one author and one program do alike through a whole file."""

    heading: Literal["style", "swedish style", "own style", "outline level"]
    numbers: Literal["typed", "counted"]
    lists: Literal["style", "paragraph", "typed", "typed with tab"]
    contents: Literal["field", "control", "typed"]
    breaks: Literal["run", "before", "section"]
    line_break: Literal["br", "cr"]
    marks_pages: bool
    tracks_changes: bool
    hides_text: bool
    splits_runs: bool
    soft_hyphens: bool
    controls: bool
    boxes: Literal["none", "modern", "old"]
    merges_cells: bool
    empty_between: bool
    wraps_tables: bool
    wraps_lines: bool
    area_heading: Literal["alone", "in table", "in box", "two lines"]
    tab_after_number: bool


def habits(seed: int) -> Habits:
    """The habits that a seed gives, the same each time."""
    dice = random.Random(seed)  # noqa: S311 - repeats with the seed
    return Habits(
        heading=dice.choice(["style", "swedish style", "own style", "outline level"]),
        numbers=dice.choice(["typed", "counted"]),
        lists=dice.choice(["style", "paragraph", "typed", "typed with tab"]),
        contents=dice.choice(["field", "control", "typed"]),
        breaks=dice.choice(["run", "before", "section"]),
        line_break=dice.choice(["br", "cr"]),
        marks_pages=dice.random() < 0.5,
        tracks_changes=dice.random() < 0.3,
        hides_text=dice.random() < 0.2,
        splits_runs=dice.random() < 0.4,
        soft_hyphens=dice.random() < 0.3,
        controls=dice.random() < 0.3,
        boxes=dice.choice(["none", "none", "modern", "old"]),
        merges_cells=dice.random() < 0.5,
        empty_between=dice.random() < 0.4,
        wraps_tables=dice.random() < 0.15,
        wraps_lines=dice.random() < 0.15,
        area_heading=dice.choice(["alone", "alone", "alone", "in table", "in box", "two lines"]),
        tab_after_number=dice.random() < 0.2,
    )


class Runs:
    """Writes the runs of paragraphs after an author's habits."""

    def __init__(self, habits: Habits, seed: int) -> None:
        self.habits = habits
        self.dice = random.Random(seed + 1)  # noqa: S311 - repeats with the seed
        self.notes: list[str] = []

    def text(self, text: str, *, bold: bool = False, prefix: str = "") -> str:
        """The runs of a text, which may be split, marked as inserted, or have struck and hidden text beside them."""
        parts = self._parts(text)
        runs = [self.run(part, bold=bold) for part in parts]
        if self.habits.tracks_changes and self.dice.random() < 0.3:
            place = self.dice.randrange(len(runs))
            runs[place] = f"<w:ins {CHANGED}>{runs[place]}</w:ins>"
            runs.insert(place, f"<w:del {CHANGED}><w:r><w:delText>Struket ord </w:delText></w:r></w:del>")
        if self.habits.hides_text and self.dice.random() < 0.2:
            runs.append("<w:r><w:rPr><w:vanish/></w:rPr><w:t> Dold anteckning 99 poäng.</w:t></w:r>")
        if self.habits.splits_runs and self.dice.random() < 0.3:
            runs[0] = f'<w:hyperlink w:anchor="x">{runs[0]}</w:hyperlink>'
        if self.habits.controls and self.dice.random() < 0.1:
            runs[-1] = f"<w:sdt><w:sdtPr/><w:sdtContent>{runs[-1]}</w:sdtContent></w:sdt>"
        return prefix + '<w:proofErr w:type="spellStart"/>'.join(runs)

    def run(self, text: str, *, bold: bool = False) -> str:
        """One run; a word may hold a soft hyphen, as a letter or as Word's own element."""
        look = "<w:rPr><w:b/></w:rPr>" if bold else ""
        page = "<w:lastRenderedPageBreak/>" if self.habits.marks_pages and self.dice.random() < 0.03 else ""
        words = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        if self.habits.soft_hyphens and len(text) > 30 and self.dice.random() < 0.5:
            place = next((at for at in range(12, 28) if words[at - 3 : at + 3].isalpha()), 0)
            hyphen = self.dice.choice(["\u00ad", '</w:t><w:softHyphen/><w:t xml:space="preserve">'])
            words = words[:place] + hyphen + words[place:] if place else words
        return f'<w:r>{look}{page}<w:t xml:space="preserve">{words}</w:t></w:r>'

    def note(self, text: str) -> str:
        """The mark of a footnote with this text."""
        self.notes.append(text)
        look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        return f'<w:r>{look}<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def boxed(self, paragraph: str) -> str:
        """A paragraph that anchors a text box with another; modern files hold the same words twice."""
        box = f"<w:txbxContent>{paragraph}</w:txbxContent>"
        old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        if self.habits.boxes == "old":
            return f"<w:p><w:r>{old}</w:r></w:p>"
        drawing = (
            "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
            f"{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        return f"<w:p><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"

    def _parts(self, text: str) -> list[str]:
        if not self.habits.splits_runs or len(text) < 8:
            return [text]
        cuts = sorted(self.dice.sample(range(1, len(text)), min(3, len(text) - 1)))
        return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def field(code: str, shown: str) -> str:
    """A field of Word's, such as the number of the page."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{shown}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def numbering_xml() -> str:
    """Lists 1 bullets, 2 dashes, 3 numbers, 4 areas and sub-areas counted by Word; from 10 on numbers begun anew."""
    levels = {
        1: [("bullet", "•")],
        2: [("bullet", "-")],
        3: [("decimal", "%1.")],
        4: [("decimal", "Område %1"), ("decimal", "%1.%2")],
    }
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for place, (kind, text) in enumerate(kinds)
        )
        + "</w:abstractNum>"
        for key, kinds in levels.items()
    )
    numbers = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in levels)
    return f"<w:numbering {DECLARED}>{abstract}{numbers}</w:numbering>"


def footnotes_xml(notes: list[str]) -> str:
    """The part that holds the footnotes; the first two are the lines above them."""
    lines = "".join(f'<w:footnote w:type="separator" w:id="{key}"><w:p/></w:footnote>' for key in (-1, 0))
    texts = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for key, text in enumerate(notes, 1)
    )
    return f"<w:footnotes {DECLARED}>{lines}{texts}</w:footnotes>"
