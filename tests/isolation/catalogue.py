"""Walks over what PostgreSQL's catalogue holds; each answers with sentences about what is wrong."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from accounts.models import Municipality
from accounts.tenancy import RowClass
from kompass_site.checks import MACHINE

# Which settings the policies of a class may lean on, and which commands they may open to the app role.
SETTINGS_OF_CLASS: Mapping[RowClass, frozenset[str]] = MappingProxyType(
    {
        RowClass.OPEN: frozenset({"house"}),
        RowClass.RESULT: frozenset({"house", "evaluation", "municipality"}),
        RowClass.SKR: frozenset({"house", "evaluation"}),
        RowClass.CASE_HEAD: frozenset({"house", "evaluation", "municipality", "user"}),
        RowClass.CASE_CONTENT: frozenset({"house", "evaluation", "municipality"}),
        RowClass.MUNICIPAL: frozenset({"municipality"}),
        RowClass.PEOPLE: frozenset({"house", "municipality", "user", "invitation"}),
        RowClass.MACHINE: frozenset({"house", "evaluation", "municipality", "user"}),
    }
)
COMMANDS_OF_CLASS: Mapping[RowClass, frozenset[str]] = MappingProxyType(
    {
        RowClass.OPEN: frozenset({"select", "insert", "update"}),
        RowClass.RESULT: frozenset({"select", "insert"}),
        RowClass.SKR: frozenset({"select", "insert", "update", "delete"}),
        RowClass.CASE_HEAD: frozenset({"select", "insert", "update"}),
        RowClass.CASE_CONTENT: frozenset({"select", "insert", "update", "delete"}),
        RowClass.MUNICIPAL: frozenset({"select", "insert", "update", "delete"}),
        RowClass.PEOPLE: frozenset({"select", "insert", "update"}),
        RowClass.MACHINE: frozenset({"select", "insert", "update"}),
    }
)

# Settings and commands that the policies of a table lean on or open beyond its class, with the reason.
_SHARED = "SKR's administrator reads what a municipality shares in full"
BEYOND_CLASS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("accounts_sharing", "house"): "SKR sees whether anything is shared before it asks for it",
        ("accounts_idempotency", "delete"): "an answer is kept for a day",
        ("followup_plan", "house"): _SHARED,
        ("followup_decision", "house"): _SHARED,
        ("followup_action", "house"): _SHARED,
        ("followup_actionfinding", "house"): _SHARED,
        ("followup_sharedfigure", "house"): "SKR's administrator reads the figures that a municipality shares",
    }
)

# Policies that let every row through, with the reason.
UNCONDITIONAL: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("accounts_municipality", "select"): "the register is public",
        ("accounts_event", "insert"): "a refusal is written into a stream that the writer may not read",
        ("accounts_eventfacts", "insert"): "they go with their event",
    }
)

# Functions that run as their owner, past the reader's own rights, with the reason.
DEFINERS: Mapping[str, str] = MappingProxyType(
    {
        "kompass_seal_events": "no scope reads all streams",
        "kompass_broken_seals": "no scope reads all streams; answers with numbers only",
        "kompass_has_coordinator": "SKR sees no memberships of a municipality; answers yes or no",
        "kompass_owned_files": "no scope sees every municipality's files; answers with random names only",
        "kompass_forget_keys": "no scope sees everybody's keys; deletes what has run out, answers with a number",
        "evaluations_edition_part_stays": "a trigger that must see the edition's state whoever asks",
    }
)

# Single-column references between rows of municipalities that need no composite key, with the reason.
LOOSE_REFERENCES: Mapping[tuple[str, str], str] = MappingProxyType({})

USED_RIGHTS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})


def _rows(sql: str, *parameters: object) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _all_models() -> list[type[models.Model]]:
    return apps.get_models(include_auto_created=True)


def _is_fenced(model: type[models.Model]) -> bool:
    machine = MACHINE.get(model._meta.label)
    return machine.fenced if machine else True


def table_problems(all_models: Iterable[type[models.Model]] | None = None) -> list[str]:
    """Tables without a model, and fenced ones whose fence is open, or not the owner's to pass."""
    found = {
        name: (enabled, forced, owner)
        for name, enabled, forced, owner in _rows(
            "select relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) from pg_class"
            " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'f')"
        )
    }
    policies = _policies()
    problems = []
    known = {"django_migrations"}
    for model in _all_models() if all_models is None else all_models:
        table = model._meta.db_table
        known.add(table)
        enabled, forced, owner = found[table]
        if owner != settings.OWNER_ROLE:
            problems.append(f"{table} belongs to {owner}.")
        if not _is_fenced(model):
            continue
        if not (enabled and forced):
            problems.append(f"{table} has no forced row security.")
        if ("owner_all", "all", (settings.OWNER_ROLE,), "true", "true") not in policies.get(table, []):
            problems.append(f"{table} has no policy owner_all.")
        row_class = getattr(model, "row_class", RowClass.MACHINE)
        problems += _policy_problems(table, row_class, policies.get(table, []))
    return problems + [f"{table} is no model's table." for table in sorted(found.keys() - known)]


type Policy = tuple[str, str, tuple[str, ...], str, str]


def _policies() -> dict[str, list[Policy]]:
    by_table: dict[str, list[Policy]] = {}
    for table, name, command, roles, permissive, using, check in _rows(
        "select tablename, policyname, lower(cmd), roles::text[], permissive, coalesce(qual, ''),"
        " coalesce(with_check, '') from pg_policies where schemaname = 'public'"
    ):
        if permissive != "PERMISSIVE":
            raise AssertionError(f"{table}.{name} is restrictive; this walk reads permissive policies only.")
        by_table.setdefault(table, []).append((name, command, tuple(roles), using, check))
    return by_table


def _policy_problems(table: str, row_class: RowClass, policies: list[Policy]) -> list[str]:
    problems = []
    for name, command, roles, using, check in policies:
        if name == "owner_all":
            continue
        if roles != (settings.APP_ROLE,):
            problems.append(f"{table}.{name} is for {', '.join(roles)}.")
        if command not in COMMANDS_OF_CLASS[row_class] and (table, command) not in BEYOND_CLASS:
            problems.append(f"{table}.{name} opens {command} to rows of the class {row_class}.")
        for condition in filter(None, (using, check)):
            allowed = SETTINGS_OF_CLASS[row_class] | {word for beyond, word in BEYOND_CLASS if beyond == table}
            strange = set(re.findall(r"kompass\.(\w+)", condition)) - allowed
            if strange:
                problems.append(f"{table}.{name} leans on {', '.join(sorted(strange))}, which {row_class} must not.")
            leans = "current_setting" in condition or "EXISTS" in condition
            if not leans and (table, command) not in UNCONDITIONAL:
                problems.append(f"{table}.{name} lets every row through.")
    return problems


def view_problems() -> list[str]:
    """Views that run with their owner's rights, and copies of rows that no policy reaches."""
    return [
        f"{name} is a {'materialized view' if kind == 'm' else 'view'} of {owner} that passes row security."
        for name, kind, owner in _rows(
            "select relname, relkind, pg_get_userbyid(relowner) from pg_class where relkind in ('v', 'm')"
            " and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
            " and (relkind = 'm' or not coalesce(reloptions::text[] && array['security_invoker=true',"
            " 'security_invoker=on'], false)) order by 1"
        )
    ]


def function_problems() -> list[str]:
    """Functions that run as their owner without being listed, or without a fixed search path."""
    problems = []
    for name, owner, configuration, is_public, is_trigger in _rows(
        "select proname, pg_get_userbyid(proowner), coalesce(proconfig::text, ''),"
        " has_function_privilege('public', oid, 'execute'), prorettype = 'trigger'::regtype from pg_proc"
        " where prosecdef and pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
        " order by 1"
    ):
        if name not in DEFINERS:
            problems.append(f"{name} runs as {owner} and is not listed.")
        if "search_path" not in configuration:
            problems.append(f"{name} runs as {owner} with the caller's search path.")
        if is_public and not is_trigger:
            problems.append(f"{name} may be run by everybody.")
        if owner != settings.OWNER_ROLE:
            problems.append(f"{name} belongs to {owner}.")
    return problems


def grant_problems() -> list[str]:
    """Rights beyond reading and writing rows, rights of strangers, and what the app role should not be."""
    problems = [
        f"{grantee or 'everybody'} may {privilege} on {table}."
        for table, grantee, privilege in _rows(
            "select c.relname, case a.grantee when 0 then '' else pg_get_userbyid(a.grantee) end, a.privilege_type"
            " from pg_class c, aclexplode(c.relacl) a where c.relnamespace = 'public'::regnamespace"
            " and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.grantee <> c.relowner order by 1, 2, 3"
        )
        if grantee != settings.APP_ROLE or privilege not in USED_RIGHTS
    ]
    problems += [
        f"{settings.APP_ROLE} is a member of {role}."
        for (role,) in _rows(
            "select pg_get_userbyid(roleid) from pg_auth_members where member = %s::regrole", settings.APP_ROLE
        )
    ]
    ((may_create, is_above),) = _rows(
        "select has_schema_privilege(rolname, 'public', 'create'), rolsuper or rolbypassrls or rolcreaterole"
        " or rolcreatedb or rolreplication from pg_roles where rolname = %s",
        settings.APP_ROLE,
    )
    if may_create:
        problems.append(f"{settings.APP_ROLE} may create in the schema.")
    if is_above:
        problems.append(f"{settings.APP_ROLE} is above row security.")
    return problems


def reference_problems(all_models: Iterable[type[models.Model]] | None = None) -> list[str]:
    """References between rows of municipalities that a foreign municipality's key would satisfy."""
    composite: dict[str, list[set[str]]] = {}
    for table, columns in _rows(
        "select conrelid::regclass::text, array(select attname::text from unnest(conkey) k"
        " join pg_attribute a on a.attrelid = conrelid and a.attnum = k) from pg_constraint where contype = 'f'"
    ):
        composite.setdefault(table, []).append(set(columns))
    problems = []
    for model in _all_models() if all_models is None else all_models:
        own = _municipality_column(model)
        if own is None:
            continue
        for field in model._meta.local_fields:
            parent = field.remote_field.model if field.is_relation and field.remote_field else None
            if parent is None or parent is Municipality or _municipality_column(parent) is None:
                continue
            table = model._meta.db_table
            fits = any({own, field.column} <= columns for columns in composite.get(table, []))
            if not fits and (table, field.column) not in LOOSE_REFERENCES:
                problems.append(f"{table}.{field.column} may point at another municipality's row.")
    return problems


def _municipality_column(model: type[models.Model]) -> str | None:
    """The column of the municipality, where rows of the model belong to one; another reference only names it."""
    for field in model._meta.local_fields:
        if field.name == "municipality" and field.is_relation and field.remote_field.model is Municipality:
            return field.column
    return None
