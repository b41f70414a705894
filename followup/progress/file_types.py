"""Which files are kept, told by their first bytes: documents, tables, presentations and pictures."""

import io
import zipfile
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from followup.progress.refusals import FileRefused

LARGEST = 20 * 1024 * 1024  # bytes
SUFFIXES = (".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".txt", ".csv", ".png", ".jpg", ".jpeg", ".webp")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_INSIDE = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
_OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{kind}": f"application/vnd.oasis.opendocument.{kind}"
    for kind in ("text", "spreadsheet", "presentation")
}


def detect(upload: "UploadedFile[bytes]") -> str:
    """The type of an uploaded file by its content. Raises FileRefused for what is not kept."""
    if not upload.size:
        raise FileRefused(_("The file is empty."))
    if upload.size > LARGEST:
        raise FileRefused(_("The file is larger than 20 MB."))
    upload.seek(0)
    head = upload.read(64 * 1024)
    upload.seek(0)
    found = _by_head(head) or (_in_archive(upload) if head.startswith(b"PK\x03\x04") else "") or _text(head)
    upload.seek(0)
    if not found:
        raise FileRefused(_("Files of this type are not kept. Choose a PDF, an office document, a picture or a text."))
    return found


def _by_head(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return ""


def _in_archive(upload: IO[bytes]) -> str:
    """Office documents are archives; one with macros is none that is kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(upload.read())) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return ""
            for name, kind in _INSIDE.items():
                if name in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return _OPEN_DOCUMENT.get(archive.read("mimetype").decode("ascii", "replace"), "")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return ""
    return ""


def _text(head: bytes) -> str:
    """Plain text in UTF-8 or Latin-1, as tables are often saved; not HTML, which a browser would run."""
    if head.startswith(b"PK") or any(byte < 9 or 13 < byte < 32 for byte in head):
        return ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    return "" if start.startswith(b"<") else "text/plain"
