"""Rubric editions: areas and sub-areas with their highest points, and how one edition answers to another."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import FencedModel, RowClass, ScopedManager, ScopedQuerySet


class EditionState(models.TextChoices):
    """Life of an edition; from published on the database refuses any change but retiring."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class EditionQuerySet(ScopedQuerySet):
    """Editions."""

    def published(self) -> Self:
        """Those that results may stand on."""
        return self.exclude(state=EditionState.DRAFT)

    def visible_to(self, by: Any) -> Self:
        """SKR sees drafts too; everybody sees the published ones."""
        return self if by.scope.house else self.published()

    def with_sizes(self) -> Self:
        """Annotated with area_count and subarea_count."""
        return self.annotate(
            area_count=models.Count("areas", distinct=True), subarea_count=models.Count("subareas", distinct=True)
        )


class Edition(FencedModel):
    """An edition of the criteria, such as 2021."""

    row_class = RowClass.SKR

    key = models.SlugField(_("edition"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT)
    in_use_from = models.PositiveSmallIntegerField(_("in use from"), null=True, blank=True)
    in_use_to = models.PositiveSmallIntegerField(_("in use to"), null=True, blank=True)
    areas_only = models.BooleanField(_("only areas are known"), default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")  # last
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager.from_queryset(EditionQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("rubric edition")
        verbose_name_plural = _("rubric editions")
        constraints = [
            models.CheckConstraint(
                name="edition_published_has_time",
                condition=models.Q(state=EditionState.DRAFT) | models.Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_published_by_another",
                condition=models.Q(published_by=None) | ~models.Q(published_by=models.F("made_by")),
            ),
            models.CheckConstraint(
                name="edition_published_by_no_changer",
                condition=models.Q(published_by=None) | ~models.Q(published_by=models.F("changed_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_work_of(self, user_id: int | None) -> bool:
        """Whether the person made the draft or changed it last: then another one publishes it."""
        return user_id is not None and user_id in (self.made_by_id, self.changed_by_id)


class Area(FencedModel):
    """One of the areas of an edition, at most 100 points."""

    row_class = RowClass.SKR

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="areas")
    lineage = models.UUIDField(default=uuid7, editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), verbose_name=_("other names"), default=list, blank=True)
    max_points = models.DecimalField(_("highest points"), max_digits=7, decimal_places=3)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="area_number_once_an_edition"),
            models.UniqueConstraint(fields=["edition", "id"], name="area_edition_id"),
            models.CheckConstraint(name="area_has_points", condition=models.Q(max_points__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Subarea(FencedModel):
    """One sub-area of an area with its highest points."""

    row_class = RowClass.SKR

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="subareas")
    area = models.ForeignKey(Area, models.PROTECT, related_name="subareas")
    lineage = models.UUIDField(default=uuid7, editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=8)
    title = models.CharField(_("title"), max_length=250)
    aliases = ArrayField(models.CharField(max_length=250), verbose_name=_("other names"), default=list, blank=True)
    max_points = models.DecimalField(_("highest points"), max_digits=7, decimal_places=3)

    class Meta:
        verbose_name = _("sub-area")
        verbose_name_plural = _("sub-areas")
        ordering = ("area__number", "number")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="subarea_code_once_an_edition"),
            models.UniqueConstraint(fields=["area", "number"], name="subarea_number_once_an_area"),
            models.CheckConstraint(name="subarea_has_points", condition=models.Q(max_points__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Comparability(models.TextChoices):
    """How far points of two editions may be compared, always as a share of the highest points."""

    FULL = "full", _("comparable")
    PARTIAL = "partial", _("partly comparable")
    NONE = "none", _("not comparable")


class SubareaMapping(FencedModel):
    """A sub-area of one edition and the one of a later edition that answers to it."""

    row_class = RowClass.SKR

    earlier = models.ForeignKey(Subarea, models.PROTECT, related_name="+")
    later = models.ForeignKey(Subarea, models.PROTECT, related_name="+")
    comparable = models.CharField(_("comparability"), max_length=8, choices=Comparability)
    is_proposal = models.BooleanField(_("proposal read from the headings"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        constraints = [models.UniqueConstraint(fields=["earlier", "later"], name="mapping_once_a_pair")]

    def __str__(self) -> str:
        return f"{self.earlier_id} → {self.later_id}"
