"""Columns for pages, good examples, offers and draft editions, and the fence of pages. Safe before deploy: all are added."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.identifiers
from accounts.row_security import MUNICIPALITY, belongs_to, secure

PROPOSAL = "exists (select 1 from evaluations_reportimport r where r.id = report_import_id)"
PAGES = {"select": PROPOSAL, "insert": PROPOSAL, "update": PROPOSAL, "delete": PROPOSAL}

# A municipality offers its own evaluation to SKR: it may insert the import, and not see what becomes of it there.
OFFER = (
    "not is_own and state = 'uploaded' and offered_from_id is not null and number = 0"
    f" and municipality_id = {MUNICIPALITY}"
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_invited_go_on"),
        ("evaluations", "0003_keys_for_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("picture", models.CharField(blank=True, max_length=100)),
                ("width", models.PositiveSmallIntegerField(default=0)),
                ("height", models.PositiveSmallIntegerField(default=0)),
                ("lines", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "page of a report",
                "verbose_name_plural": "pages of a report",
            },
        ),
        migrations.AddField(
            model_name="draftfinding",
            name="named",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AddField(
            model_name="draftfinding",
            name="subarea_code",
            field=models.CharField(blank=True, max_length=8, verbose_name="sub-area"),
        ),
        migrations.AddField(
            model_name="edition",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="offered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="offered to SKR"),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluations.evaluation",
            ),
        ),
        migrations.AddField(
            model_name="proposedarea",
            name="box",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(), blank=True, null=True, size=4
            ),
        ),
        migrations.AddField(
            model_name="proposedarea",
            name="line",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedarea",
            name="page",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedarea",
            name="rubrics",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=250), blank=True, default=list
            ),
        ),
        migrations.AddField(
            model_name="proposedcontradiction",
            name="box",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(), blank=True, null=True, size=4
            ),
        ),
        migrations.AddField(
            model_name="proposedcontradiction",
            name="line",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedcontradiction",
            name="page",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedfinding",
            name="box",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(), blank=True, null=True, size=4
            ),
        ),
        migrations.AddField(
            model_name="proposedfinding",
            name="line",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedfinding",
            name="named",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AddField(
            model_name="proposedfinding",
            name="page",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedfinding",
            name="subarea_code",
            field=models.CharField(blank=True, max_length=8, verbose_name="sub-area"),
        ),
        migrations.AddField(
            model_name="proposedsubarea",
            name="box",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(), blank=True, null=True, size=4
            ),
        ),
        migrations.AddField(
            model_name="proposedsubarea",
            name="line",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedsubarea",
            name="page",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedtext",
            name="box",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(), blank=True, null=True, size=4
            ),
        ),
        migrations.AddField(
            model_name="proposedtext",
            name="line",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposedtext",
            name="page",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publishedfinding",
            name="named",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="publishedfinding",
            name="subarea_code",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="reportimport",
            name="batch",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="reportimport",
            name="offer_key",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="reportimport",
            name="offered",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="reportimport",
            name="offered_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="evaluations.evaluation",
            ),
        ),
        migrations.AlterField(
            model_name="draftfinding",
            name="key",
            field=models.UUIDField(default=accounts.identifiers.uuid7, editable=False),
        ),
        migrations.AlterField(
            model_name="draftfinding",
            name="kind",
            field=models.CharField(
                choices=[
                    ("strength", "strength"),
                    ("improvement", "improvement opportunity"),
                    ("example", "good example"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="evaluation",
            name="number",
            field=models.CharField(max_length=20, verbose_name="case number"),
        ),
        migrations.AlterField(
            model_name="finding",
            name="key",
            field=models.UUIDField(default=accounts.identifiers.uuid7, editable=False),
        ),
        migrations.AlterField(
            model_name="finding",
            name="kind",
            field=models.CharField(
                choices=[
                    ("strength", "strength"),
                    ("improvement", "improvement opportunity"),
                    ("example", "good example"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="proposedfinding",
            name="kind",
            field=models.CharField(
                choices=[
                    ("strength", "strength"),
                    ("improvement", "improvement opportunity"),
                    ("example", "good example"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="publishedfinding",
            name="kind",
            field=models.CharField(
                choices=[
                    ("strength", "strength"),
                    ("improvement", "improvement opportunity"),
                    ("example", "good example"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="reportimport",
            name="number",
            field=models.PositiveIntegerField(default=0, verbose_name="number"),
        ),
        migrations.AddConstraint(
            model_name="draftfinding",
            constraint=models.UniqueConstraint(fields=("evaluation", "key"), name="draft_finding_key_once"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_by", None),
                    models.Q(("published_by", models.F("made_by")), _negated=True),
                    _connector="OR",
                ),
                name="edition_published_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_own", False)), fields=("number",), name="evaluation_number_once_at_skr"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_own", True)),
                fields=("municipality", "number"),
                name="evaluation_number_once_a_municipality",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaced_by", None), ("is_own", True), _connector="OR"),
                name="evaluation_replaced_is_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("evaluation", "key"), name="finding_key_once"),
        ),
        migrations.AddConstraint(
            model_name="proposedfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "example"), ("named__isnull", False)),
                    models.Q(models.Q(("kind", "example"), _negated=True), ("named", None)),
                    _connector="OR",
                ),
                name="proposed_example_names_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_own", False), ("number__gt", 0)),
                fields=("number",),
                name="import_number_once_at_skr",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_own", True)),
                fields=("municipality", "number"),
                name="import_number_once_a_municipality",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gt", 0), ("offered_from__isnull", False), _connector="OR"),
                name="import_without_number_is_an_offer",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offered_from", None),
                    models.Q(("is_own", False), ("municipality__isnull", False)),
                    _connector="OR",
                ),
                name="import_offered_is_of_skr",
            ),
        ),
        migrations.AddField(
            model_name="reportpage",
            name="report_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pages", to="evaluations.reportimport"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportpage",
            constraint=models.UniqueConstraint(fields=("report_import", "number"), name="report_page_once"),
        ),
        secure("evaluations_reportpage", PAGES),
        migrations.RunSQL(
            f"create policy app_offer on evaluations_reportimport for insert to {settings.APP_ROLE} with check ({OFFER});",
            "drop policy app_offer on evaluations_reportimport;",
        ),
        belongs_to(
            "evaluations_reportimport",
            ("municipality_id", "offered_from_id"),
            "evaluations_evaluation",
            ("municipality_id", "id"),
            "reportimport_offers_its_own",
        ),
        belongs_to(
            "evaluations_evaluation",
            ("municipality_id", "replaced_by_id"),
            "evaluations_evaluation",
            ("municipality_id", "id"),
            "evaluation_replaced_by_its_own",
        ),
    ]
