"""From the bytes of a file to one block model, whatever the format; what the words mean is told elsewhere."""

from collections.abc import Callable
from pathlib import PurePath

from .blocks import Document
from .pdf import read_pdf
from .refusals import BrokenFile, EmptyFile, MacroFile, NotText, NotWord, TooLarge, UnknownType, UnreadableReport
from .text import decode, read_text
from .word import read_word
from .word_package import ARCHIVE_BEGINNING, refuse_old_word

MOST_BYTES = 50 * 1024 * 1024
TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown", ".tsv", ".htm", ".html", ""}
WORD_SUFFIXES = {".docx"}
PDF_SUFFIXES = {".pdf"}
PDF_BEGINNING = b"%PDF-"
FIRST_KILOBYTE = 1024

__all__ = [
    "Document",
    "EmptyFile",
    "NotText",
    "TooLarge",
    "UnknownType",
    "UnreadableReport",
    "read_document",
]


def read_document(data: bytes, filename: str, on_page: Callable[[int, int], None] | None = None) -> Document:
    """The file as blocks, read as what it holds whatever its name says. Refuses what is empty or no report.

    `on_page` is told which page of a PDF has been read, and of how many.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge
    if not data.strip(b" \t\r\n\x0c\x00"):
        raise EmptyFile
    suffix = PurePath(filename).suffix.lower()
    if PDF_BEGINNING in data[:FIRST_KILOBYTE]:
        return read_pdf(data, filename, on_page)
    if suffix in PDF_SUFFIXES:
        raise BrokenFile
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
