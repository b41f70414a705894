"""The journal: who did what, when; facts apart, so that they may be erased while the chain of hashes holds."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import FencedModel, RowClass, ScopedManager, ScopedQuerySet


class EventQuerySet(ScopedQuerySet):
    """Events."""

    def visible_to(self, by: Any) -> Self:
        """The stream of the scope, newest first where the page orders it so."""
        scope = by.scope
        if scope.municipality:
            return self.filter(municipality_id=scope.municipality)
        if scope.evaluation:
            return self.filter(evaluation=scope.evaluation)
        return self.filter(municipality=None) if scope.house == "admin" else self.none()


class Event(FencedModel):
    """Something that happened or was refused, in the stream of one municipality or (municipality empty) of SKR."""

    row_class = RowClass.MACHINE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, null=True, related_name="+")
    evaluation = models.BigIntegerField(null=True)  # of an SKR case: its people read these events
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    hat = models.CharField(_("as"), max_length=40)
    verb = models.CharField(_("event"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    refused = models.BooleanField(_("refused"), default=False)
    digest = models.CharField(max_length=64)

    objects = ScopedManager.from_queryset(EventQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["municipality", "-id"], name="event_stream"),
            models.Index(fields=["evaluation", "-id"], name="event_evaluation"),
        ]

    def __str__(self) -> str:
        return self.verb


class EventFacts(FencedModel):
    """What an event was about, before and after; gallring may erase it, the event's digest stays."""

    row_class = RowClass.MACHINE

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="facts")
    facts = models.JSONField()

    class Meta:
        verbose_name = _("facts of an event")
        verbose_name_plural = _("facts of events")

    def __str__(self) -> str:
        return str(self.pk)


class EventSeal(models.Model):
    """One link of a stream's chain: hash over the previous hash and the event."""

    row_class: ClassVar[RowClass] = RowClass.MACHINE

    stream = models.BigIntegerField()  # the municipality's id; 0 is SKR
    number = models.BigIntegerField()
    event = models.UUIDField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [models.UniqueConstraint(fields=["stream", "number"], name="event_seal_once_a_number")]

    def __str__(self) -> str:
        return f"{self.stream}/{self.number}"
