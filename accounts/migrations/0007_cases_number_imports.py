"""A case's team takes numbers for its imports from SKR's series. Safe before deploy: three more policies."""

from django.db import migrations

from accounts.row_security import EVALUATION

OF_CASE = f"municipality_id is null and series = 'import' and {EVALUATION} is not null"
CLAUSES = {
    "select": f"using ({OF_CASE})",
    "insert": f"with check ({OF_CASE})",
    "update": f"using ({OF_CASE}) with check ({OF_CASE})",
}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_invited_go_on")]

    operations = [
        migrations.RunSQL(
            f"create policy app_{command}_of_case on accounts_counter for {command} to kompass_app {clause};",
            f"drop policy app_{command}_of_case on accounts_counter;",
        )
        for command, clause in CLAUSES.items()
    ]
