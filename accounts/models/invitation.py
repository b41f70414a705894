"""Invitations: single use, hashed, bound to place, e-mail and role, valid for seven days."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.membership import SKR_ROLES, Role
from accounts.tenancy import FencedModel, RowClass

VALID_FOR = timedelta(days=7)


class Invitation(FencedModel):
    """An offer of one role; the token stands in the mail only, its SHA-256 here."""

    row_class = RowClass.PEOPLE

    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    display_name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("title"), max_length=100, blank=True)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    is_from_skr = models.BooleanField(default=False)  # to SKR, or a municipality's first coordinator
    invited_by_name = models.CharField(max_length=100)
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(name="invitation_email_is_lower", condition=models.Q(email=Lower("email"))),
            models.CheckConstraint(
                name="invitation_from_skr_is_for_skr_or_coordinator",
                condition=models.Q(is_from_skr=True, municipality=None)
                | models.Q(is_from_skr=True, role=Role.COORDINATOR)
                | models.Q(is_from_skr=False, municipality__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_role_fits_place",
                condition=models.Q(municipality=None, role__in=SKR_ROLES)
                | models.Q(municipality__isnull=False) & ~models.Q(role__in=SKR_ROLES),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def is_open(self, now: datetime) -> bool:
        """Neither used, declined nor withdrawn, and still valid."""
        return (
            self.accepted_at is None
            and self.declined_at is None
            and self.withdrawn_at is None
            and now < self.expires_at
        )
