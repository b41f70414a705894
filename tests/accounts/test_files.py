"""Kept files: a random name, a hash, and a sweep of those that no row owns."""

import hashlib
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts import files
from tests import factories


def test_a_file_is_kept_under_a_random_name_with_its_hash():
    upload = SimpleUploadedFile("../../rapport om Arboga.pdf", b"%PDF-1.7 innehall")

    first, second = files.keep(upload), files.keep(upload)

    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{48}", first.name)
    assert first.name != second.name
    assert (first.size, first.sha256) == (17, hashlib.sha256(b"%PDF-1.7 innehall").hexdigest())
    assert files.read(first.name) == b"%PDF-1.7 innehall"


def test_a_discarded_file_is_gone():
    kept = files.keep(SimpleUploadedFile("a.txt", b"a"))
    files.discard(kept.name)

    with pytest.raises(FileNotFoundError):
        files.read(kept.name)


@pytest.mark.django_db
def test_the_sweep_takes_what_no_row_owns_after_a_day(sara, boden, cecilia):
    for folder in default_storage.listdir("")[0]:
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
    owned = [
        factories.report_import(sara, number=1).stored_name,
        factories.report_import(cecilia, number=2, of=boden, is_own=True).stored_name,
    ]
    for name in owned:
        default_storage.save(name, ContentFile(b"a"))
    stray = files.keep(SimpleUploadedFile("b.txt", b"b")).name

    assert files.sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        fresh = files.keep(SimpleUploadedFile("c.txt", b"c")).name
        assert files.sweep() == 1

    assert [default_storage.exists(name) for name in (*owned, stray, fresh)] == [True, True, False, True]
