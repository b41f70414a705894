"""What a municipality lets SKR see of its plan, and its other choices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import MunicipalModel


class SharingLevel(models.TextChoices):
    """How much SKR sees; each reading is written in the municipality's journal."""

    NONE = "none", _("nothing")
    FIGURES = "figures", _("figures")
    ALL = "all", _("the whole plan")


class Sharing(MunicipalModel):
    """One row a municipality; none means that nothing is shared."""

    municipality = models.OneToOneField("accounts.Municipality", models.PROTECT, related_name="+")
    level = models.CharField(_("shared with SKR"), max_length=8, choices=SharingLevel, default=SharingLevel.NONE)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("sharing")
        verbose_name_plural = _("sharings")

    def __str__(self) -> str:
        return self.level


class ReaderSees(models.TextChoices):
    """What readers see beside the result."""

    ADOPTED = "adopted", _("the adopted plan")
    ALL = "all", _("the plan as it stands")


class MunicipalitySettings(MunicipalModel):
    """A municipality's own choices; without a row the defaults hold."""

    municipality = models.OneToOneField("accounts.Municipality", models.PROTECT, related_name="+")
    reader_sees = models.CharField(_("readers see"), max_length=8, choices=ReaderSees, default=ReaderSees.ADOPTED)
    owner_moves_deadline = models.BooleanField(_("action owners may move their due dates"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("settings")
        verbose_name_plural = _("settings")

    def __str__(self) -> str:
        return str(self.municipality_id)
