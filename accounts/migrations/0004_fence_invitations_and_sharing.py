"""Row-level security of invitations, sharing, settings and idempotency keys. Safe before deploy: the tables are new."""

from django.db import migrations

from accounts.row_security import HOUSE, INVITATION, MUNICIPALITY, USER, belongs_to, secure

OWN = f"municipality_id = {MUNICIPALITY}"
FROM_SKR = f"(is_from_skr and {HOUSE} = 'admin')"
MINE = f"user_id = {USER}"

# Whoever holds a valid invitation to SKR makes exactly that membership for themselves; a municipality's opens its scope.
INVITED = f"""
create policy app_insert_invited on accounts_membership for insert to kompass_app with check (
  municipality_id is null and user_id = {USER} and exists (
    select 1 from accounts_invitation i where i.token_hash = {INVITATION} and i.municipality_id is null
      and i.role = accounts_membership.role and i.accepted_at is null and i.declined_at is null
      and i.withdrawn_at is null and i.expires_at > now()));
"""

ACTIVE_COORDINATOR = """
create function kompass_has_coordinator(town bigint, today date) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select 1 from accounts_membership m join accounts_user u on u.id = m.user_id
    where m.municipality_id = town and m.role = 'coordinator' and m.start <= today
      and (m."end" is null or m."end" >= today) and u.is_active)
$$;
revoke all on function kompass_has_coordinator(bigint, date) from public;
grant execute on function kompass_has_coordinator(bigint, date) to kompass_app;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_invitations_sharing_tokens")]

    operations = [
        secure(
            "accounts_invitation",
            {
                "select": f"{OWN} or {FROM_SKR} or token_hash = {INVITATION}",
                "insert": f"({OWN} and not is_from_skr) or {FROM_SKR}",
                "update": f"{OWN} or {FROM_SKR} or token_hash = {INVITATION}",
            },
        ),
        belongs_to(
            "accounts_invitation",
            ("municipality_id", "unit_id"),
            "accounts_unit",
            ("municipality_id", "id"),
            "invitation_unit_is_ours",
        ),
        migrations.RunSQL(INVITED, "drop policy app_insert_invited on accounts_membership;"),
        migrations.RunSQL(ACTIVE_COORDINATOR, "drop function kompass_has_coordinator(bigint, date);"),
        secure("accounts_sharing", {"select": f"{OWN} or {HOUSE} is not null", "insert": OWN, "update": OWN}),
        secure("accounts_municipalitysettings", {"select": OWN, "insert": OWN, "update": OWN}),
        secure("accounts_idempotency", {"select": MINE, "insert": MINE, "update": MINE, "delete": MINE}),
    ]
