"""Who is what where, from when until when."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import FencedModel, RowClass, ScopedManager, ScopedQuerySet


class Role(models.TextChoices):
    """The stored roles; the first two are SKR's."""

    SKR_ADMIN = "skr_admin", _("SKR administrator")
    SKR_EVALUATOR = "skr_evaluator", _("evaluator")
    COORDINATOR = "coordinator", _("coordinator")
    MANAGEMENT = "management", _("management")
    ACTION_OWNER = "action_owner", _("action owner")
    READER = "reader", _("reader")


SKR_ROLES = (Role.SKR_ADMIN, Role.SKR_EVALUATOR)


class MembershipQuerySet(ScopedQuerySet):
    """Memberships."""

    def valid(self, on: date) -> Self:
        """Those that hold on this local date; start and end are both included."""
        return self.filter(models.Q(end=None) | models.Q(end__gte=on), start__lte=on)

    def of_skr(self) -> Self:
        """SKR's own people."""
        return self.filter(municipality=None)

    def visible_to(self, by: Any) -> Self:
        """The people of the scope: the municipality's, or SKR's own."""
        if by.scope.municipality:
            return self.filter(municipality_id=by.scope.municipality)
        return self.of_skr() if by.scope.house else self.none()


class Membership(FencedModel):
    """One role of one person at one municipality, or at SKR where the municipality is empty."""

    row_class = RowClass.PEOPLE

    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    display_name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("title"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager.from_queryset(MembershipQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                name="membership_role_fits_place",
                condition=models.Q(municipality=None, role__in=SKR_ROLES)
                | models.Q(municipality__isnull=False) & ~models.Q(role__in=SKR_ROLES),
            ),
            models.CheckConstraint(
                name="membership_ends_after_start", condition=models.Q(end=None) | models.Q(end__gte=models.F("start"))
            ),
            models.CheckConstraint(
                name="membership_unit_needs_municipality",
                condition=models.Q(unit=None) | models.Q(municipality__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["municipality", "user", "role"],
                condition=models.Q(end=None),
                name="membership_once_while_open",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(fields=["municipality", "id"], name="membership_municipality_id"),
        ]
        indexes = [models.Index(fields=["user"], name="membership_user")]

    def __str__(self) -> str:
        return self.display_name
