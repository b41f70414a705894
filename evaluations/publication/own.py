"""A municipality's own evaluation, read from a report, as a version that its members alone see."""

from datetime import datetime

from accounts import journal
from accounts.roles import Actor, require
from evaluations.models import EditionState, Evaluation, EvaluationState, PublishedVersion
from evaluations.publication.publishing import insert_version
from evaluations.publication.refusals import EditionNotPublished
from evaluations.signals import evaluation_published


def publish_own(evaluation: Evaluation, by: Actor, *, now: datetime) -> PublishedVersion:
    """Make the own evaluation, which the caller has just written and holds, version 1; no second person is needed.

    Refuses a draft edition. Tells others by the signal evaluation_published, in the municipality's own scope.
    """
    require(by, "accept_import")
    if evaluation.edition is None or evaluation.edition.state == EditionState.DRAFT:
        raise EditionNotPublished
    made = insert_version(evaluation, by, now, None, "")
    evaluation.state = EvaluationState.PUBLISHED
    evaluation.latest_version = made.number
    evaluation.version += 1
    evaluation.save(update_fields=["state", "latest_version", "version"])
    journal.record(
        by,
        "own_import.published",
        evaluation,
        now=now,
        evaluation=evaluation.pk,
        subject=evaluation.number,
        version=made.number,
        points=f"{made.achieved}/{made.maximum}",
        sha256=made.sha256,
    )
    evaluation_published.send(sender=Evaluation, evaluation=evaluation, version=made, by=by, now=now)
    return made
