"""What the styles of a Word file say about a paragraph or run: heading, list, bold, hidden, part of the contents."""

import re
from dataclasses import dataclass, replace

from .word_package import Element, W

BODY_LEVEL = 9  # outline levels 0 to 8 are headings
HEADING_NAME = re.compile(
    r"^(?:heading|rubrik|överskrift|overskrift|otsikko|überschrift|titre)\s*([1-9])\b", re.IGNORECASE
)
CONTENTS_NAME = re.compile(r"^(?:toc|innehåll|contents|verzeichnis)\s*\d|^table of figures$", re.IGNORECASE)
OFF = {"0", "false", "off"}
MOST_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class Format:
    """What holds for a paragraph or run; `level` counts headings from 1, `numbered` is a list and its level from 0."""

    level: int | None = None
    list_id: str | None = None
    list_level: int = 0
    bold: bool = False
    hidden: bool = False
    raised: bool = False
    in_contents: bool = False


class Styles:
    """The formats of a file's styles, each with what it takes over from those it is based on."""

    def __init__(self, root: Element | None) -> None:
        self.elements = (
            {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")} if root is not None else {}
        )
        self.usual = next(
            (
                key
                for key, style in self.elements.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
            ),
            None,
        )
        self.formats: dict[str | None, Format] = {}

    def of_paragraph(self, properties: Element | None) -> Format:
        """The format of a paragraph with these properties."""
        found = self.named(_value(properties, "pStyle") or self.usual)
        return _with_own(found, properties) if properties is not None else found

    def of_run(self, properties: Element | None, paragraph: Format) -> Format:
        """The format of a run with these properties in such a paragraph."""
        if properties is None:
            return paragraph
        style = self.named(_value(properties, "rStyle"))
        found = replace(
            paragraph,
            bold=paragraph.bold or style.bold,
            hidden=paragraph.hidden or style.hidden,
            raised=paragraph.raised or style.raised,
        )
        return _with_run(found, properties)

    def named(self, key: str | None) -> Format:
        """The format of the style with this key; a style that is not there says nothing."""
        if key not in self.formats:
            self.formats[key] = self._resolved(key)
        return self.formats[key]

    def _resolved(self, key: str | None) -> Format:
        chain: list[Element] = []
        while key in self.elements and len(chain) < MOST_ANCESTORS and self.elements[key] not in chain:
            chain.insert(0, self.elements[key])
            key = _value(self.elements[key], "basedOn")
        found = Format()
        for style in chain:
            name = _value(style, "name") or ""
            heading = HEADING_NAME.match(name)
            if heading:
                found = replace(found, level=int(heading[1]))
            if CONTENTS_NAME.match(name):
                found = replace(found, in_contents=True)
            own = style.find(f"{W}pPr")
            found = _with_own(found, own) if own is not None else found
            found = _with_run(found, style.find(f"{W}rPr"))
        return found


def _with_own(found: Format, properties: Element) -> Format:
    outline = _value(properties, "outlineLvl")
    if outline is not None and outline.isdecimal() and len(outline) < 5:
        found = replace(found, level=int(outline) + 1 if int(outline) < BODY_LEVEL else None)
    numbering = properties.find(f"{W}numPr")
    if numbering is not None:
        list_id, level = _value(numbering, "numId"), _value(numbering, "ilvl")
        found = replace(
            found,
            list_id=list_id or found.list_id,
            list_level=int(level) if level is not None and level.isdecimal() and len(level) < 5 else found.list_level,
        )
    return found


def _with_run(found: Format, properties: Element | None) -> Format:
    if properties is None:
        return found
    bold, hidden = properties.find(f"{W}b"), properties.find(f"{W}vanish")
    raised = _value(properties, "vertAlign")
    return replace(
        found,
        bold=found.bold if bold is None else bold.get(f"{W}val") not in OFF,
        hidden=found.hidden if hidden is None else hidden.get(f"{W}val") not in OFF,
        raised=found.raised if raised is None else raised == "superscript",
    )


def _value(element: Element | None, name: str) -> str | None:
    child = element.find(f"{W}{name}") if element is not None else None
    value: str | None = child.get(f"{W}val") if child is not None else None
    return value
