"""The steps of an action."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import MunicipalModel


class Milestone(MunicipalModel):
    """One step of an action: open, ticked (done_on) or dropped."""

    action = models.ForeignKey("followup.Action", models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("milestone"), max_length=200)
    due = models.DateField(_("due date"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    is_dropped = models.BooleanField(_("dropped"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                name="milestone_not_done_and_dropped", condition=models.Q(done_on=None) | models.Q(is_dropped=False)
            )
        ]
        indexes = [models.Index(fields=["action", "position"], name="milestone_action")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Neither ticked nor dropped."""
        return self.done_on is None and not self.is_dropped

    def is_late(self, on: date) -> bool:
        """Open after its due date."""
        return self.is_open and self.due is not None and self.due < on
