"""What a creating call answered, so that the same call answers the same for 24 hours."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from accounts.tenancy import RowClass

KEPT_FOR = timedelta(hours=24)


class Idempotency(models.Model):
    """(user, key) → what was made; another body under the same key is refused."""

    row_class: ClassVar[RowClass] = RowClass.MACHINE

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    body_sha256 = models.CharField(max_length=64)
    result = models.CharField(max_length=80)  # the address or number of what was made
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_once_a_user")]
        indexes = [models.Index(fields=["at"], name="idempotency_at")]

    def __str__(self) -> str:
        return self.key
