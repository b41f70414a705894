"""Where a value stands was a text; its number goes to the page or the line. Data only; safe before deploy."""

from django.db import migrations

TABLES = ("proposedarea", "proposedcontradiction", "proposedfinding", "proposedsubarea", "proposedtext")
FILL = """
update evaluations_{table} set
  page = substring(place from '^page ([0-9]+)$')::smallint, line = substring(place from '^line ([0-9]+)$')::integer
where place <> '';
"""
UNDO = """
update evaluations_{table} set place = coalesce('page ' || page, 'line ' || line, '');
"""


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0004_read_reports_page_by_page")]

    operations = [migrations.RunSQL(FILL.format(table=table), UNDO.format(table=table)) for table in TABLES]
