"""Indicators, check-ins, estimates, recurrences, saved filters, mentions and bulk changes; more to say of an action.

Safe before deploy: new tables, and columns that 0007 gives a default for code that does not know them.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_cases_number_imports"),
        ("evaluations", "0009_who_changed_a_draft_edition"),
        ("followup", "0005_pictures_of_pages_are_owned"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=accounts.identifiers.uuid7, editable=False, unique=True)),
                ("verb", models.CharField(max_length=40)),
                ("asked", models.JSONField(default=dict)),
                ("results", models.JSONField(default=list)),
                ("by_name", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "bulk change",
                "verbose_name_plural": "bulk changes",
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=accounts.identifiers.uuid7, editable=False, unique=True)),
                ("on", models.DateField(verbose_name="date")),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "check-in",
                "verbose_name_plural": "check-ins",
            },
        ),
        migrations.CreateModel(
            name="CheckInAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_name", models.CharField(blank=True, max_length=120)),
                ("is_for_other", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "answer in a check-in",
                "verbose_name_plural": "answers in a check-in",
            },
        ),
        migrations.CreateModel(
            name="CheckInSchedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "pattern",
                    models.CharField(
                        choices=[
                            ("tertial", "three times a year"),
                            ("quarter", "four times a year"),
                            ("half_year", "twice a year"),
                            ("own", "own days"),
                        ],
                        default="tertial",
                        max_length=10,
                        verbose_name="check-ins",
                    ),
                ),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list
                    ),
                ),
                ("opens_before", models.PositiveSmallIntegerField(default=14, verbose_name="opens, days before")),
                ("reminds_before", models.PositiveSmallIntegerField(default=3, verbose_name="reminds, days before")),
                ("is_on", models.BooleanField(default=True, verbose_name="check-ins are held")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "schedule of check-ins",
                "verbose_name_plural": "schedules of check-ins",
            },
        ),
        migrations.CreateModel(
            name="CommentMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
            },
        ),
        migrations.CreateModel(
            name="FindingEstimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "effort",
                    models.CharField(
                        blank=True,
                        choices=[("low", "low"), ("medium", "medium"), ("high", "high")],
                        max_length=6,
                        verbose_name="effort",
                    ),
                ),
                (
                    "expected_effect",
                    models.CharField(
                        blank=True,
                        choices=[("low", "low"), ("medium", "medium"), ("high", "high")],
                        max_length=6,
                        verbose_name="expected effect",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "estimate",
                "verbose_name_plural": "estimates",
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=accounts.identifiers.uuid7, editable=False, unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="indicator")),
                ("measured_in", models.CharField(blank=True, max_length=40, verbose_name="measured in")),
                (
                    "direction",
                    models.CharField(
                        choices=[("up", "higher is better"), ("down", "lower is better")],
                        default="up",
                        max_length=4,
                        verbose_name="direction",
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="baseline"
                    ),
                ),
                ("baseline_on", models.DateField(blank=True, null=True, verbose_name="date of the baseline")),
                (
                    "target",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="target"),
                ),
                ("target_on", models.DateField(blank=True, null=True, verbose_name="date of the target")),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=accounts.identifiers.uuid7, editable=False, unique=True)),
                ("on", models.DateField(verbose_name="date")),
                ("value", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="value")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("is_evidence", models.BooleanField(default=False, verbose_name="evidence of effect")),
                ("by_name", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "measurement",
                "verbose_name_plural": "measurements",
            },
        ),
        migrations.CreateModel(
            name="Recurrence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "recurrence",
                "verbose_name_plural": "recurrences",
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=accounts.identifiers.uuid7, editable=False, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("view", models.CharField(max_length=12)),
                ("query", models.CharField(blank=True, max_length=1000)),
                ("is_shared", models.BooleanField(default=False, verbose_name="shared with the municipality")),
                ("by_name", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
            },
        ),
        migrations.AddField(
            model_name="action",
            name="reference",
            field=models.CharField(blank=True, max_length=60, verbose_name="reference"),
        ),
        migrations.AddField(
            model_name="action",
            name="resources",
            field=models.TextField(blank=True, verbose_name="resources"),
        ),
        migrations.AddField(
            model_name="action",
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, verbose_name="tags"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="scan_state",
            field=models.CharField(
                blank=True,
                choices=[("waiting", "being checked"), ("clean", "checked"), ("refused", "in quarantine")],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="assumed_high",
            field=models.PositiveSmallIntegerField(default=20),
        ),
        migrations.AddField(
            model_name="plan",
            name="assumed_low",
            field=models.PositiveSmallIntegerField(default=5),
        ),
        migrations.AddField(
            model_name="plan",
            name="assumed_medium",
            field=models.PositiveSmallIntegerField(default=10),
        ),
        migrations.AddField(
            model_name="plan",
            name="assumed_most",
            field=models.PositiveSmallIntegerField(default=50),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(fields=("municipality", "id"), name="comment_municipality_id"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assumed_high__lte", models.F("assumed_most")),
                    ("assumed_low__lte", models.F("assumed_medium")),
                    ("assumed_medium__lte", models.F("assumed_high")),
                    ("assumed_most__lte", 100),
                ),
                name="plan_assumes_percent_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusreport",
            constraint=models.UniqueConstraint(fields=("municipality", "id"), name="status_report_municipality_id"),
        ),
        migrations.AddField(
            model_name="bulkchange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="bulkchange",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="bulkchange",
            name="plan",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.plan"),
        ),
        migrations.AddField(
            model_name="actionchange",
            name="bulk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="followup.bulkchange",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="bulk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="followup.bulkchange",
            ),
        ),
        migrations.AddIndex(
            model_name="actionchange",
            index=models.Index(condition=models.Q(("bulk__isnull", False)), fields=["bulk"], name="action_change_bulk"),
        ),
        migrations.AddField(
            model_name="checkin",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="checkin",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="check_ins", to="followup.plan"
            ),
        ),
        migrations.AddField(
            model_name="checkinanswer",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="check_in_answers", to="followup.action"
            ),
        ),
        migrations.AddField(
            model_name="checkinanswer",
            name="check_in",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="followup.checkin"
            ),
        ),
        migrations.AddField(
            model_name="checkinanswer",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="checkinanswer",
            name="report",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="followup.statusreport",
            ),
        ),
        migrations.AddField(
            model_name="checkinschedule",
            name="municipality",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="commentmention",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mentions", to="followup.comment"
            ),
        ),
        migrations.AddField(
            model_name="commentmention",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
            ),
        ),
        migrations.AddField(
            model_name="commentmention",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="findingestimate",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluations.finding"
            ),
        ),
        migrations.AddField(
            model_name="findingestimate",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="findingestimate",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="estimates", to="followup.plan"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="indicators", to="followup.action"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="measurements", to="followup.indicator"
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="recurrence",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="recurrence",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluations.finding"
            ),
        ),
        migrations.AddField(
            model_name="recurrence",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluations.finding"
            ),
        ),
        migrations.AddField(
            model_name="recurrence",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkchange",
            constraint=models.UniqueConstraint(fields=("municipality", "id"), name="bulk_change_municipality_id"),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.UniqueConstraint(fields=("municipality", "id"), name="check_in_municipality_id"),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.UniqueConstraint(fields=("plan", "on"), name="check_in_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("plan",), name="check_in_one_open"
            ),
        ),
        migrations.AddIndex(
            model_name="checkinanswer",
            index=models.Index(fields=["action"], name="check_in_answer_action"),
        ),
        migrations.AddConstraint(
            model_name="checkinanswer",
            constraint=models.UniqueConstraint(fields=("check_in", "action"), name="check_in_answer_once_an_action"),
        ),
        migrations.AddConstraint(
            model_name="checkinschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("reminds_before__lte", models.F("opens_before"))),
                name="check_in_reminds_while_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentmention",
            constraint=models.UniqueConstraint(fields=("comment", "membership"), name="comment_mention_once"),
        ),
        migrations.AddConstraint(
            model_name="findingestimate",
            constraint=models.UniqueConstraint(fields=("plan", "finding"), name="finding_estimate_once"),
        ),
        migrations.AddIndex(
            model_name="indicator",
            index=models.Index(fields=["action"], name="indicator_action"),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(fields=("municipality", "id"), name="indicator_municipality_id"),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("indicator", "on"), name="measurement_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurrence",
            constraint=models.UniqueConstraint(fields=("finding", "earlier"), name="recurrence_once"),
        ),
        migrations.AddConstraint(
            model_name="recurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(("finding", models.F("earlier")), _negated=True), name="recurrence_of_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                fields=("municipality", "by", "name"), name="saved_filter_name_once_a_person"
            ),
        ),
    ]
