"""What the worker does for evaluations, by kind of promised work."""

from celery import shared_task
from django.utils import timezone

from accounts import mails, outbox
from evaluations.importing import offering, proposal, uploading
from evaluations.importing.accepting.undo import RETURN_OFFER
from evaluations.importing.editions import asking as wanted
from evaluations.importing.editions import rematching
from evaluations.publication import verifying
from evaluations.rubrics import asking, publishing

outbox.handles(uploading.READ_REPORT, proposal.begin_reading, proposal.propose, give_up=proposal.give_up_reading)
outbox.handles(proposal.BATCH_READ, mails.mark, proposal.tell_sender)
outbox.handles(offering.RECEIVE_OFFER, offering.receive_offer)
outbox.handles(RETURN_OFFER, offering.return_offer)
outbox.handles(publishing.PUBLISHED, rematching.match_everywhere)
outbox.handles(rematching.MATCH_OWN, rematching.match_waiting)
outbox.handles(wanted.WANTED, wanted.tell_all)
outbox.handles(wanted.WANTED_MAIL, mails.mark, wanted.tell_one)
outbox.handles(asking.ASKED, asking.tell_all)
outbox.handles(asking.ASKED_MAIL, mails.mark, asking.tell_one)
outbox.handles(verifying.VERIFY, verifying.verify_tonight)


@shared_task(name="evaluations.verify_versions", expires=3600)
def verify_versions() -> None:
    """Promise that what was published is recomputed tonight."""
    now = timezone.now()
    verifying.promise_verification(now, timezone.localdate(now))
