"""What a municipality has decided on an improvement opportunity: one current row, older ones kept."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import MunicipalManager, MunicipalModel, ScopedQuerySet


class DecisionKind(models.TextChoices):
    """The four choices."""

    ACT = "act", _("to be acted on")
    WAIT = "wait", _("wait until")
    DECLINE = "decline", _("not to be acted on")
    ALREADY_DONE = "already_done", _("already done")


class DecisionQuerySet(ScopedQuerySet):
    """Decisions."""

    def visible_to(self, by: Any) -> Self:
        """Those of the scope's municipality; the shared ones for SKR's administrators, by policy."""
        if by.scope.municipality:
            return self.filter(municipality_id=by.scope.municipality)
        return self if by.scope.house == "admin" else self.none()

    def current(self) -> Self:
        """The one that applies of each finding and plan."""
        return self.filter(is_current=True)

    def settled(self, on: date) -> Self:
        """Those that leave nothing to decide on this date: a passed wait counts as undecided."""
        return self.current().exclude(kind=DecisionKind.WAIT, wait_until__lt=on)

    def otherwise(self, on: date) -> Self:
        """Those that say on this date that something else is done than to act."""
        return self.settled(on).exclude(kind=DecisionKind.ACT)


class Decision(MunicipalModel):
    """One decision on one improvement opportunity; the words it was made on are those of `made_on`."""

    plan = models.ForeignKey("followup.Plan", models.PROTECT, related_name="decisions")
    finding = models.ForeignKey("evaluations.Finding", models.PROTECT, related_name="+")
    made_on = models.ForeignKey("evaluations.PublishedVersion", models.PROTECT, related_name="+")
    kind = models.CharField(_("decision"), max_length=12, choices=DecisionKind)
    wait_until = models.DateField(_("wait until"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    done_what = models.TextField(_("what has been done"), blank=True)
    done_on = models.DateField(_("when it was done"), null=True, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    bulk = models.ForeignKey("followup.BulkChange", models.PROTECT, null=True, blank=True, related_name="decisions")
    version = models.PositiveIntegerField(default=1)

    objects = MunicipalManager.from_queryset(DecisionQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "finding"], condition=models.Q(is_current=True), name="decision_one_current"
            ),
            models.CheckConstraint(
                name="decision_wait_has_date",
                condition=~models.Q(kind=DecisionKind.WAIT) | models.Q(wait_until__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_decline_has_reason",
                condition=~models.Q(kind=DecisionKind.DECLINE) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="decision_already_done_says_what_and_when",
                condition=~models.Q(kind=DecisionKind.ALREADY_DONE)
                | (~models.Q(done_what="") & models.Q(done_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "finding"], name="decision_finding")]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.kind}"

    def is_settled(self, on: date) -> bool:
        """Whether nothing is left to decide on this date."""
        return not (self.kind == DecisionKind.WAIT and self.wait_until is not None and self.wait_until < on)
