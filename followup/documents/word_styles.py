"""How a plan looks in Word: the styles that its text is set by, so that a municipality changes them in one place."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ACCENT, GREY, BLACK = RGBColor(0x0D, 0x5C, 0x5C), RGBColor(0x5B, 0x58, 0x52), RGBColor(0, 0, 0)
TYPEFACE = "Calibri"  # on every machine with Word; LibreOffice has one of the same widths

# Ids of styles: those of Word's own, and those that are made here.
TEXT, TITLE, SUBTITLE, PART, UNDER_PART, QUOTE = "Normal", "Title", "Subtitle", "Heading1", "Heading2", "Quote"
MUNICIPALITY, MARK, FACT, FAINT_TEXT, NOTE = "Kommun", "Markering", "Uppgift", "Bitext", "Not"
CELL, NUMBER, HEADING, NUMBER_HEADING, FAINT = "Cell", "Tal", "Kolumn", "Talkolumn", "Tonad"


def prepare(document: WordDocument) -> None:
    """Language, typeface and styles."""
    _speak_swedish(document)
    looks = _Looks(document)
    looks.set("Normal", size=10.5, after=6)
    looks.set("Title", size=32, colour=ACCENT, bold=True, after=4)
    looks.set("Subtitle", size=14, colour=GREY, after=14)
    looks.set("Heading 1", size=16, colour=ACCENT, bold=True, before=24, after=6, leads=True)
    looks.set("Heading 2", size=11.5, colour=BLACK, bold=True, before=14, after=4, leads=True)
    looks.set("Quote", size=10.5, after=6, italic=True, leads=True).left_indent = Mm(4)
    for name in ("Header", "Footer"):
        _at_both_sides(looks.set(name, size=9, colour=GREY, after=0))
    looks.add(MUNICIPALITY, size=13, bold=True, before=24, after=6)
    looks.add(MARK, size=11, colour=ACCENT, bold=True, after=12)
    looks.add(FAINT_TEXT, size=10.5, colour=GREY, after=6, leads=True)
    looks.add(NOTE, size=10.5, before=6, after=6)
    fact = looks.add(FACT, size=10.5, after=3)
    fact.tab_stops.add_tab_stop(Mm(40))
    fact.left_indent, fact.first_line_indent = Mm(40), Mm(-40)
    looks.add(CELL, size=9.5, after=2)
    looks.add(NUMBER, size=9.5, after=2).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    looks.add(HEADING, size=9, colour=ACCENT, bold=True, after=2, leads=True)
    looks.add(NUMBER_HEADING, size=9, colour=ACCENT, bold=True, leads=True).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    faint: Any = document.styles.add_style(FAINT, WD_STYLE_TYPE.CHARACTER)  # Any: as below
    faint.font.color.rgb = GREY


def _speak_swedish(document: WordDocument) -> None:
    """The language of every text that says nothing else; long compounds are hyphenated."""
    stop = document.settings.element.find(qn("w:defaultTabStop"))
    if stop is not None:
        stop.addnext(OxmlElement("w:autoHyphenation"))  # Word holds to the order of its schema
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "sv-SE")


def _at_both_sides(paragraph: Any) -> None:
    """One tab stop, at the right margin."""
    paragraph.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)


class _Looks:
    """Gives styles their looks. Any: what python-docx knows of a paragraph's style only when it runs."""

    def __init__(self, document: WordDocument) -> None:
        self.styles: Any = document.styles

    def add(self, name: str, **looks: Any) -> Any:
        """Make a style of paragraphs; gives its paragraph format."""
        self.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = self.styles["Normal"]
        return self.set(name, **looks)

    def set(
        self,
        name: str,
        *,
        size: float,
        after: float = 2,
        before: float = 0,
        colour: RGBColor = BLACK,
        bold: bool = False,
        italic: bool = False,
        leads: bool = False,
    ) -> Any:
        """Give a style its looks; one that leads stays on the page of what follows."""
        style = self.styles[name]
        font, paragraph = style.font, style.paragraph_format
        font.name, font.size, font.bold, font.italic, font.color.rgb = TYPEFACE, Pt(size), bold, italic, colour
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for part, drawn in ((style.element.rPr, ("w:spacing", "w:kern")), (style.element.pPr, ("w:pBdr", "w:tabs"))):
            for element in [part.find(qn(each)) for each in drawn] if part is not None else []:
                if element is not None:
                    part.remove(element)
        paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(before), Pt(after), 1.08
        paragraph.keep_with_next = leads
        return paragraph
