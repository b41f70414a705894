"""Row-level security in migrations: forced, with a policy for the owner and those named for the app role."""

from collections.abc import Mapping

from django.conf import settings
from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

# What a policy compares with; `(select …)` is evaluated once a statement.
USER = "(select nullif(current_setting('kompass.user', true), '')::bigint)"
MUNICIPALITY = "(select nullif(current_setting('kompass.municipality', true), '')::bigint)"
EVALUATION = "(select nullif(current_setting('kompass.evaluation', true), '')::bigint)"
HOUSE = "(select nullif(current_setting('kompass.house', true), ''))"
INVITATION = "(select nullif(current_setting('kompass.invitation', true), ''))"


def secure(table: str, policies: Mapping[str, str]) -> Operation:
    """Fence a table: `policies` maps a command (select, insert, …) to the condition that lets the app role do it.

    A command without a condition is refused to the app role for every row.
    """
    statements = [
        f"alter table {table} enable row level security;",
        f"alter table {table} force row level security;",
        f"create policy owner_all on {table} to {settings.OWNER_ROLE} using (true) with check (true);",
    ]
    for command, condition in policies.items():
        clause = {
            "select": f"using ({condition})",
            "insert": f"with check ({condition})",
            "update": f"using ({condition}) with check ({condition})",
            "delete": f"using ({condition})",
        }[command]
        statements.append(f"create policy app_{command} on {table} for {command} to {settings.APP_ROLE} {clause};")
    undo = [f"drop policy app_{command} on {table};" for command in policies]
    undo += [f"drop policy owner_all on {table};", f"alter table {table} disable row level security;"]
    return RunSQL(" ".join(statements), " ".join(undo))


def refuse_change(table: str, *, when: str = "", commands: str = "update or delete", message: str) -> Operation:
    """Let the database refuse UPDATE, DELETE and TRUNCATE to everybody, the owner too; `when` narrows the first two."""
    condition = f"when ({when})" if when else ""
    name = f"{table}_refuses_change"
    return RunSQL(
        f"""create function {name}() returns trigger language plpgsql as
        $$ begin raise exception using message = '{message}', errcode = 'restrict_violation', table = '{table}'; end $$;
        create trigger {name} before {commands} on {table} for each row {condition} execute function {name}();
        create trigger {name}_truncate before truncate on {table} for each statement execute function {name}();""",
        f"drop trigger {name} on {table}; drop trigger {name}_truncate on {table}; drop function {name}();",
    )


def belongs_to(
    table: str, columns: tuple[str, ...], parent: str, parent_columns: tuple[str, ...], name: str
) -> Operation:
    """A composite foreign key: a child cannot point at another municipality's parent, which row security would pass."""
    return RunSQL(
        f"alter table {table} add constraint {name} foreign key ({', '.join(columns)})"
        f" references {parent} ({', '.join(parent_columns)});",
        f"alter table {table} drop constraint {name};",
    )
