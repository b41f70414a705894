"""What a municipality may insert at SKR is an offer of its own evaluation and nothing else. Safe before deploy.

Before, the same insert could name a case of SKR's, and would have shown among that case's imports.
"""

from django.conf import settings
from django.db import migrations

from accounts.row_security import MUNICIPALITY

BEFORE = (
    "not is_own and state = 'uploaded' and offered_from_id is not null and number = 0"
    f" and municipality_id = {MUNICIPALITY}"
)
OFFER = (
    f"{BEFORE} and evaluation_id is null and offer_key is not null and offered is not null and replacing = '{{}}'"
    " and batch is null"
    " and exists (select 1 from evaluations_evaluation v where v.id = offered_from_id and v.is_own"
    f" and v.municipality_id = {MUNICIPALITY} and v.state = 'published')"
)


def _policy(check: str) -> str:
    return (
        "drop policy app_offer on evaluations_reportimport;"
        f" create policy app_offer on evaluations_reportimport for insert to {settings.APP_ROLE} with check ({check});"
    )


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0007_what_a_newer_file_replaces")]

    operations = [migrations.RunSQL(_policy(OFFER), _policy(BEFORE))]
