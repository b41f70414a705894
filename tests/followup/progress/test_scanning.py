"""Files are shown to a scanner before anybody opens them: a real program that ends with 0, 1 or something else."""

import stat
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import outbox
from accounts.models import Event, Job
from followup import progress
from followup.models import ActionStatus, Attachment
from followup.progress import refusals
from kompass_site.settings import environment
from tests import factories

SCANNER = """#!{python}
import sys
content = open(sys.argv[-1], "rb").read()
sys.exit(3 if b"SICK" in content else 1 if b"EVIL" in content else 0)
"""


@pytest.fixture
def scanner(tmp_path, settings):
    """A scanner that stops files with EVIL in them, and cannot look at those with SICK."""
    program = tmp_path / "scan"
    program.write_text(SCANNER.format(python=sys.executable))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    settings.FILE_SCANNER = [str(program), "--quiet"]


@pytest.fixture
def attach(make, actor, bo, now, today):
    """Let Bo attach a file with these words to his action of a state."""

    def add(words: str, action=None, *, is_evidence: bool = False) -> Attachment:
        by = actor(bo)
        upload = SimpleUploadedFile("brev.txt", words.encode())
        about = action or make()
        with factories.in_scope(by):
            return progress.attach_file(about, by, upload=upload, is_evidence=is_evidence, now=now, today=today)

    return add


def _state(attachment, by) -> str:
    with factories.in_scope(by):
        return str(Attachment.objects.get(pk=attachment.pk).scan_state)


def _page(client, attachment):
    return client.get(reverse("attachment_file", args=["arboga", attachment.action.number, attachment.key]))


def test_a_clean_file_waits_and_is_then_served(scanner, attach, actor, bo, client_of, now):
    kept = attach("Allt är bra.")
    waiting = _page(client_of(bo), kept)
    assert (kept.scan_state, waiting.status_code) == ("waiting", 409)
    assert b"Allt" not in waiting.content
    for _run in range(2):
        outbox.run_due(lambda: now)
    assert _state(kept, actor(bo)) == "clean"
    assert _page(client_of(bo), kept).content == "Allt är bra.".encode()


def test_a_stopped_file_is_kept_from_everybody_and_told(scanner, attach, actor, bo, client_of, now):
    kept = attach("EVIL")
    outbox.run_due(lambda: now)
    page = _page(client_of(bo), kept)
    assert (_state(kept, actor(bo)), page.status_code) == ("refused", 409)
    assert "karantän" in page.text
    assert "karantän" in client_of(bo).get(reverse("action", args=["arboga", 1])).text.lower()
    with factories.in_scope(actor(bo)):
        event = Event.objects.select_related("facts").get(verb="attachment.quarantined")
    assert event.facts.facts == {"by": "Kompass", "subject": "Å-1", "attachment": "brev.txt", "writer": "Bo Ek"}
    with pytest.raises(refusals.FileRefused):
        attach("EVIL", kept.action)


def test_a_stopped_file_shows_no_effect(scanner, attach, make, actor, bo, now, today):
    action, by = make(ActionStatus.DONE), actor(bo)
    attach("EVIL", action, is_evidence=True)
    outbox.run_due(lambda: now)
    with factories.in_scope(by), pytest.raises(refusals.EvidenceMissing):
        progress.show_effect(action, by, effect_on=today, text="Bättre.", now=now, today=today)


def test_a_scanner_that_cannot_look_is_asked_again_and_the_file_waits(scanner, attach, actor, bo, now, settings):
    kept = attach("SICK")
    outbox.run_due(lambda: now)
    job = Job.objects.get(kind="file.scan")
    assert (job.done_at, job.error, _state(kept, actor(bo))) == (None, "ScannerFailed", "waiting")
    settings.FILE_SCANNER = ["/nowhere/scan"]
    outbox.run_due(lambda: now + timedelta(minutes=1))
    assert _state(kept, actor(bo)) == "waiting"
    settings.FILE_SCANNER = ["true"]
    outbox.run_due(lambda: now + timedelta(minutes=5))
    assert _state(kept, actor(bo)) == "clean"


def test_without_a_scanner_files_are_served_at_once(attach, bo, client_of):
    kept = attach("EVIL")
    assert kept.scan_state == ""
    assert _page(client_of(bo), kept).content == b"EVIL"
    assert not Job.objects.filter(kind="file.scan").exists()


@pytest.mark.parametrize(
    ("line", "words"), [("", []), ("true --no-summary 'two words'", ["true", "--no-summary", "two words"])]
)
def test_the_command_line_is_read_as_a_shell_would(monkeypatch, line, words):
    monkeypatch.setenv("KOMPASS_FILE_SCANNER", line)
    assert environment.command("KOMPASS_FILE_SCANNER") == words


@pytest.mark.parametrize("line", ["no-such-program --quiet", "true 'unended"])
def test_a_command_that_cannot_be_run_stops_the_start(monkeypatch, line):
    monkeypatch.setenv("KOMPASS_FILE_SCANNER", line)
    with pytest.raises(ImproperlyConfigured):
        environment.command("KOMPASS_FILE_SCANNER")
