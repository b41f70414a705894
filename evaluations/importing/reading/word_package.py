"""The parts of a Word file that hold text, taken out of their archive after its sizes and names are checked."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from .refusals import BrokenFile, EncryptedFile, MacroFile, NotWord, OldWordFile, TooLarge

type Element = etree._Element

MOST_UNPACKED = 300 * 1024 * 1024  # bytes, all entries together
MOST_ENTRIES = 5000
MOST_IN_PART = 40 * 1024 * 1024  # bytes of one part that is read; a report of fifty pages has two million
ARCHIVE_BEGINNING = b"PK\x03\x04"
OLE_BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MAIN_PART = "word/document.xml"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORDS}}}"
STRICT_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORDS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordParts:
    """The roots of the parts that say something; a file may lack all but the first."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None


def refuse_old_word(data: bytes) -> None:
    """Refuse what is packed as office files were before 2007: encrypted documents and old Word files."""
    if data.startswith(OLE_BEGINNING):
        raise EncryptedFile if ENCRYPTED_STREAM in data else OldWordFile


def open_word(data: bytes) -> WordParts:
    """The parts of the file. Refuses archives that are broken, encrypted, too large, no Word file, or hold macros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = _checked_names(archive)
            main = _main_part(archive, names)
            related = _related(archive, names, main)
            parts = {kind: _parsed(archive, name) for kind, name in related.items()}
            return WordParts(_parsed(archive, main), **parts)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise BrokenFile from error
    except (zipfile.zlib.error, etree.LxmlError) as error:  # type: ignore[attr-defined] # zipfile's own import
        raise BrokenFile from error


def _checked_names(archive: zipfile.ZipFile) -> set[str]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TooLarge
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedFile
    if len(names) < len(entries) or any(_leads_out(name) for name in names):
        raise BrokenFile
    if any(posixpath.basename(name).casefold() == "vbaproject.bin" for name in names):
        raise MacroFile
    return names


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The part that the package names as its document, else the usual one."""
    for kind, target in _relationships(archive, names, ""):
        if kind == "officeDocument" and target.startswith("word/") and target in names:
            return target
    if MAIN_PART not in names:
        raise NotWord
    return MAIN_PART


def _related(archive: zipfile.ZipFile, names: set[str], main: str) -> dict[str, str]:
    wanted = {"styles", "numbering", "footnotes", "endnotes"}
    return {kind: target for kind, target in _relationships(archive, names, main) if kind in wanted and target in names}


def _relationships(archive: zipfile.ZipFile, names: set[str], source: str) -> Iterator[tuple[str, str]]:
    """The kinds and targets of what a part is related to inside the archive."""
    folder, name = posixpath.split(source)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in names:
        return
    for relationship in _parsed(archive, listing):
        target = relationship.get("Target") if isinstance(relationship.tag, str) else None
        if target and relationship.get("TargetMode") != "External":
            kind = posixpath.basename(relationship.get("Type") or "")
            yield kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    """A part as a tree. No part of a Word file declares a document type; one that does is refused with its entities."""
    if archive.getinfo(name).file_size > MOST_IN_PART:
        raise TooLarge
    data = archive.read(name)
    for strict, usual in STRICT_NAMES:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise BrokenFile
    return root
