"""Whoever was to leave SKR and is invited back goes on under the same row. Safe before deploy: one more policy."""

from django.db import migrations

from accounts.row_security import INVITATION, USER

INVITED = f"""municipality_id is null and user_id = {USER} and exists (
    select 1 from accounts_invitation i where i.token_hash = {INVITATION} and i.municipality_id is null
      and i.role = accounts_membership.role and i.accepted_at is null and i.declined_at is null
      and i.withdrawn_at is null and i.expires_at > now())"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_forget_keys")]

    operations = [
        migrations.RunSQL(
            f"create policy app_update_invited on accounts_membership for update to kompass_app"
            f" using ({INVITED}) with check ({INVITED});",
            "drop policy app_update_invited on accounts_membership;",
        )
    ]
