"""A view of the action plan that somebody wants to come back to."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalManager, MunicipalModel, ScopedQuerySet


class SavedFilterQuerySet(ScopedQuerySet):
    """Saved filters."""

    def visible_to(self, by: Any) -> Self:
        """One's own, and those that are shared in the municipality."""
        rows = self.filter(municipality_id=by.scope.municipality)
        return rows.filter(models.Q(by_id=by.user_id) | models.Q(is_shared=True))


class SavedFilter(MunicipalModel):
    """Filters, order, grouping, columns and view under a name; shared in the municipality, or one's own."""

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    view = models.CharField(max_length=12)  # table, board, timeline, calendar, matrix
    query = models.CharField(max_length=1000, blank=True)  # as the address carries it, without evaluation and page
    is_shared = models.BooleanField(_("shared with the municipality"), default=False)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    objects = MunicipalManager.from_queryset(SavedFilterQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "by", "name"], name="saved_filter_name_once_a_person")
        ]

    def __str__(self) -> str:
        return self.name
