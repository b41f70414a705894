"""Row-level security, composite keys and what the database refuses to change. Safe before deploy: the tables are new."""

from django.db import migrations

from accounts.row_security import EVALUATION, HOUSE, MUNICIPALITY, USER, belongs_to, refuse_change, secure

ADMIN = f"{HOUSE} = 'admin'"
OURS = f"(is_own and municipality_id = {MUNICIPALITY})"

# An edition is seen by all once it is published, before that by SKR and by the case that stands on it.
EDITION_SEEN = (
    f"state <> 'draft' or {HOUSE} is not null or exists"
    f" (select 1 from evaluations_evaluation v where v.id = {EVALUATION} and v.edition_id = evaluations_edition.id)"
)
PART_OF_EDITION_SEEN = "exists (select 1 from evaluations_edition e where e.id = edition_id)"
MAPPING_SEEN = (
    "exists (select 1 from evaluations_subarea s where s.id = earlier_id)"
    " and exists (select 1 from evaluations_subarea s where s.id = later_id)"
)
ADMIN_WRITES = {"insert": ADMIN, "update": ADMIN, "delete": ADMIN}

CONTENT = f"(not is_own and ({ADMIN} or evaluation_id = {EVALUATION})) or {OURS}"
CONTENT_POLICIES = {"select": CONTENT, "insert": CONTENT, "update": CONTENT, "delete": CONTENT}
PROPOSAL = "exists (select 1 from evaluations_reportimport r where r.id = report_import_id)"
PROPOSAL_POLICIES = {"select": PROPOSAL, "insert": PROPOSAL, "update": PROPOSAL, "delete": PROPOSAL}

RESULT_SEEN = f"not is_own or municipality_id = {MUNICIPALITY}"
RESULT_POLICIES = {"select": RESULT_SEEN, "insert": CONTENT}
OF_VERSION = (
    "exists (select 1 from evaluations_publishedversion v where v.id = published_version_id and"
    f" ((not v.is_own and ({ADMIN} or v.evaluation_id = {EVALUATION})) or (v.is_own and v.municipality_id = {MUNICIPALITY})))"
)
VERSION_ROW_POLICIES = {"select": RESULT_SEEN, "insert": OF_VERSION}

CASE_KEY = ("evaluation_id", "municipality_id", "is_own")
CASE_ROWS = ("assignment", "score", "text", "draftfinding", "finding", "publishedversion", "reportimport")
VERSION_ROWS = ("publishedscore", "publishedtext", "publishedfinding")
PROPOSED = ("proposedarea", "proposedsubarea", "proposedfinding", "proposedtext", "proposedcontradiction")

EDITIONS_STAY = """
create function evaluations_edition_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then return case tg_op when 'DELETE' then old else new end; end if;
  if tg_op = 'UPDATE' and old.state = 'published' and new.state = 'retired'
     and to_jsonb(new) - '{state,version}'::text[] = to_jsonb(old) - '{state,version}'::text[] then
    return new;
  end if;
  raise exception using message = 'A published edition never changes.', errcode = 'restrict_violation',
    table = 'evaluations_edition';
end $$;
create trigger evaluations_edition_stays before update or delete on evaluations_edition
  for each row execute function evaluations_edition_stays();

create function evaluations_edition_part_stays() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare touched bigint[];
begin
  if tg_op <> 'INSERT' then touched := touched || old.edition_id; end if;
  if tg_op <> 'DELETE' then touched := touched || new.edition_id; end if;
  if exists (select 1 from evaluations_edition e where e.id = any (touched) and e.state <> 'draft') then
    raise exception using message = 'A published edition never changes.', errcode = 'restrict_violation',
      table = tg_table_name;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger evaluations_area_stays before insert or update or delete on evaluations_area
  for each row execute function evaluations_edition_part_stays();
create trigger evaluations_subarea_stays before insert or update or delete on evaluations_subarea
  for each row execute function evaluations_edition_part_stays();

create function evaluations_edition_no_truncate() returns trigger language plpgsql as $$
begin
  raise exception using message = 'A published edition never changes.', errcode = 'restrict_violation',
    table = tg_table_name;
end $$;
create trigger evaluations_edition_no_truncate before truncate on evaluations_edition
  for each statement execute function evaluations_edition_no_truncate();
create trigger evaluations_area_no_truncate before truncate on evaluations_area
  for each statement execute function evaluations_edition_no_truncate();
create trigger evaluations_subarea_no_truncate before truncate on evaluations_subarea
  for each statement execute function evaluations_edition_no_truncate();
"""
EDITIONS_STAY_UNDO = """
drop trigger evaluations_edition_stays on evaluations_edition;
drop trigger evaluations_area_stays on evaluations_area;
drop trigger evaluations_subarea_stays on evaluations_subarea;
drop trigger evaluations_edition_no_truncate on evaluations_edition;
drop trigger evaluations_area_no_truncate on evaluations_area;
drop trigger evaluations_subarea_no_truncate on evaluations_subarea;
drop function evaluations_edition_no_truncate(); drop function evaluations_edition_part_stays();
drop function evaluations_edition_stays();
"""

OWNED_FILES = """
create function kompass_owned_files() returns table (name text) language sql security definer
set search_path = public, pg_temp as $$ select stored_name::text from evaluations_reportimport $$;
revoke all on function kompass_owned_files() from public;
grant execute on function kompass_owned_files() to kompass_app;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial"), ("accounts", "0002_fence_people_and_journal")]

    operations = [
        secure(
            "evaluations_evaluation",
            {
                "select": f"(not is_own and {HOUSE} is not null) or id = {EVALUATION} or municipality_id = {MUNICIPALITY}",
                "insert": f"(not is_own and {ADMIN}) or {OURS}",
                "update": f"(not is_own and ({ADMIN} or id = {EVALUATION})) or {OURS}",
            },
        ),
        secure("evaluations_edition", {"select": EDITION_SEEN, **ADMIN_WRITES}),
        secure("evaluations_area", {"select": PART_OF_EDITION_SEEN, **ADMIN_WRITES}),
        secure("evaluations_subarea", {"select": PART_OF_EDITION_SEEN, **ADMIN_WRITES}),
        secure("evaluations_subareamapping", {"select": MAPPING_SEEN, **ADMIN_WRITES}),
        migrations.RunSQL(EDITIONS_STAY, EDITIONS_STAY_UNDO),
        belongs_to(
            "evaluations_subarea",
            ("edition_id", "area_id"),
            "evaluations_area",
            ("edition_id", "id"),
            "subarea_area_same_edition",
        ),
        secure(
            "evaluations_assignment",
            {
                "select": f"(not is_own and {HOUSE} is not null) or evaluation_id = {EVALUATION}"
                f" or municipality_id = {MUNICIPALITY} or user_id = {USER}",
                "insert": f"not is_own and {ADMIN}",
                "update": f"not is_own and ({ADMIN} or evaluation_id = {EVALUATION})",
            },
        ),
        *[
            secure(f"evaluations_{table}", CONTENT_POLICIES)
            for table in ("score", "text", "draftfinding", "reportimport")
        ],
        *[secure(f"evaluations_{table}", PROPOSAL_POLICIES) for table in PROPOSED],
        secure("evaluations_finding", RESULT_POLICIES),
        secure("evaluations_publishedversion", RESULT_POLICIES),
        *[secure(f"evaluations_{table}", VERSION_ROW_POLICIES) for table in VERSION_ROWS],
        *[
            belongs_to(
                f"evaluations_{table}",
                CASE_KEY,
                "evaluations_evaluation",
                ("id", "municipality_id", "is_own"),
                f"{table}_is_of_the_case",
            )
            for table in CASE_ROWS
        ],
        *[
            belongs_to(
                f"evaluations_{table}",
                ("published_version_id", "municipality_id", "is_own"),
                "evaluations_publishedversion",
                ("id", "municipality_id", "is_own"),
                f"{table}_is_of_the_version",
            )
            for table in VERSION_ROWS
        ],
        belongs_to(
            "evaluations_publishedversion",
            ("supersedes_id", "municipality_id", "is_own"),
            "evaluations_publishedversion",
            ("id", "municipality_id", "is_own"),
            "version_supersedes_ours",
        ),
        belongs_to(
            "evaluations_publishedfinding",
            ("municipality_id", "finding_id"),
            "evaluations_finding",
            ("municipality_id", "id"),
            "publishedfinding_is_ours",
        ),
        *[
            refuse_change(f"evaluations_{table}", message="What is published stays what it was.")
            for table in ("finding", "publishedversion", *VERSION_ROWS)
        ],
        migrations.RunSQL(OWNED_FILES, "drop function kompass_owned_files();"),
    ]
