"""Personal tokens of the API: shown once, hashed here."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import RowClass


class ApiToken(models.Model):
    """A person's token: acts as that person, with a name and an end, revocable."""

    row_class: ClassVar[RowClass] = RowClass.MACHINE

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    name = models.CharField(_("what it is for"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created"))
    expires_on = models.DateField(_("valid until"))
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return self.name
