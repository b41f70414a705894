"""Many rows changed by one press: what was asked, and what became of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalModel


class BulkChange(MunicipalModel):
    """One press on many actions or improvement opportunities, with a result per row, undone by the same person."""

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    plan = models.ForeignKey("followup.Plan", models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)  # as in accounts/roles.py
    asked = models.JSONField(default=dict)  # what was to be changed, in the form's words
    results = models.JSONField(default=list)  # per row: what it is, done | unchanged | refused, why
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bulk change")
        verbose_name_plural = _("bulk changes")
        constraints = [models.UniqueConstraint(fields=["municipality", "id"], name="bulk_change_municipality_id")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"
