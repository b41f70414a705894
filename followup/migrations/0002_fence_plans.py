"""Row-level security and composite keys of everything a municipality does about a result. Safe before deploy: new tables."""

from django.db import migrations

from accounts.row_security import HOUSE, MUNICIPALITY, belongs_to, refuse_change, secure

OWN = f"municipality_id = {MUNICIPALITY}"
SHARED = (
    f"{OWN} or ({HOUSE} = 'admin' and exists (select 1 from accounts_sharing s"
    " where s.municipality_id = {table}.municipality_id and s.level = 'all'))"
)
WRITES = {"insert": OWN, "update": OWN}
SHARED_TABLES = ("plan", "decision", "action", "actionfinding")
OWN_TABLES = ("plancopy", "actionhelper", "statusreport", "actionchange", "milestone", "comment", "attachment")
TOWN = ("municipality_id", "id")

# (table, column, parent table)
REFERENCES = (
    ("plan", "evaluation_id", "evaluations_evaluation"),
    ("plancopy", "plan_id", "followup_plan"),
    ("decision", "plan_id", "followup_plan"),
    ("decision", "finding_id", "evaluations_finding"),
    ("decision", "made_on_id", "evaluations_publishedversion"),
    ("action", "plan_id", "followup_plan"),
    ("action", "owner_id", "accounts_membership"),
    ("action", "unit_id", "accounts_unit"),
    ("actionfinding", "action_id", "followup_action"),
    ("actionfinding", "finding_id", "evaluations_finding"),
    ("actionhelper", "action_id", "followup_action"),
    ("actionhelper", "membership_id", "accounts_membership"),
    ("statusreport", "action_id", "followup_action"),
    ("actionchange", "action_id", "followup_action"),
    ("milestone", "action_id", "followup_action"),
    ("comment", "action_id", "followup_action"),
    ("attachment", "action_id", "followup_action"),
)

OWNED_FILES = """
create or replace function kompass_owned_files() returns table (name text) language sql security definer
set search_path = public, pg_temp as $$
  select stored_name::text from evaluations_reportimport
  union all select stored_name::text from followup_attachment where stored_name <> ''
$$;
"""
OWNED_FILES_BEFORE = """
create or replace function kompass_owned_files() returns table (name text) language sql security definer
set search_path = public, pg_temp as $$ select stored_name::text from evaluations_reportimport $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0001_initial"),
        ("accounts", "0004_fence_invitations_and_sharing"),
        ("evaluations", "0003_keys_for_plans"),
    ]

    operations = [
        *[
            secure(
                f"followup_{table}",
                {
                    "select": SHARED.format(table=f"followup_{table}"),
                    **WRITES,
                    **({"delete": OWN} if table == "actionfinding" else {}),
                },
            )
            for table in SHARED_TABLES
        ],
        *[
            secure(
                f"followup_{table}",
                {"select": OWN, **WRITES, **({"delete": OWN} if table == "actionhelper" else {})},
            )
            for table in OWN_TABLES
        ],
        *[
            belongs_to(f"followup_{table}", ("municipality_id", column), parent, TOWN, f"{table}_{column}_is_ours")
            for table, column, parent in REFERENCES
        ],
        refuse_change("followup_plancopy", message="An adopted plan stays what it was."),
        migrations.RunSQL(OWNED_FILES, OWNED_FILES_BEFORE),
    ]
