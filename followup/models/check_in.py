"""Check-ins: the days at which the whole plan is looked at, who is asked then, and what they answered."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalManager, MunicipalModel, ScopedQuerySet
from followup.models.action import OPEN, Action


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


def is_asked_about(prefix: str = "") -> models.Q:
    """Answered, or in need of an answer: whose action is open, or was done only after the check-in was closed."""
    is_open = models.Q(**{f"{prefix}action__status__in": OPEN})
    done_later = models.Q(**{f"{prefix}action__done_on__gt": models.F(f"{prefix}check_in__closed_at__date")})
    return models.Q(**{f"{prefix}report__isnull": False}) | is_open | done_later


class CheckInQuerySet(ScopedQuerySet):
    """Check-ins."""

    def visible_to(self, by: Any) -> Self:
        """The municipality's."""
        return self.filter(municipality_id=by.scope.municipality)

    def open(self) -> Self:
        """Those that take answers."""
        return self.filter(closed_at=None)

    def with_counts(self, own: frozenset[int] = frozenset()) -> Self:
        """Annotated with how many actions are asked about and answered: `asked`, `answered`.

        Of those that these memberships own: `own_asked`, `own_answered`.
        """
        asked, answered = is_asked_about("answers__"), models.Q(answers__report__isnull=False)
        is_own = models.Q(answers__action__owner_id__in=own)
        counted = {"asked": asked, "answered": answered, "own_asked": asked & is_own, "own_answered": answered & is_own}
        return self.annotate(**{name: models.Count("answers", filter=each) for name, each in counted.items()})


class CheckIn(MunicipalModel):
    """One check-in of a plan: opened some days before `on`, reminded of once, closed by hand or when the next opens."""

    asked: int  # annotated by with_counts(), as the three below
    answered: int
    own_asked: int
    own_answered: int

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

    @property
    def is_open(self) -> bool:
        """Whether it takes answers."""
        return self.closed_at is None

    @property
    def last_day(self) -> date:
        """Actions made until then belong to it: its day, or the day of its opening where that came later."""
        return max(self.on, timezone.localdate(self.opened_at))

    def asks_about(self, action: Action) -> bool:
        """Whether the action is one that an open check-in wants an answer about."""
        return action.is_open and timezone.localdate(action.created_at) <= self.last_day


class CheckInAnswerQuerySet(ScopedQuerySet):
    """Answers in check-ins, given and wanted."""

    def visible_to(self, by: Any) -> Self:
        """The municipality's."""
        return self.filter(municipality_id=by.scope.municipality)

    def asked(self) -> Self:
        """Those that were given or are wanted."""
        return self.filter(is_asked_about())

    def missing(self) -> Self:
        """Those that are wanted."""
        return self.filter(is_asked_about(), report=None)


class CheckInAnswer(MunicipalModel):
    """An action that is asked about in a check-in, and the report that answers; empty while nobody has."""

    check_in = models.ForeignKey(CheckIn, models.PROTECT, related_name="answers")
    action = models.ForeignKey("followup.Action", models.PROTECT, related_name="check_in_answers")
    owner_name = models.CharField(max_length=120, blank=True)  # when it was asked, then when it was answered
    report = models.ForeignKey("followup.StatusReport", models.PROTECT, null=True, blank=True, related_name="+")
    is_for_other = models.BooleanField(default=False)  # answered by the coordinator in the owner's place

    objects = MunicipalManager.from_queryset(CheckInAnswerQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("answer in a check-in")
        verbose_name_plural = _("answers in a check-in")
        constraints = [models.UniqueConstraint(fields=["check_in", "action"], name="check_in_answer_once_an_action")]
        indexes = [models.Index(fields=["action"], name="check_in_answer_action")]

    def __str__(self) -> str:
        return f"{self.check_in_id} {self.action_id}"
