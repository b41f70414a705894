"""A file of an action is served as it came, and nothing of it opens or runs."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from tests import factories


@pytest.fixture
def kept(make, bo):
    """A kept file and its address."""
    stored = default_storage.save("00/" + "a" * 48, ContentFile(b"%PDF-1.7 <script>"))
    made = factories.attached_file(make(), bo, stored_name=stored, file_name="Protokoll å.pdf")
    yield reverse("attachment_file", args=["arboga", 1, made.key])
    default_storage.delete(stored)


def test_a_member_gets_it_as_an_attachment(kept, client_of, bo, lena):
    for person in (bo, lena):
        answer = client_of(person).get(kept)

        assert answer.status_code == 200
        assert b"".join(answer) == b"%PDF-1.7 <script>"
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Protokoll%20%C3%A5.pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["Cache-Control"] == "no-store"


def test_who_may_not(kept, client_of, birgit, cecilia, client):
    assert client_of(birgit).get(kept).status_code == 403
    assert client_of(cecilia).get(kept).status_code == 404
    assert client.get(kept).status_code == 302


def test_a_lost_or_removed_file_is_not_found(kept, make, client_of, bo):
    lost = factories.attached_file(make(number=2), bo, stored_name="00/" + "b" * 48)

    assert client_of(bo).get(reverse("attachment_file", args=["arboga", 2, lost.key])).status_code == 404
    assert client_of(bo).post(kept).status_code == 405
