"""Several files sent together: one mail when all are done."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import outbox
from accounts.models import Job, Membership, Municipality, User
from evaluations.importing import proposal, uploading
from evaluations.models import ReportImport
from tests import factories

BATCH = UUID("01890000-0000-7000-8000-000000000001")
NAMES = ("ett.txt", "två <b>.txt", "tre.pdf")
CONTENTS = (b"Arboga kommun 2020\n", b"Bodens kommun 2021\n", b"%PDF-1.7 avbruten")

Send = Callable[..., list[ReportImport]]


@pytest.fixture
def send(now: datetime) -> Send:
    """Upload files together and let the worker read them."""

    def upload(by: User, place: str, count: int = 3, batch: UUID | None = BATCH) -> list[ReportImport]:
        with factories.as_actor(by, place) as actor:
            made = [
                uploading.upload_report(
                    actor, SimpleUploadedFile(name, data, "text/plain"), now=now, batch=batch
                ).report_import
                for name, data in list(zip(NAMES, CONTENTS, strict=True))[:count]
            ]
        outbox.run_due(lambda: now)
        return made

    return upload


def test_the_sender_is_told_once_what_waits_and_what_failed(
    send: Send, sara: User, mailoutbox: list, now: datetime
) -> None:
    User.objects.filter(pk=sara.pk).update(language="en")
    send(sara, "skr")
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["sara@skr.example"], "3 reports have been read in Kompass")
    html = mail.alternatives[0].content
    for text in (mail.body, html):
        assert "2 wait for your review:" in text
        assert "One could not be read:" in text
        assert "The file is damaged and cannot be opened." in text
        assert all(f"http://127.0.0.1:8000/skr/importer/{number}/" in text for number in (1, 2, 3))
    assert "två <b>.txt" in mail.body
    assert "två &lt;b&gt;.txt" in html
    assert "<b>" not in html
    with factories.in_scope(factories.ADMIN):
        Job.objects.filter(kind=uploading.READ_REPORT).update(done_at=None, lease_until=None)
    outbox.run_due(lambda: now)
    assert len(mailoutbox) == 1


def test_nothing_is_sent_before_the_last_is_done(send: Send, sara: User, mailoutbox: list, now: datetime) -> None:
    with factories.as_actor(sara, "skr") as by:
        for name, data in zip(NAMES, CONTENTS, strict=True):
            uploading.upload_report(by, SimpleUploadedFile(name, data, "text/plain"), now=now, batch=BATCH)
    outbox.run_due(lambda: now, most=2)
    assert not Job.objects.filter(kind=proposal.BATCH_READ).exists()
    outbox.run_due(lambda: now)
    assert (Job.objects.filter(kind=proposal.BATCH_READ).count(), len(mailoutbox)) == (1, 1)


@pytest.mark.parametrize(("count", "batch"), [(1, BATCH), (3, None)])
def test_one_file_alone_is_watched_on_its_page(
    send: Send, sara: User, mailoutbox: list, count: int, batch: UUID | None
) -> None:
    send(sara, "skr", count, batch)
    assert mailoutbox == []


def test_a_municipality_is_told_of_its_own(send: Send, astrid: User, arboga: Municipality, mailoutbox: list) -> None:
    send(astrid, arboga.slug)
    [mail] = mailoutbox
    assert mail.to == ["astrid@arboga.example"]
    assert f"http://127.0.0.1:8000/{arboga.slug}/importer/1/" in mail.body
    assert f"http://127.0.0.1:8000/{arboga.slug}/importer/\n" in mail.body


def test_who_has_left_is_not_told(send: Send, sara: User, mailoutbox: list, now: datetime) -> None:
    with factories.as_actor(sara, "skr") as by:
        for name, data in zip(NAMES, CONTENTS, strict=True):
            uploading.upload_report(by, SimpleUploadedFile(name, data, "text/plain"), now=now, batch=BATCH)
    with factories.in_scope(factories.ADMIN):
        Membership.objects.filter(user=sara).update(start=date(2020, 1, 1), end=date(2020, 12, 31))
    outbox.run_due(lambda: now)
    assert mailoutbox == []
