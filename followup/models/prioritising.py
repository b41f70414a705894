"""What an improvement opportunity is thought to take and give, and whether it was pointed out last time too."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import MunicipalModel
from followup.models.action import Level


class FindingEstimate(MunicipalModel):
    """Effort and expected effect of acting on an improvement opportunity, before anybody has decided how."""

    plan = models.ForeignKey("followup.Plan", models.PROTECT, related_name="estimates")
    finding = models.ForeignKey("evaluations.Finding", models.PROTECT, related_name="+")
    effort = models.CharField(_("effort"), max_length=6, choices=Level, blank=True)
    expected_effect = models.CharField(_("expected effect"), max_length=6, choices=Level, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("estimate")
        verbose_name_plural = _("estimates")
        constraints = [models.UniqueConstraint(fields=["plan", "finding"], name="finding_estimate_once")]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.effort}/{self.expected_effect}"


class Recurrence(MunicipalModel):
    """An improvement opportunity that says again what one of an older evaluation said."""

    finding = models.ForeignKey("evaluations.Finding", models.PROTECT, related_name="+")
    earlier = models.ForeignKey("evaluations.Finding", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("recurrence")
        verbose_name_plural = _("recurrences")
        constraints = [
            models.UniqueConstraint(fields=["finding", "earlier"], name="recurrence_once"),
            models.CheckConstraint(name="recurrence_of_another", condition=~models.Q(finding=models.F("earlier"))),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} ← {self.earlier_id}"
