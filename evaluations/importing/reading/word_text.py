"""The words of one Word paragraph: what is shown, without what is hidden or struck by a tracked change."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .markup import BULLETS, SUPERSCRIPTS
from .word_package import Element, W
from .word_styles import Format, Styles

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHEMATICS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
HOLDERS = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
}
BOX = f"{W}txbxContent"
PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}
ALTERNATIVES = f"{COMPATIBILITY}AlternateContent"
LINE_END = "\n"


@dataclass(slots=True)
class Fields:
    """The fields that are open where the reading stands; they may run over many paragraphs."""

    open: list[str] = field(default_factory=list)

    @property
    def in_contents(self) -> bool:
        return any(code.strip().upper().startswith("TOC") for code in self.open)


@dataclass(slots=True)
class ParagraphText:
    """The parts of a paragraph in order; a line end stands alone.

    `breaks` counts the pages that end before a part; a note is its kind, its key in the file and its mark.
    """

    parts: list[str] = field(default_factory=list)
    breaks: dict[int, int] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    all_bold: bool = True
    in_contents: bool = False


class ParagraphReader:
    """Reads paragraphs one after another; footnotes are numbered and fields followed through the document."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.fields = Fields()
        self.note_count = 0

    def read(self, paragraph: Element, found: Format) -> ParagraphText:
        """What the paragraph shows."""
        text = ParagraphText(in_contents=found.in_contents or self.fields.in_contents)
        self._walk(paragraph, found, text)
        return text

    def _walk(self, holder: Element, found: Format, text: ParagraphText) -> None:
        for child in holder:
            if child.tag == f"{W}r":
                self._read_run(child, found, text)
            elif child.tag in HOLDERS:
                self._walk(child, found, text)
            elif child.tag == ALTERNATIVES:
                for holder_of_one in alternatives(child):
                    self._walk(holder_of_one, found, text)
            elif child.tag == f"{MATHEMATICS}oMath" or child.tag == f"{MATHEMATICS}oMathPara":
                text.parts += [words.text for words in child.iter(f"{MATHEMATICS}t") if words.text]

    def _read_run(self, run: Element, paragraph: Format, text: ParagraphText) -> None:
        found = self.styles.of_run(run.find(f"{W}rPr"), paragraph)
        for child in run:
            self._follow_field(child)
            if child.tag in PICTURES:
                text.boxes += boxes_in(child)
            elif child.tag == ALTERNATIVES:
                text.boxes += [box for holder in alternatives(child) for box in boxes_in(holder)]
            elif child.tag == f"{W}lastRenderedPageBreak":
                text.breaks[len(text.parts)] = text.breaks.get(len(text.parts), 0) + 1
            elif not found.hidden:
                part = self._part(child, found, text)
                if part:
                    text.parts.append(part)
                    text.all_bold = text.all_bold and (found.bold or not part.strip())
        text.in_contents = text.in_contents or self.fields.in_contents

    def _part(self, child: Element, found: Format, text: ParagraphText) -> str:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        match name:
            case "t":
                return _raised(child.text or "") if found.raised else (child.text or "").replace("\n", " ")
            case "tab" | "ptab":
                return "\t"
            case "br" | "cr":
                return LINE_END
            case "noBreakHyphen":
                return "-"
            case "sym":
                return _symbol(child)
            case "footnoteReference" | "endnoteReference":
                return self._note(name, child, text)
        return ""

    def _note(self, name: str, child: Element, text: ParagraphText) -> str:
        self.note_count += 1
        mark = str(self.note_count).translate(SUPERSCRIPTS)
        text.notes.append((name.removesuffix("Reference"), child.get(f"{W}id") or "", mark))
        return mark

    def _follow_field(self, child: Element) -> None:
        if child.tag == f"{W}fldChar":
            kind = child.get(f"{W}fldCharType")
            if kind == "begin":
                self.fields.open.append("")
            elif kind == "end" and self.fields.open:
                self.fields.open.pop()
        elif child.tag == f"{W}instrText" and self.fields.open:
            self.fields.open[-1] = (self.fields.open[-1] + (child.text or ""))[:100]


def alternatives(element: Element) -> Iterator[Element]:
    """Of the ways in which something is drawn, the first that has text: the same words stand in each of them."""
    holders = list(element)
    chosen = next((holder for holder in holders if next(holder.iter(f"{W}t"), None) is not None), None)
    if chosen is not None:
        yield chosen


def boxes_in(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, those in other boxes left to them."""
    if element.tag == BOX:
        yield element
        return
    if element.tag == ALTERNATIVES:
        for holder in alternatives(element):
            yield from boxes_in(holder)
        return
    for child in element:
        yield from boxes_in(child)


def _raised(text: str) -> str:
    """A raised number is a note mark, as readers of text leave it."""
    return text.translate(SUPERSCRIPTS) if text.strip().isdigit() else text


def _symbol(child: Element) -> str:
    """A letter of a symbol font: a bullet if it is one, else nothing that can be read."""
    code = child.get(f"{W}char") or ""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return letter if letter in BULLETS or (letter.isalnum() and ord(letter) < 0xE000) else ""
