"""Files that people attach are shown to a scanner, where the installation has one, before anybody opens them."""

import subprocess
from datetime import datetime

from django.conf import settings

from accounts import files, outbox
from accounts.tenancy import Scope
from followup.models import Attachment, ScanState
from followup.progress.changing import record

SCAN = "file.scan"
LONGEST = 50  # seconds; less than the lease of a job
CLEAN, FOUND = 0, 1  # what a scanner ends with: nothing, something; anything else means that it could not look


class ScannerFailed(Exception):  # noqa: N818 - named for what happened
    """The scanner could not look at the file: the outbox tries again, and the file waits."""


def promise_scan(attachment: Attachment, now: datetime) -> None:
    """Promise to show a waiting file to the scanner."""
    if attachment.scan_state == ScanState.WAITING:
        scope = Scope(municipality=attachment.municipality_id)
        outbox.promise(SCAN, f"{SCAN}:{attachment.pk}", scope, now, attachment=attachment.pk)


def scan_file(running: outbox.Running) -> None:
    """Let a waiting file go, or keep it in quarantine. Done already, nothing changes."""
    rows = Attachment.objects.visible_to(running.by).filter(pk=running.arguments["attachment"])
    waiting = rows.filter(scan_state=ScanState.WAITING).select_related("action").first()
    if waiting is None:
        return
    state = _verdict(waiting.stored_name)
    if rows.filter(scan_state=ScanState.WAITING).update(scan_state=state) and state == ScanState.REFUSED:
        told = {"attachment": waiting.title, "writer": waiting.by_name}
        record(running.by, "attachment.quarantined", waiting.action, now=running.now, **told)


def _verdict(stored_name: str) -> ScanState:
    if not settings.FILE_SCANNER:  # taken away meanwhile: what waited is served like the rest
        return ScanState.CLEAN
    with files.on_disk(stored_name) as path:
        try:
            ended = subprocess.run(  # noqa: S603 - the operator's own command line; the path is a random name of ours
                [*settings.FILE_SCANNER, path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ScannerFailed(type(error).__name__) from error
    if ended.returncode not in (CLEAN, FOUND):
        raise ScannerFailed(f"exit {ended.returncode}")
    return ScanState.CLEAN if ended.returncode == CLEAN else ScanState.REFUSED
