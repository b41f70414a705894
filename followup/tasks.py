"""What the worker does for followup, by kind of promised work."""

from celery import shared_task
from django.utils import timezone

from accounts import mails, outbox
from followup import figures, notices, receivers
from followup.progress import scanning

outbox.handles(receivers.PREPARE_PLAN, receivers.prepare_plan)
outbox.handles(notices.ASSIGNED, mails.mark, notices.tell_owner)
outbox.handles(notices.MENTIONED, mails.mark, notices.tell_mentioned)
outbox.handles(scanning.SCAN, scanning.scan_file)
outbox.handles(figures.COUNT_ALL, figures.count_all)
outbox.handles(figures.COUNT, figures.count)


@shared_task(name="followup.count_figures", expires=3600)
def count_figures() -> None:
    """Promise that tonight's figures are counted for SKR."""
    now = timezone.now()
    figures.promise_count(now, timezone.localdate(now))
