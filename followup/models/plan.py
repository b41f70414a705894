"""The action plan of one evaluation, and the frozen copies made each time it is adopted."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalManager, MunicipalModel, ScopedQuerySet
from evaluations.models import EvaluationState


class PlanState(models.TextChoices):
    """Life of a plan; work is allowed in draft and adopted, closed takes comments only."""

    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    CLOSED = "closed", _("closed")


class PlanQuerySet(ScopedQuerySet):
    """Plans."""

    def visible_to(self, by: Any) -> Self:
        """The municipality's plans but those of imports it has undone; SKR's administrators' shared ones, by policy."""
        if by.scope.municipality:
            rows = self.filter(municipality_id=by.scope.municipality)
            return rows.exclude(evaluation__is_own=True, evaluation__state=EvaluationState.CANCELLED)
        return self if by.scope.house == "admin" else self.none()

    def newest_first(self) -> Self:
        """The plan of the newest evaluation first: the one that «Handlingsplan» shows."""
        return self.order_by("-evaluation__year", "-id")


class Plan(MunicipalModel):
    """What a municipality does about one evaluation."""

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    evaluation = models.ForeignKey("evaluations.Evaluation", models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=PlanState, default=PlanState.DRAFT)
    adopted_body = models.CharField(_("adopted by"), max_length=120, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_reference = models.CharField(_("reference"), max_length=60, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # What an action in effect is assumed to win of the missing points, in percent (docs/glossary.md, expected score).
    assumed_low = models.PositiveSmallIntegerField(default=5)
    assumed_medium = models.PositiveSmallIntegerField(default=10)
    assumed_high = models.PositiveSmallIntegerField(default=20)
    assumed_most = models.PositiveSmallIntegerField(default=50)  # of all that is missing in one place
    version = models.PositiveIntegerField(default=1)

    objects = MunicipalManager.from_queryset(PlanQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "evaluation"], name="plan_once_an_evaluation"),
            models.UniqueConstraint(fields=["municipality", "id"], name="plan_municipality_id"),
            models.CheckConstraint(
                name="plan_adopted_has_body_and_date",
                condition=models.Q(state=PlanState.DRAFT)
                | models.Q(state=PlanState.CLOSED)
                | (models.Q(adopted_on__isnull=False) & ~models.Q(adopted_body="")),
            ),
            models.CheckConstraint(
                name="plan_assumes_percent_in_order",
                condition=models.Q(
                    assumed_low__lte=models.F("assumed_medium"),
                    assumed_medium__lte=models.F("assumed_high"),
                    assumed_high__lte=models.F("assumed_most"),
                    assumed_most__lte=100,
                ),
            ),
            models.CheckConstraint(
                name="plan_closed_has_date",
                condition=~models.Q(state=PlanState.CLOSED) | models.Q(closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class PlanCopy(MunicipalModel):
    """The plan as it was when it was adopted: complete, numbered, hashed, never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    body = models.CharField(_("adopted by"), max_length=120)
    adopted_on = models.DateField(_("adopted on"))
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("adopted plan")
        verbose_name_plural = _("adopted plans")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_copy_once_a_number")]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.number}"
