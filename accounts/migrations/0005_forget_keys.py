"""Idempotency keys end after a day whoever sent them. Safe before deploy: a new function."""

from django.db import migrations

FORGET = """
create function kompass_forget_keys() returns bigint language sql volatile security definer
set search_path = public, pg_temp as $$
  with gone as (delete from accounts_idempotency where at < now() - interval '24 hours' returning 1)
  select count(*) from gone
$$;
revoke all on function kompass_forget_keys() from public;
grant execute on function kompass_forget_keys() to kompass_app;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_fence_invitations_and_sharing")]

    operations = [migrations.RunSQL(FORGET, "drop function kompass_forget_keys();")]
