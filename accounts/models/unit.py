"""The parts of a municipality's organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import MunicipalModel


class UnitKind(models.TextChoices):
    """What kind of part a unit is."""

    COMMITTEE = "committee", _("committee")
    ADMINISTRATION = "administration", _("administration")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


class Unit(MunicipalModel):
    """A committee, an administration, a company or another part of the municipality."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    head = models.ForeignKey("accounts.Membership", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="unit_name_once_a_municipality"),
            models.UniqueConstraint(fields=["municipality", "id"], name="unit_municipality_id"),
        ]

    def __str__(self) -> str:
        return self.name
