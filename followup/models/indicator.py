"""The effect of an action in figures: an indicator with baseline and target, and its measurements."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalModel


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")


class Indicator(MunicipalModel):
    """A figure that shows the effect of an action; taken away by a mark, its measurements are kept."""

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    action = models.ForeignKey("followup.Action", models.PROTECT, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=200)
    measured_in = models.CharField(_("measured in"), max_length=40, blank=True)  # "%", "dagar", "kr per invånare"
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_on = models.DateField(_("date of the baseline"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=3, null=True, blank=True)
    target_on = models.DateField(_("date of the target"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [models.UniqueConstraint(fields=["municipality", "id"], name="indicator_municipality_id")]
        indexes = [models.Index(fields=["action"], name="indicator_action")]

    def __str__(self) -> str:
        return self.name


class Measurement(MunicipalModel):
    """One value of an indicator on one day; a wrong one is withdrawn, never rewritten."""

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    on = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3)
    note = models.CharField(_("note"), max_length=500, blank=True)
    is_evidence = models.BooleanField(_("evidence of effect"), default=False)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on"], condition=models.Q(withdrawn_at=None), name="measurement_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.value}"
