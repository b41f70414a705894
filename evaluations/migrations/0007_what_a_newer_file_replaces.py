"""An import keeps what stood before it, so that a newer file can be undone. Safe before deploy: the column has a default."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0006_places_leave_their_text")]

    operations = [
        migrations.AddField(
            model_name="reportimport", name="replacing", field=models.JSONField(blank=True, default=dict)
        ),
        migrations.RunSQL(
            "alter table evaluations_reportimport alter column replacing set default '{}';",
            "alter table evaluations_reportimport alter column replacing drop default;",
        ),
    ]
