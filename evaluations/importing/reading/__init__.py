"""From the bytes of a file to one block model, whatever the format; what the words mean is told elsewhere."""

from pathlib import PurePath

from .blocks import Document
from .refusals import EmptyFile, NotText, NotYetSupported, TooLarge, UnknownType, UnreadableReport
from .text import decode, read_text

MOST_BYTES = 50 * 1024 * 1024
TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown", ".tsv", ".htm", ".html", ""}
LATER_SUFFIXES = {".docx", ".pdf"}
LATER_BEGINNINGS = (b"%PDF-", b"PK\x03\x04")

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
    """The file as blocks. Refuses what is empty, too large, of another type or not text."""
    if len(data) > MOST_BYTES:
        raise TooLarge
    if not data.strip(b" \t\r\n\x0c\x00"):
        raise EmptyFile
    suffix = PurePath(filename).suffix.lower()
    if suffix in LATER_SUFFIXES or data.startswith(LATER_BEGINNINGS):
        raise NotYetSupported
    if suffix not in TEXT_SUFFIXES:
        raise UnknownType
    return read_text(decode(data), filename)
