"""The sweep of files knows the pictures of a report's pages. Safe before deploy: it only owns more files."""

from django.db import migrations

FUNCTION = """
create or replace function kompass_owned_files() returns table (name text) language sql security definer
set search_path = public, pg_temp as $$
  select stored_name::text from evaluations_reportimport
  union all select stored_name::text from followup_attachment where stored_name <> ''
$$;
"""
OWNED_FILES = FUNCTION.replace(
    "$$;", "union all select picture::text from evaluations_reportpage where picture <> ''\n$$;"
)


class Migration(migrations.Migration):
    dependencies = [("followup", "0004_fence_shared_figures"), ("evaluations", "0004_read_reports_page_by_page")]

    operations = [migrations.RunSQL(OWNED_FILES, FUNCTION)]
