"""The text of a place goes, since page and line say it. Run after deploy: old code still writes the column."""

from django.db import migrations

TABLES = ("proposedarea", "proposedcontradiction", "proposedfinding", "proposedsubarea", "proposedtext")


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0005_places_as_page_and_line")]

    operations = [migrations.RemoveField(model_name=model, name="place") for model in TABLES]
