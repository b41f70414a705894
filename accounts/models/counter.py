"""Numbers that people see: one locked row a series, so that no global sequence shows."""

from django.db import models

from accounts.tenancy import FencedModel, RowClass


class Counter(FencedModel):
    """The last number given in a series, such as SKR's cases of a year or a municipality's actions."""

    row_class = RowClass.MACHINE

    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, null=True, related_name="+")
    series = models.CharField(max_length=40)
    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "series"], name="counter_once_a_series", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.value}"
