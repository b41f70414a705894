"""The marks that PDF readers leave in text: tags of lists, paragraphs and tables, bullets, Markdown."""

import html
import re
import unicodedata

from .blocks import Cell, Piece

BULLETS = "•●○◦▪▫■□‣⁃∙❖➢➤►▶✓✔\uf0b7\uf0a7\uf0d8\uf076\uf0fc"
# Marks that also stand inside text count only at the start of a line and with a space after them.
BULLET_START = re.compile(rf"^\s*(?:[{BULLETS}]\s*(?=\S)|[-−–—*·o\uf02d]\s+(?=\S))")
BULLET_INSIDE = re.compile(f"[{BULLETS}]")
LIST_TAG = re.compile(r"<\s*(?:ul|ol|li)\b", re.IGNORECASE)
APART_TAG = re.compile(r"<\s*/?\s*(?:p|br|div|ul|ol)\b[^<>]{0,200}/?>", re.IGNORECASE)
ITEM_TAG = re.compile(r"<\s*li\b[^<>]{0,200}>", re.IGNORECASE)
ANY_TAG = re.compile(
    r"<\s*/?\s*(?:p|br|div|ul|ol|li|u|b|i|em|strong|span|sup|sub|a|font|td|th|tr|table|tbody|thead|html|body|head|hr|img"
    r"|h[1-6])\b[^<>]{0,300}/?>",
    re.IGNORECASE,
)
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,200})(?<=\S)\1")
SUPERSCRIPT_TAG = re.compile(r"<sup\b[^<>]{0,100}>\s*\[?(\d{1,3})\]?\s*</sup>", re.IGNORECASE)
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
INVISIBLE = str.maketrans({"\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u2060": ""})
SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def superscripts(text: str) -> str:
    """Tagged note marks as the superscript digits that readers of text leave."""
    if "<" not in text:
        return text
    return SUPERSCRIPT_TAG.sub(lambda match: match[1].translate(SUPERSCRIPTS), text)


def clean(text: str) -> str:
    """The words alone: no tags, entities, emphasis or invisible characters, single spaces."""
    if "<" in text:
        text = ANY_TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    text = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    if "**" in text or "__" in text:
        text = EMPHASIS.sub(r"\2", text)
    return SPACES.sub(" ", text.replace("\n", " ").replace("\x00", " ")).strip()


def split_bullet(text: str) -> tuple[bool, str]:
    """Whether a line begins with the mark of an item, and the line without it."""
    match = BULLET_START.match(text)
    return (True, text[match.end() :]) if match else (False, text)


def read_cell(text: str) -> Cell:
    """A cell's text taken apart at the marks it has between its items."""
    text = superscripts(text)
    listed = bool(LIST_TAG.search(text)) if "<" in text else False
    pieces: list[Piece] = []
    for apart in APART_TAG.split(text) if "<" in text else [text]:
        for number, tagged in enumerate(ITEM_TAG.split(apart) if "<" in apart else [apart]):
            parts = BULLET_INSIDE.split(tagged)
            for place, part in enumerate(parts):
                bulleted, rest = split_bullet(part) if place == 0 else (True, part)
                words = clean(rest)
                if words:
                    pieces.append(Piece(words, marked=bulleted or number > 0, apart=apart is not text))
    return Cell(tuple(pieces), listed)
