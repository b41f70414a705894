"""The figures that a municipality shares with SKR: counts a day, no texts, no names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import MunicipalModel


class SharedFigure(MunicipalModel):
    """How many of one state an area has on one day: the states of the overview, «decided» and «total»."""

    evaluation = models.ForeignKey("evaluations.Evaluation", models.PROTECT, related_name="+")
    on = models.DateField(_("date"))
    area_number = models.PositiveSmallIntegerField()
    area_title = models.CharField(max_length=250)
    state = models.CharField(max_length=16)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("shared figure")
        verbose_name_plural = _("shared figures")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "evaluation", "on", "area_number", "state"], name="shared_figure_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_number} {self.state} {self.count}"
