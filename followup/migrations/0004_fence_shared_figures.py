"""Row-level security of the shared figures: SKR reads them where figures or all is shared. Safe before deploy: new table."""

from django.db import migrations

from accounts.row_security import HOUSE, MUNICIPALITY, belongs_to, secure

OWN = f"municipality_id = {MUNICIPALITY}"
SHARED = (
    f"{OWN} or ({HOUSE} = 'admin' and exists (select 1 from accounts_sharing s"
    " where s.municipality_id = followup_sharedfigure.municipality_id and s.level in ('figures', 'all')))"
)


class Migration(migrations.Migration):
    dependencies = [("followup", "0003_shared_figures")]

    operations = [
        secure("followup_sharedfigure", {"select": SHARED, "insert": OWN, "update": OWN}),
        belongs_to(
            "followup_sharedfigure",
            ("municipality_id", "evaluation_id"),
            "evaluations_evaluation",
            ("municipality_id", "id"),
            "sharedfigure_evaluation_id_is_ours",
        ),
    ]
