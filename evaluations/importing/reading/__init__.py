"""From the bytes of a file to one block model, whatever the format; what the words mean is told elsewhere."""

from pathlib import PurePath

from .blocks import Document
from .refusals import EmptyFile, MacroFile, NotText, NotWord, NotYetSupported, TooLarge, UnknownType, UnreadableReport
from .text import decode, read_text
from .word import read_word
from .word_package import ARCHIVE_BEGINNING, refuse_old_word

MOST_BYTES = 50 * 1024 * 1024
TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown", ".tsv", ".htm", ".html", ""}
WORD_SUFFIXES = {".docx"}
LATER_SUFFIXES = {".pdf"}
LATER_BEGINNINGS = (b"%PDF-",)

__all__ = [
    "Document",
    "EmptyFile",
    "NotText",
    "NotYetSupported",
    "TooLarge",
    "UnknownType",
    "UnreadableReport",
    "read_document",
]


def read_document(data: bytes, filename: str) -> Document:
    """The file as blocks, read as what it holds whatever its name says. Refuses what is empty or no report."""
    if len(data) > MOST_BYTES:
        raise TooLarge
    if not data.strip(b" \t\r\n\x0c\x00"):
        raise EmptyFile
    suffix = PurePath(filename).suffix.lower()
    if suffix in LATER_SUFFIXES or data.startswith(LATER_BEGINNINGS):
        raise NotYetSupported
    refuse_old_word(data)
    if suffix == ".docm":
        raise MacroFile
    if data.startswith(ARCHIVE_BEGINNING):
        return read_word(data, filename)
    if suffix in WORD_SUFFIXES:
        raise NotWord
    if suffix not in TEXT_SUFFIXES:
        raise UnknownType
    return read_text(decode(data), filename)
