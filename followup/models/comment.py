"""What people say about an action."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import MunicipalManager, MunicipalModel, ScopedQuerySet


class CommentQuerySet(ScopedQuerySet):
    """Comments."""

    def with_names(self) -> Self:
        """Annotated with `names`: those whom a comment mentions, as they are called now."""
        rows = CommentMention.objects.filter(comment=models.OuterRef("pk")).order_by("id")
        return self.annotate(names=ArraySubquery(rows.values("membership__display_name")))


class Comment(MunicipalModel):
    """A comment on an action; withdrawn ones keep their place without their text."""

    action = models.ForeignKey("followup.Action", models.PROTECT, related_name="comments")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    text = models.TextField(_("comment"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=100, blank=True)

    objects = MunicipalManager.from_queryset(CommentQuerySet)()  # type: ignore[assignment,misc]

    names: list[str]  # annotated by with_names()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [models.UniqueConstraint(fields=["municipality", "id"], name="comment_municipality_id")]
        indexes = [models.Index(fields=["action", "at"], name="comment_action")]

    def __str__(self) -> str:
        return self.text[:60]


class CommentMention(MunicipalModel):
    """A member whom a comment names and who is told of it."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    membership = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["comment", "membership"], name="comment_mention_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.membership_id}"
