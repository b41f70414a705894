"""What must be true before Kompass starts: every table has its row class, and the database knows us as the app role."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, models

from accounts.tenancy import FencedModel, RowClass
from evaluations.importing.fence import fence_here


@dataclass(frozen=True, slots=True)
class Machine:
    """Why a table belongs to the machine, and whether row-level security stands round it all the same."""

    reason: str
    fenced: bool = False


# The one list of tables that are no person's, case's or municipality's (docs/tenancy.md).
MACHINE: Mapping[str, Machine] = MappingProxyType(
    {
        "accounts.User": Machine("sign-in reads and updates it while nobody is signed in; holds no name"),
        "accounts.Job": Machine("claimed by a worker that has no scope yet; ids only, no texts"),
        "accounts.Counter": Machine("numbers of a series, written in the scope of the series", fenced=True),
        "accounts.Event": Machine("written into streams that the writer may not read", fenced=True),
        "accounts.EventFacts": Machine("read with their event, erased by gallring", fenced=True),
        "accounts.EventSeal": Machine("written and read by SQL functions of the owner only", fenced=True),
        "accounts.Idempotency": Machine("what a person's own creating calls answered, for 24 hours", fenced=True),
        "accounts.ApiToken": Machine("looked up by its hash before anybody is known; the token is the secret"),
        "sessions.Session": Machine("read before anybody is known; the key is the secret"),
        "contenttypes.ContentType": Machine("names of models, the same in every installation"),
        "auth.Permission": Machine("Django's own permissions, unused: accounts/roles.py decides"),
        "auth.Group": Machine("Django's own groups, unused"),
        "auth.Group_permissions": Machine("Django's own groups, unused"),
        "account.EmailAddress": Machine("allauth reads it at sign-in, while nobody is signed in"),
        "account.EmailConfirmation": Machine("allauth reads it by its key, while nobody is signed in"),
        "mfa.Authenticator": Machine("allauth reads it between password and second factor"),
    }
)


def row_class_errors(
    all_models: Iterable[type[models.Model]], machine: Mapping[str, Machine] = MACHINE
) -> list[CheckMessage]:
    """One error for each model whose rows nobody said who may see."""
    errors: list[CheckMessage] = []
    for model in all_models:
        label = model._meta.label
        declared = getattr(model, "row_class", RowClass.MACHINE if label in machine else None)
        if declared is None:
            hint = "Declare row_class, or name the table and a reason in kompass_site/checks.py."
            errors.append(Error(f"{label} has no row class.", hint=hint, obj=model, id="kompass.E001"))
        elif (declared == RowClass.MACHINE) != (label in machine):
            hint = "The list of machine tables in kompass_site/checks.py and row_class must agree."
            errors.append(Error(f"{label} is {declared}.", hint=hint, obj=model, id="kompass.E002"))
        elif declared != RowClass.MACHINE and not issubclass(model, FencedModel):
            hint = "Inherit from FencedModel or MunicipalModel: their manager refuses to answer without a scope."
            errors.append(Error(f"{label} is not behind the fence.", hint=hint, obj=model, id="kompass.E003"))
    return errors


@register(Tags.models)
def every_model_has_a_row_class(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Refuses the start where a table has no row class."""
    return row_class_errors(apps.get_models(include_auto_created=True))


@register(Tags.database)
def database_knows_us_as_the_app_role(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Refuses a role that row-level security does not hold; silent while the database is away."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select rolname, rolsuper, rolbypassrls, exists (select from pg_class where relowner = r.oid"
                " and relkind in ('r', 'p')) from pg_roles r where rolname = current_user"
            )
            name, is_superuser, bypasses, owns_tables = cursor.fetchone()
    except OperationalError:
        return []
    hint = "DATABASE_URL must name a role that owns nothing; DATABASE_OWNER_URL is for migrations and loading."
    if is_superuser or bypasses:
        return [Error(f"Row-level security does not hold for the role {name}.", hint=hint, id="kompass.E004")]
    if owns_tables and settings.DATABASE_ROLE != "owner":
        return [Error(f"The role {name} owns tables.", hint=hint, id="kompass.E005")]
    return []


@register(Tags.security, deploy=True)
def nothing_of_the_demonstration_is_on(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Refuses accounts without a second factor, and mails on a page, in production."""
    return [
        Error(f"{name} must be off in production.", id="kompass.E006")
        for name in ("DEMONSTRATION", "DEBUG_GALLERY", "MAILS_ARE_SHOWN")
        if getattr(settings, name)
    ]


@register(Tags.security, deploy=True)
def files_are_read_without_network(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Warns where the machine allows readers of files no network namespace, unless that was said to be enough."""
    kind = fence_here()
    if kind == "namespace" or (kind == "hook" and getattr(settings, "HOOK_IS_ENOUGH", False)):
        return []
    hint = "Allow the worker user namespaces, or set KOMPASS_HOOK_IS_ENOUGH (docs/operations.md)."
    return [Warning(f"Files from outside are read behind this fence: {kind}.", hint=hint, id="kompass.W001")]


@register(Tags.security)
def production_is_no_demonstration(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """The same at every start under the production settings, not only when a deploy is checked."""
    if not str(settings.SETTINGS_MODULE).endswith(".production"):
        return []
    return nothing_of_the_demonstration_is_on(None)


def refuse_to_start() -> None:
    """For processes that Django's own commands do not start. Raises ImproperlyConfigured with the first error."""
    for check in (every_model_has_a_row_class, database_knows_us_as_the_app_role, production_is_no_demonstration):
        for error in check(None):
            raise ImproperlyConfigured(f"{error.msg} {error.hint}")
