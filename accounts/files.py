"""Uploaded files: outside the web root, under random names, written before their row."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from tempfile import NamedTemporaryFile

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where a file lies, what it weighs in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


def keep(upload: File) -> StoredFile:  # type: ignore[type-arg]
    """Write an uploaded file under a random name and hash it on the way; nothing of its own name reaches the disk."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    token = token_hex(24)
    name = default_storage.save(f"{token[:2]}/{token}", upload)
    return StoredFile(name, upload.size or 0, digest.hexdigest())


def keep_bytes(data: bytes) -> StoredFile:
    """Write what was made here, such as the picture of a page, under a random name."""
    return keep(ContentFile(data))


def read(name: str) -> bytes:
    """The whole content of a kept file. Raises FileNotFoundError where the disk lost it."""
    with default_storage.open(name) as file:
        return bytes(file.read())


@contextmanager
def on_disk(name: str) -> Iterator[str]:
    """The path of a kept file for another program; a copy where the files lie elsewhere. Raises FileNotFoundError."""
    try:
        path = default_storage.path(name)
    except NotImplementedError:
        path = ""
    if os.path.isfile(path):
        yield path
        return
    with NamedTemporaryFile() as copied:
        copied.write(read(name))
        copied.flush()
        yield copied.name


def copy(name: str) -> StoredFile:
    """Keep the content of a kept file once more, under a name of its own. Raises FileNotFoundError."""
    with default_storage.open(name) as file:
        return keep(file)


def discard(name: str) -> None:
    """Delete a kept file whose row was not written."""
    default_storage.delete(name)


def sweep() -> int:
    """Delete files older than a day that no row owns; returns how many.

    Reads names through the SQL function kompass_owned_files, since no scope sees every municipality's rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("select name from kompass_owned_files()")
        owned = {name for (name,) in cursor.fetchall()}
    limit = timezone.now() - timedelta(hours=24)
    swept = 0
    try:
        folders, _ = default_storage.listdir("")
    except FileNotFoundError:
        return 0
    for folder in folders:
        for base in default_storage.listdir(folder)[1]:
            name = f"{folder}/{base}"
            if name not in owned and default_storage.get_modified_time(name) < limit:
                default_storage.delete(name)
                swept += 1
    return swept
