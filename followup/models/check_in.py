"""Check-ins: the days at which the whole plan is looked at, who is asked then, and what they answered."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalManager, MunicipalModel, ScopedQuerySet


class CheckInPattern(models.TextChoices):
    """How the year is divided; the days of each stand in the rules of check-ins."""

    TERTIAL = "tertial", _("three times a year")
    QUARTER = "quarter", _("four times a year")
    HALF_YEAR = "half_year", _("twice a year")
    OWN = "own", _("own days")


class CheckInSchedule(MunicipalModel):
    """A municipality's own choice of check-ins; without a row the tertials hold."""

    municipality = models.OneToOneField("accounts.Municipality", models.PROTECT, related_name="+")
    pattern = models.CharField(_("check-ins"), max_length=10, choices=CheckInPattern, default=CheckInPattern.TERTIAL)
    days = ArrayField(models.CharField(max_length=5), default=list, blank=True)  # of «own»: "04-30", "12-31"
    opens_before = models.PositiveSmallIntegerField(_("opens, days before"), default=14)
    reminds_before = models.PositiveSmallIntegerField(_("reminds, days before"), default=3)
    is_on = models.BooleanField(_("check-ins are held"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("schedule of check-ins")
        verbose_name_plural = _("schedules of check-ins")
        constraints = [
            models.CheckConstraint(
                name="check_in_reminds_while_open",
                condition=models.Q(reminds_before__lte=models.F("opens_before")),
            )
        ]

    def __str__(self) -> str:
        return self.pattern


class CheckInQuerySet(ScopedQuerySet):
    """Check-ins."""

    def visible_to(self, by: Any) -> Self:
        """The municipality's."""
        return self.filter(municipality_id=by.scope.municipality)

    def open(self) -> Self:
        """Those that take answers."""
        return self.filter(closed_at=None)


class CheckIn(MunicipalModel):
    """One check-in of a plan: opened some days before `on`, reminded of once, closed by hand or when the next opens."""

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    plan = models.ForeignKey("followup.Plan", models.PROTECT, related_name="check_ins")
    on = models.DateField(_("date"))  # the day it is about: 30 April
    opened_at = models.DateTimeField(_("opened"))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MunicipalManager.from_queryset(CheckInQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "id"], name="check_in_municipality_id"),
            models.UniqueConstraint(fields=["plan", "on"], name="check_in_once_a_day"),
            models.UniqueConstraint(fields=["plan"], condition=models.Q(closed_at=None), name="check_in_one_open"),
        ]

    def __str__(self) -> str:
        return str(self.on)

    def is_past(self, today: date) -> bool:
        """Whether the day it is about has passed."""
        return self.on < today


class CheckInAnswer(MunicipalModel):
    """An action that is asked about in a check-in, and the report that answers; empty while nobody has."""

    check_in = models.ForeignKey(CheckIn, models.PROTECT, related_name="answers")
    action = models.ForeignKey("followup.Action", models.PROTECT, related_name="check_in_answers")
    owner_name = models.CharField(max_length=120, blank=True)  # as it was when the check-in was opened
    report = models.ForeignKey("followup.StatusReport", models.PROTECT, null=True, blank=True, related_name="+")
    is_for_other = models.BooleanField(default=False)  # answered by the coordinator in the owner's place

    class Meta:
        verbose_name = _("answer in a check-in")
        verbose_name_plural = _("answers in a check-in")
        constraints = [models.UniqueConstraint(fields=["check_in", "action"], name="check_in_answer_once_an_action")]
        indexes = [models.Index(fields=["action"], name="check_in_answer_action")]

    def __str__(self) -> str:
        return f"{self.check_in_id} {self.action_id}"
