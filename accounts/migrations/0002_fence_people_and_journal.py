"""Swedish order, row-level security, the append-only journal with its seals. Safe before deploy: the tables are new."""

from django.db import migrations

from accounts.row_security import HOUSE, MUNICIPALITY, USER, belongs_to, refuse_change, secure

SWEDISH_ORDER = """
create function sv_key(value text) returns text language sql immutable strict parallel safe as $$
  select lower(translate(value,
    'ÅåÄäÆæÖöØøÉéÈèÊêËëÁáÀàÂâÃãÜüÛûÚúÙùÍíÌìÎîÏïÑñÇçÓóÒòÔôÕõŠšŽž',
    '{{||||}}}}eeeeeeeeaaaaaaaayyuuuuuuiiiiiiiinnccoooooooosszz') collate "C") collate "C"
$$;
"""

SEALS = """
create function kompass_seal_hash(previous text, stream bigint, number bigint, e accounts_event) returns text
language sql immutable as $$
  select encode(sha256(convert_to(concat_ws('|', previous, stream, number, e.id, extract(epoch from e.at), e.by_id, e.hat,
    e.verb, e.subject_kind, e.subject_id, e.refused, e.digest), 'UTF8')), 'hex')
$$;

create function kompass_seal_events() returns integer language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  found_event accounts_event; this_stream bigint; last_number bigint; last_hash text; new_hash text; sealed integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('kompass_seal_events'));
  for found_event in
    select e.* from accounts_event e where not exists (select 1 from accounts_eventseal s where s.event = e.id) order by e.id
  loop
    this_stream := coalesce(found_event.municipality_id, 0);
    select s.number, s.hash into last_number, last_hash
      from accounts_eventseal s where s.stream = this_stream order by s.number desc limit 1;
    last_number := coalesce(last_number, 0);
    last_hash := coalesce(last_hash, '');
    new_hash := kompass_seal_hash(last_hash, this_stream, last_number + 1, found_event);
    insert into accounts_eventseal (stream, number, event, previous, hash)
      values (this_stream, last_number + 1, found_event.id, last_hash, new_hash);
    sealed := sealed + 1;
  end loop;
  return sealed;
end $$;

create function kompass_broken_seals() returns table (stream bigint, number bigint) language sql security definer
set search_path = public, pg_temp as $$
  select s.stream, s.number
  from (
    select x.*, lag(x.hash, 1, '') over (partition by x.stream order by x.number) as expected_previous,
      row_number() over (partition by x.stream order by x.number) as expected_number
    from accounts_eventseal x
  ) s
  left join accounts_event e on e.id = s.event
  where e.id is null or s.previous <> s.expected_previous or s.number <> s.expected_number
    or coalesce(e.municipality_id, 0) <> s.stream or s.hash <> kompass_seal_hash(s.previous, s.stream, s.number, e)
  order by 1, 2
$$;
revoke all on function kompass_seal_events(), kompass_broken_seals() from public;
grant execute on function kompass_seal_events(), kompass_broken_seals() to kompass_app;
"""

OWN = f"municipality_id = {MUNICIPALITY}"
OF_SKR = "municipality_id is null"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(SWEDISH_ORDER, "drop function sv_key(text);"),
        secure(
            "accounts_municipality",
            {"select": "true", "insert": f"{HOUSE} = 'admin'", "update": f"{HOUSE} = 'admin'"},
        ),
        secure("accounts_unit", {"select": OWN, "insert": OWN, "update": OWN}),
        secure(
            "accounts_membership",
            {
                "select": f"{OWN} or ({OF_SKR} and {HOUSE} is not null) or user_id = {USER}",
                "insert": f"{OWN} or ({OF_SKR} and {HOUSE} = 'admin')",
                "update": f"{OWN} or ({OF_SKR} and {HOUSE} = 'admin')",
            },
        ),
        belongs_to(
            "accounts_unit",
            ("municipality_id", "head_id"),
            "accounts_membership",
            ("municipality_id", "id"),
            "unit_head_is_ours",
        ),
        belongs_to(
            "accounts_membership",
            ("municipality_id", "unit_id"),
            "accounts_unit",
            ("municipality_id", "id"),
            "membership_unit_is_ours",
        ),
        secure(
            "accounts_event",
            {
                "select": f"{OWN} or ({OF_SKR} and {HOUSE} = 'admin')"
                " or (municipality_id is null and evaluation = (select nullif(current_setting('kompass.evaluation', true), '')::bigint))"
                f" or by_id = {USER}",
                "insert": "true",
            },
        ),
        refuse_change("accounts_event", message="The journal only grows."),
        secure(
            "accounts_eventfacts",
            {"select": "exists (select 1 from accounts_event e where e.id = event_id)", "insert": "true"},
        ),
        refuse_change("accounts_eventfacts", commands="update", message="The facts of an event are never rewritten."),
        secure("accounts_eventseal", {}),
        refuse_change("accounts_eventseal", message="A seal is never broken."),
        migrations.RunSQL(
            SEALS,
            "drop function kompass_broken_seals(); drop function kompass_seal_events();"
            " drop function kompass_seal_hash(text, bigint, bigint, accounts_event);",
        ),
        secure(
            "accounts_counter",
            {
                "select": f"{OWN} or ({OF_SKR} and {HOUSE} = 'admin')",
                "insert": f"{OWN} or ({OF_SKR} and {HOUSE} = 'admin')",
                "update": f"{OWN} or ({OF_SKR} and {HOUSE} = 'admin')",
            },
        ),
    ]
