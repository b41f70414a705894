"""The scope: the only door to a municipality's, a case's or SKR's rows.

Five transaction-local settings say which rows a transaction may touch; row-level security in PostgreSQL reads them, and
the managers here raise where no scope is open. Only the middleware, the job runner and the loaders open one.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self

from django.conf import settings
from django.db import connection, models, transaction

House = Literal["", "admin", "evaluator"]


class RowClass(StrEnum):
    """Who reads and writes a table's rows (docs/tenancy.md)."""

    OPEN = "open"
    RESULT = "result"
    SKR = "skr"
    CASE_HEAD = "case head"
    CASE_CONTENT = "case content"
    MUNICIPAL = "municipal"
    PEOPLE = "people"
    MACHINE = "machine"


class ScopeNotOpenError(RuntimeError):
    """Fenced rows were asked for where no scope is open."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One hat: at most one of municipality, evaluation and house; `owner` is for loaders that run as the owner role."""

    user: int | None = None
    municipality: int | None = None
    evaluation: int | None = None
    house: House = ""
    invitation: str = ""
    owner: bool = False

    def __post_init__(self) -> None:
        if sum(map(bool, (self.municipality, self.evaluation, self.house))) > 1:
            raise ValueError("A scope holds at most one of municipality, evaluation and house.")


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope:
    """The open scope. Raises ScopeNotOpenError where there is none."""
    scope = _current.get()
    if scope is None:
        raise ScopeNotOpenError("No scope is open: the middleware, the job runner or a loader must open one.")
    return scope


def _apply(scope: Scope, limits: Mapping[str, str] = MappingProxyType({})) -> None:
    values = {
        "kompass.user": str(scope.user or ""),
        "kompass.municipality": str(scope.municipality or ""),
        "kompass.evaluation": str(scope.evaluation or ""),
        "kompass.house": scope.house,
        "kompass.invitation": scope.invitation,
        **limits,
    }
    calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"select {calls}", [part for item in values.items() for part in item])


def change_scope(scope: Scope) -> None:
    """Put another scope into the open one's transaction: the middleware does so once it knows who asks."""
    if _current.get() is None or not connection.in_atomic_block:
        raise ScopeNotOpenError("change_scope belongs inside open_scope.")
    _apply(scope)
    _current.set(scope)


@contextmanager
def open_scope(scope: Scope, limits: Mapping[str, str] | None = None) -> Iterator[None]:
    """Open a transaction in which only the scope's rows exist; afterwards the scope before it holds again.

    `limits` are settings of PostgreSQL for this transaction, such as a statement_timeout for web requests. Raises
    ScopeNotOpenError where an owner's scope is asked for on another role's connection.
    """
    before = _current.get()
    with transaction.atomic():
        if scope.owner:
            with connection.cursor() as cursor:
                cursor.execute("select current_user")
                (role,) = cursor.fetchone()
            if role != settings.OWNER_ROLE:
                raise ScopeNotOpenError(f"An owner's scope needs the role {settings.OWNER_ROLE}, not {role}.")
        token = _current.set(scope)
        try:
            _apply(scope, limits or {})
            yield
            # SET LOCAL outlives a released savepoint, so an inner scope is put back by hand.
            if before is not None and not connection.needs_rollback:
                _apply(before)
        finally:
            _current.reset(token)


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows behind the fence; subclasses narrow `visible_to` to what a page of this kind shows."""

    def visible_to(self, by: Any) -> Self:
        """What the actor may know of: edges find by id from here, so that a foreign id answers like an unknown one."""
        return self


class ScopedManager(models.Manager[Any]):
    """Refuses to answer where no scope is open; in a municipality's scope holds only that municipality's rows."""

    municipality_field: ClassVar[str] = ""

    def get_queryset(self) -> models.QuerySet[Any]:
        """The rows of the open scope. Raises ScopeNotOpenError where none is open."""
        scope = current()
        rows = super().get_queryset()
        if self.municipality_field and scope.municipality:
            return rows.filter(**{self.municipality_field: scope.municipality})
        return rows


class MunicipalManager(ScopedManager):
    """The manager of rows that belong to one municipality."""

    municipality_field = "municipality_id"


class FencedModel(models.Model):
    """A table behind row-level security; `row_class` says which policies it carries."""

    row_class: ClassVar[RowClass]

    # Django allows a model another manager than its base's, the types do not: hence the ignores where one is replaced.
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    class Meta:
        abstract = True


class MunicipalModel(FencedModel):
    """A row that belongs to one municipality and is seen in its scope only."""

    row_class = RowClass.MUNICIPAL

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")

    objects = MunicipalManager.from_queryset(ScopedQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        abstract = True
