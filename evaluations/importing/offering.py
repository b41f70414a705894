"""«Erbjud SKR»: a municipality gives SKR what it has accepted as its own; SKR reviews it like any import.

The municipality may insert the import but never see it, and SKR never sees the own evaluation: what each does for the
other is promised and carried out under the other's scope.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts import counters, files, journal, outbox
from accounts.errors import RuleViolation
from accounts.identifiers import uuid7
from accounts.outbox import Running
from accounts.roles import Actor, require
from accounts.tenancy import Scope
from evaluations.importing.accepting.accept import HEAD
from evaluations.importing.uploading import person_of
from evaluations.models import (
    DraftFinding,
    Evaluation,
    EvaluationState,
    ImportState,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
    ReportPage,
)

RECEIVE_OFFER = "offer.receive"
# The rows of a proposal, by the name under which an offer carries them.
ROWS: dict[str, type[models.Model]] = {
    "pages": ReportPage,
    "areas": ProposedArea,
    "subareas": ProposedSubarea,
    "findings": ProposedFinding,
    "texts": ProposedText,
    "contradictions": ProposedContradiction,
}
COPIED = (
    "municipality_id",
    "file_name",
    "size",
    "sha256",
    "declared_type",
    "detected_type",
    "municipality_name",
    *HEAD,
    "sources",
)

type Json = dict[str, Any]  # Any: values of JSON


class NothingToOffer(RuleViolation):
    """Only an own evaluation that stands is offered."""

    code = "nothing_to_offer"
    message = _("Only an evaluation that you have imported yourselves, and that stands, can be offered to SKR.")


def offer_to_skr(by: Actor, evaluation: Evaluation, *, now: datetime) -> bool:
    """Give SKR a copy of the file and of the accepted values, and promise that they are received there.

    Returns whether it was offered now; offered before, nothing changes. Holds the evaluation. Copies are files of their
    own: whoever removes one does not remove the other.
    """
    require(by, "offer_to_skr")
    with transaction.atomic():
        rows = Evaluation.objects.visible_to(by).filter(is_own=True, state=EvaluationState.PUBLISHED)
        locked: Evaluation | None = rows.select_for_update().filter(pk=evaluation.pk).first()
        if locked is None:
            raise NothingToOffer
        if locked.offered_at is not None or locked.replaced_by_id is not None:
            return False
        source = ReportImport.objects.visible_to(by).get(evaluation=locked, state=ImportState.ACCEPTED)
        offer = ReportImport(
            state=ImportState.UPLOADED,
            number=0,
            offered_from=locked,
            offer_key=uuid7(),
            offered=_values(source, locked),
            uploaded_by_id=person_of(by),
            uploaded_at=now,
            stored_name=files.copy(source.stored_name).name,
            **{name: getattr(source, name) for name in COPIED},
        )
        # The municipality may insert the row and not read it: ignoring conflicts asks nothing back.
        ReportImport.objects.bulk_create([offer], ignore_conflicts=True)
        locked.offered_at = now
        locked.version += 1
        locked.save(update_fields=["offered_at", "version"])
        journal.record(by, "offer.made", locked, now=now, evaluation=locked.pk, subject=locked.number)
        key = str(offer.offer_key)
        outbox.promise(RECEIVE_OFFER, f"{RECEIVE_OFFER}:{key}", Scope(house="admin"), now, offer=key)
    return True


def _values(source: ReportImport, evaluation: Evaluation) -> Json:
    """The proposal as the municipality accepted it, and the keys of its findings by their place."""
    values: Json = {
        name: [_as_json(row) for row in model._default_manager.filter(report_import=source).order_by("pk")]
        for name, model in ROWS.items()
    }
    for page in values["pages"]:
        page["picture"] = files.copy(page["picture"]).name if page["picture"] else ""
    drafts = DraftFinding.objects.filter(evaluation=evaluation).values_list("area__number", "kind", "position", "key")
    keys = {(area, kind, position): str(key) for area, kind, position, key in drafts}
    places: dict[tuple[int, str], int] = {}
    kept = [row for row in values["findings"] if not row["is_dropped"]]
    for row in sorted(kept, key=lambda row: (row["area_number"], row["kind"], row["position"], row["id"])):
        area_and_kind = row["area_number"], row["kind"]
        place = places[area_and_kind] = places.get(area_and_kind, 0) + 1
        row["key"] = keys[(*area_and_kind, place)]
    for row in [row for name in ROWS for row in values[name]]:
        del row["id"]
    return values


def _as_json(row: models.Model) -> Json:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values["report_import_id"]
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def receive_offer(running: Running) -> None:
    """In SKR's scope: give the offer its number and make a proposal of its values. A second run changes nothing."""
    rows = ReportImport.objects.select_for_update().filter(offer_key=UUID(str(running.arguments["offer"])))
    offer = rows.filter(state=ImportState.UPLOADED).first()
    if offer is None or offer.offered is None:
        return
    values = offer.offered
    keys: dict[str, str] = {}
    for name, model in ROWS.items():
        told = [{key: value for key, value in row.items() if key != "key"} for row in values[name]]
        made = model._default_manager.bulk_create(model(report_import=offer, **row) for row in told)
        if name == "findings":
            keys = {str(row.pk): told["key"] for row, told in zip(made, values[name], strict=True) if told.get("key")}
    offer.number = counters.next_number("import")
    offer.state = ImportState.PROPOSED
    offer.offered = {"keys": keys}
    offer.save(update_fields=["number", "state", "offered"])
    journal.record(running.by, "offer.received", offer, now=running.now, subject=str(offer), number=offer.number)


def return_offer(running: Running) -> None:
    """In the municipality's scope: SKR did not take the offer over, so it may be made again."""
    rows = Evaluation.objects.visible_to(running.by).select_for_update()
    evaluation = rows.filter(pk=running.arguments["evaluation"], replaced_by=None).exclude(offered_at=None).first()
    if evaluation is None:
        return
    evaluation.offered_at = None
    evaluation.version += 1
    evaluation.save(update_fields=["offered_at", "version"])
    journal.record(
        running.by,
        "offer.returned",
        evaluation,
        now=running.now,
        evaluation=evaluation.pk,
        subject=evaluation.number,
    )


def replace_own(by: Actor, own: Evaluation, published: Evaluation, *, now: datetime) -> None:
    """Mark the own evaluation, which the caller holds, as taken over by SKR's. Marked before: nothing changes."""
    if own.replaced_by_id is not None:
        return
    own.replaced_by = published
    own.version += 1
    own.save(update_fields=["replaced_by", "version"])
    journal.record(
        by, "own_import.replaced", own, now=now, evaluation=own.pk, subject=own.number, case=published.number
    )
