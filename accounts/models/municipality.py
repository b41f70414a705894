"""Municipalities: the tenants, readable by all."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.swedish import SwedishKey
from accounts.tenancy import FencedModel, RowClass, ScopedManager, ScopedQuerySet


class MunicipalityQuerySet(ScopedQuerySet):
    """Municipalities."""

    def public(self) -> Self:
        """Those that stand on public pages: the invented ones only where demonstration is on."""
        return self if settings.DEMONSTRATION else self.filter(is_demonstration=False)

    def visible_to(self, by: Any) -> Self:
        """All of them, the invented ones only where demonstration is on."""
        return self.public()

    def with_coordinator(self, on: date) -> Self:
        """Annotated with whether a coordinator is active: the one thing that SKR is told of a municipality's people."""
        asked = models.Func(
            models.F("pk"),
            models.Value(on, output_field=models.DateField()),
            function="kompass_has_coordinator",
            output_field=models.BooleanField(),
        )
        return self.annotate(has_coordinator=asked)

    def in_swedish_order(self) -> Self:
        """By name, å ä ö last."""
        return self.order_by(SwedishKey("short_name"))


class Municipality(FencedModel):
    """A municipality with its code, slug and the forms of its name."""

    row_class = RowClass.OPEN

    has_coordinator: bool  # annotated by with_coordinator()

    code = models.CharField(_("code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=60)
    genitive = models.CharField(_("genitive of the short name"), max_length=62)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    county_code = models.CharField(_("county code"), max_length=2, blank=True)
    county_name = models.CharField(_("county"), max_length=60, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    objects = ScopedManager.from_queryset(MunicipalityQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(name="municipality_slug_is_lower", condition=models.Q(slug=Lower("slug"))),
            models.CheckConstraint(
                name="municipality_demonstration_has_code_99",
                condition=models.Q(is_demonstration=False) | models.Q(code__startswith="99"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
