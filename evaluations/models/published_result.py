"""Published versions: a complete, numbered, hashed snapshot and its flat rows, insert only."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import FencedModel, RowClass, ScopedManager, ScopedQuerySet
from evaluations.models.evaluation import EvaluationState
from evaluations.models.finding import FindingKind


class PublishedVersionQuerySet(ScopedQuerySet):
    """Published versions."""

    def visible_to(self, by: Any) -> Self:
        """In a municipality's scope its own, without those of imports that it has undone; else the public ones."""
        if by.scope.municipality:
            rows = self.filter(municipality_id=by.scope.municipality)
            return rows.exclude(is_own=True, evaluation__state=EvaluationState.CANCELLED)
        rows = self.filter(is_own=False)
        return rows if settings.DEMONSTRATION else rows.filter(municipality__is_demonstration=False)

    def newest(self) -> Self:
        """Of each evaluation the version that no later one replaced."""
        later = self.model._base_manager.filter(
            evaluation_id=models.OuterRef("evaluation_id"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))


class PublishedModel(FencedModel):
    """A row of what was published: refused UPDATE, DELETE and TRUNCATE by the database."""

    row_class: ClassVar[RowClass] = RowClass.RESULT

    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    is_own = models.BooleanField(default=False)  # seen by the municipality only

    class Meta:
        abstract = True


class PublishedVersion(PublishedModel):
    """One version of a published result."""

    evaluation = models.ForeignKey("evaluations.Evaluation", models.PROTECT, related_name="published_versions")
    edition = models.ForeignKey("evaluations.Edition", models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("version"))
    schema_version = models.PositiveSmallIntegerField()
    scoring_version = models.PositiveSmallIntegerField()
    achieved = models.PositiveSmallIntegerField(_("points"))
    maximum = models.PositiveSmallIntegerField(_("highest points"))
    content = models.JSONField()  # inputs and shown numbers, canonical
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("reason of the correction"), blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("published"))
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = ScopedManager.from_queryset(PublishedVersionQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="published_version_once_a_number"),
            models.UniqueConstraint(fields=["id", "municipality", "is_own"], name="published_version_id_municipality"),
            models.UniqueConstraint(fields=["municipality", "id"], name="published_version_municipality_id"),
        ]
        indexes = [models.Index(fields=["municipality", "-year", "-number"], name="published_version_municipality")]

    def __str__(self) -> str:
        return f"{self.case_number} version {self.number}"


class PublishedRow(PublishedModel):
    """A flat row of a version."""

    published_version = models.ForeignKey(PublishedVersion, models.PROTECT, related_name="%(class)ss")
    area_number = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class PublishedScore(PublishedRow):
    """Points of an area or (code set) a sub-area: exact, and as shown."""

    code = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=250)
    area = models.ForeignKey("evaluations.Area", models.PROTECT, related_name="+")
    subarea = models.ForeignKey("evaluations.Subarea", models.PROTECT, null=True, related_name="+")
    achieved = models.DecimalField(max_digits=7, decimal_places=3)
    maximum = models.DecimalField(max_digits=7, decimal_places=3)
    shown_achieved = models.PositiveSmallIntegerField()
    shown_maximum = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("published score")
        verbose_name_plural = _("published scores")
        constraints = [
            models.UniqueConstraint(
                fields=["published_version", "area_number", "code"], name="published_score_once_a_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code or self.area_number} {self.shown_achieved}"


class PublishedText(PublishedRow):
    """A narrative text as published."""

    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    body = models.TextField()
    subarea_codes = ArrayField(models.CharField(max_length=8), default=list)

    class Meta:
        verbose_name = _("published text")
        verbose_name_plural = _("published texts")
        constraints = [
            models.UniqueConstraint(
                fields=["published_version", "area_number", "position"], name="published_text_once_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PublishedFinding(PublishedRow):
    """A finding's words in a version."""

    finding = models.ForeignKey("evaluations.Finding", models.PROTECT, related_name="published")
    kind = models.CharField(max_length=12, choices=FindingKind)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    subarea_code = models.CharField(max_length=8, blank=True)
    named = models.ForeignKey("accounts.Municipality", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("published finding")
        verbose_name_plural = _("published findings")
        constraints = [
            models.UniqueConstraint(fields=["published_version", "finding"], name="published_finding_once_a_version")
        ]

    def __str__(self) -> str:
        return self.text[:60]
