"""Files and links of an action; some show its effect."""

import unicodedata
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts import files
from accounts.roles import Actor, require
from followup.models import Action, Attachment, ScanState
from followup.progress.changing import changing, plain, signed
from followup.progress.evidence import keep_evidence
from followup.progress.file_types import detect
from followup.progress.refusals import FileRefused, LinkUnusable
from followup.progress.scanning import promise_scan

LONGEST_LINK = 500


def attach_link(
    action: Action, by: Actor, *, title: str, url: str, is_evidence: bool = False, now: datetime, today: date
) -> Attachment:
    """Add a link to a page. Refuses what is no web address. The same link again changes nothing."""
    url = plain(url)
    with changing(action, by, "add_file", "attachment.added", now=now, today=today) as change:
        rows = Attachment.objects.filter(action_id=change.action.pk, removed_at=None, is_evidence=is_evidence)
        known: Attachment | None = rows.filter(url=url).first()
        if url and known is not None:
            return known
        _check_link(url)
        link = Attachment(
            municipality_id=change.action.municipality_id,
            action=change.action,
            title=plain(title, 200) or url[:200],
            url=url,
            is_evidence=is_evidence,
            **signed(by, now),
        )
        change.write_row(link, {"removed_at": now})
        change.facts["attachment"] = link.title
    return link


def attach_file(
    action: Action,
    by: Actor,
    *,
    upload: "UploadedFile[bytes]",
    title: str = "",
    is_evidence: bool = False,
    now: datetime,
    today: date,
) -> Attachment:
    """Keep a file. Refuses empty, too large and unknown ones; the type is read from its content, never its name.

    The same file again changes nothing.
    """
    require(by, "add_file", action)
    detected = detect(upload)
    stored = files.keep(upload)
    try:
        with changing(action, by, "add_file", "attachment.added", now=now, today=today) as change:
            rows = Attachment.objects.filter(action_id=change.action.pk, removed_at=None, is_evidence=is_evidence)
            known: Attachment | None = rows.filter(sha256=stored.sha256).first()
            if known is not None and known.scan_state == ScanState.REFUSED:
                raise FileRefused(_("The scanner has stopped this file: it may hold harmful code."))
            if known is None:
                name = _plain_name(upload.name or "")
                made = Attachment(
                    municipality_id=change.action.municipality_id,
                    action=change.action,
                    title=plain(title, 200) or name,
                    stored_name=stored.name,
                    file_name=name,
                    size=stored.size,
                    sha256=stored.sha256,
                    detected_type=detected,
                    scan_state=ScanState.WAITING if settings.FILE_SCANNER else "",
                    is_evidence=is_evidence,
                    **signed(by, now),
                )
                change.write_row(made, {"removed_at": now})
                change.facts["attachment"] = made.title
                promise_scan(made, now)
                return made
    except BaseException:
        files.discard(stored.name)
        raise
    files.discard(stored.name)
    return known


def remove_attachment(action: Action, by: Actor, *, attachment_id: int, now: datetime, today: date) -> Attachment:
    """Take a file or link away from the action by a mark; its content is kept. Removed already, nothing changes.

    Refuses the last evidence of a shown effect.
    """
    with changing(action, by, "remove_file", "attachment.removed", now=now, today=today) as change:
        removed: Attachment = Attachment.objects.get(action_id=change.action.pk, pk=attachment_id)
        if removed.removed_at is not None:
            return removed
        keep_evidence(change.action, {("attachment", removed.pk)})
        removed.removed_at = now
        change.write_row(removed, {"removed_at": None})
        change.facts["attachment"] = removed.title
    return removed


def _check_link(url: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        raise LinkUnusable from None
    if len(url) > LONGEST_LINK:
        raise LinkUnusable


def _plain_name(name: str) -> str:
    """The file's own name without control characters and marks that turn the reading direction."""
    kept = "".join(letter for letter in name.replace("/", " ") if unicodedata.category(letter)[0] != "C").strip()
    return kept[-200:] or "fil"
