"""Promised work: the row is the truth, the broker only a bell."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import RowClass


class Job(models.Model):
    """One piece of promised work with its scope; holds ids, no texts."""

    row_class: ClassVar[RowClass] = RowClass.MACHINE

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    municipality = models.BigIntegerField(null=True)
    evaluation = models.BigIntegerField(null=True)
    house = models.CharField(max_length=10, blank=True)
    user = models.BigIntegerField(null=True)
    arguments = models.JSONField(default=dict)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["run_at"], condition=models.Q(done_at=None, failed_at=None), name="job_due")]

    def __str__(self) -> str:
        return self.key
