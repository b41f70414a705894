"""Row-level security and composite keys of 0006. Safe before deploy: new tables, and defaults for older code."""

from django.db import migrations

from accounts.row_security import MUNICIPALITY, belongs_to, secure

OWN = f"municipality_id = {MUNICIPALITY}"
TABLES = (
    "indicator",
    "measurement",
    "checkinschedule",
    "checkin",
    "checkinanswer",
    "commentmention",
    "findingestimate",
    "recurrence",
    "savedfilter",
    "bulkchange",
)
DELETED = ("recurrence", "savedfilter")  # a link that was wrong, a filter that nobody wants: nothing stands on them
TOWN = ("municipality_id", "id")

# (table, column, parent table)
REFERENCES = (
    ("indicator", "action_id", "followup_action"),
    ("measurement", "indicator_id", "followup_indicator"),
    ("checkin", "plan_id", "followup_plan"),
    ("checkinanswer", "check_in_id", "followup_checkin"),
    ("checkinanswer", "action_id", "followup_action"),
    ("checkinanswer", "report_id", "followup_statusreport"),
    ("commentmention", "comment_id", "followup_comment"),
    ("commentmention", "membership_id", "accounts_membership"),
    ("findingestimate", "plan_id", "followup_plan"),
    ("findingestimate", "finding_id", "evaluations_finding"),
    ("recurrence", "finding_id", "evaluations_finding"),
    ("recurrence", "earlier_id", "evaluations_finding"),
    ("bulkchange", "plan_id", "followup_plan"),
    ("actionchange", "bulk_id", "followup_bulkchange"),
    ("decision", "bulk_id", "followup_bulkchange"),
)

# Code of the release before inserts rows without these columns while a deploy is half done.
DEFAULTS = (
    ("action", "resources", "''"),
    ("action", "reference", "''"),
    ("action", "tags", "'{}'"),
    ("attachment", "scan_state", "''"),
    ("plan", "assumed_low", "5"),
    ("plan", "assumed_medium", "10"),
    ("plan", "assumed_high", "20"),
    ("plan", "assumed_most", "50"),
)


class Migration(migrations.Migration):
    dependencies = [("followup", "0006_depth_of_the_plan")]

    operations = [
        *[
            secure(
                f"followup_{table}",
                {"select": OWN, "insert": OWN, "update": OWN, **({"delete": OWN} if table in DELETED else {})},
            )
            for table in TABLES
        ],
        *[
            belongs_to(f"followup_{table}", ("municipality_id", column), parent, TOWN, f"{table}_{column}_is_ours")
            for table, column, parent in REFERENCES
        ],
        *[
            migrations.RunSQL(
                f"alter table followup_{table} alter column {column} set default {value};",
                f"alter table followup_{table} alter column {column} drop default;",
            )
            for table, column, value in DEFAULTS
        ],
    ]
