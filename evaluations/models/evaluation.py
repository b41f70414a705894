"""An evaluation's head, and who is on it."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.roles import Part
from accounts.tenancy import FencedModel, RowClass, ScopedManager, ScopedQuerySet


class EvaluationState(models.TextChoices):
    """The steps of an evaluation."""

    ORDERED = "ordered", _("ordered")
    PLANNED = "planned", _("planned")
    COLLECTING = "collecting", _("collecting evidence")
    SCORING = "scoring", _("scoring")
    FACT_CHECK = "fact_check", _("fact check")
    READY = "ready", _("ready to publish")
    PUBLISHED = "published", _("published")
    CANCELLED = "cancelled", _("cancelled")


class Precision(models.TextChoices):
    """How exactly a date of a report is known."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


class EvaluationQuerySet(ScopedQuerySet):
    """Evaluations."""

    def visible_to(self, by: Any) -> Self:
        """The own case, the municipality's own evaluations, or all of SKR's for the house."""
        scope = by.scope
        if scope.municipality:
            return self.filter(municipality_id=scope.municipality)
        if scope.evaluation:
            return self.filter(id=scope.evaluation)
        return self.filter(is_own=False) if scope.house else self.none()

    def matching(self, text: str) -> Self:
        """Those whose case number or municipality holds the text; all where it is empty."""
        return self.filter(models.Q(number__icontains=text) | models.Q(municipality__name__icontains=text))


class Evaluation(FencedModel):
    """One evaluation of one municipality; SKR's, or (is_own) the municipality's own import."""

    row_class = RowClass.CASE_HEAD

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    number = models.CharField(_("case number"), max_length=20)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    is_own = models.BooleanField(_("the municipality's own"), default=False)
    is_imported = models.BooleanField(_("read from a report"), default=False)  # it passed no fact check here
    edition = models.ForeignKey("evaluations.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=EvaluationState)
    year = models.PositiveSmallIntegerField(_("year"))
    evaluated_on = models.DateField(_("carried out"), null=True, blank=True)
    evaluated_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    reported_on = models.DateField(_("date of the report"), null=True, blank=True)
    reported_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    ordinal = models.PositiveSmallIntegerField(_("which evaluation of the municipality"), null=True, blank=True)
    previous_year = models.PositiveSmallIntegerField(_("year of the previous evaluation"), null=True, blank=True)
    evaluators = models.JSONField(_("evaluators"), default=list)  # [{name, organisation}] as the report writes them
    made_ready_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_reason = models.TextField(_("why it was sent back"), blank=True)
    latest_version = models.PositiveSmallIntegerField(_("latest published version"), null=True, blank=True)
    offered_at = models.DateTimeField(_("offered to SKR"), null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # taken over
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager.from_queryset(EvaluationQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(fields=["id", "municipality", "is_own"], name="evaluation_id_municipality_own"),
            models.UniqueConstraint(fields=["municipality", "id"], name="evaluation_municipality_id"),
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(is_own=False), name="evaluation_number_once_at_skr"
            ),
            models.UniqueConstraint(
                fields=["municipality", "number"],
                condition=models.Q(is_own=True),
                name="evaluation_number_once_a_municipality",
            ),
            models.CheckConstraint(
                name="evaluation_replaced_is_own", condition=models.Q(replaced_by=None) | models.Q(is_own=True)
            ),
            models.CheckConstraint(
                name="evaluation_published_has_version",
                condition=~models.Q(state=EvaluationState.PUBLISHED) | models.Q(latest_version__isnull=False),
            ),
            models.CheckConstraint(
                name="evaluation_ready_has_edition",
                condition=~models.Q(state__in=[EvaluationState.READY, EvaluationState.PUBLISHED])
                | models.Q(edition__isnull=False),
            ),
            models.CheckConstraint(
                name="evaluation_year_is_plausible", condition=models.Q(year__gte=1990, year__lte=2100)
            ),
            models.CheckConstraint(
                name="evaluation_dates_have_precision",
                condition=(models.Q(evaluated_on=None) | ~models.Q(evaluated_precision=""))
                & (models.Q(reported_on=None) | ~models.Q(reported_precision="")),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-year"], name="evaluation_of_municipality")]

    def __str__(self) -> str:
        return self.number


class AssignmentQuerySet(ScopedQuerySet):
    """Assignments."""

    def valid(self, on: date) -> Self:
        """Those that hold on this local date; start and end are both included."""
        return self.filter(models.Q(end=None) | models.Q(end__gte=on), start__lte=on)

    def visible_to(self, by: Any) -> Self:
        """The team of the case in scope, the municipality's cases' teams, or all for the house."""
        scope = by.scope
        if scope.evaluation:
            return self.filter(evaluation_id=scope.evaluation)
        if scope.municipality:
            return self.filter(municipality_id=scope.municipality)
        return self.filter(is_own=False) if scope.house else self.filter(user_id=by.user_id)


class Assignment(FencedModel):
    """One person's part on one case, with a start and an end, both included."""

    row_class = RowClass.CASE_HEAD

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="assignments")
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    is_own = models.BooleanField(default=False)
    number = models.CharField(max_length=20)  # the case's, so that the middleware needs no second look
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    part = models.CharField(_("part"), max_length=10, choices=[(part.value, part.value) for part in Part])
    display_name = models.CharField(_("name"), max_length=100)
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True)

    objects = ScopedManager.from_queryset(AssignmentQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "user", "part"], condition=models.Q(end=None), name="assignment_once_while_open"
            ),
            models.CheckConstraint(
                name="assignment_ends_after_start", condition=models.Q(end=None) | models.Q(end__gte=models.F("start"))
            ),
        ]
        indexes = [models.Index(fields=["user"], name="assignment_user")]

    def __str__(self) -> str:
        return f"{self.number} {self.display_name}"

    @property
    def as_part(self) -> Part:
        """The part as the table of permissions knows it."""
        return Part(self.part)
