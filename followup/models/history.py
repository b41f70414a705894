"""What is said and done about an action over time: status reports, and changes that can be undone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalModel
from followup.models.action import Light


class StatusReport(MunicipalModel):
    """What somebody reported of an action: a note, a light, perhaps percent and forecast."""

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    action = models.ForeignKey("followup.Action", models.PROTECT, related_name="reports")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    note = models.CharField(_("note"), max_length=500)
    light = models.CharField(_("traffic light"), max_length=6, choices=Light)
    percent = models.PositiveSmallIntegerField(_("percent done"), null=True, blank=True)
    forecast = models.DateField(_("forecast"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("status report")
        verbose_name_plural = _("status reports")
        constraints = [models.UniqueConstraint(fields=["municipality", "id"], name="status_report_municipality_id")]
        indexes = [models.Index(fields=["action", "-at"], name="status_report_action")]

    def __str__(self) -> str:
        return self.note[:60]


class ActionChange(MunicipalModel):
    """What a verb changed of an action, before and after, so that the same person can undo it at once."""

    action = models.ForeignKey("followup.Action", models.PROTECT, related_name="changes")
    verb = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField()  # the action's, after the change
    undone_at = models.DateTimeField(null=True, blank=True)
    bulk = models.ForeignKey("followup.BulkChange", models.PROTECT, null=True, blank=True, related_name="changes")
    fields = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["action", "-id"], name="action_change_action"),
            models.Index(fields=["bulk"], name="action_change_bulk", condition=models.Q(bulk__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.verb}"
