"""Celery as a bell: it wakes the outbox, whose rows are the truth. The schedule stands here, not in a table."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompass_site.settings.production")

app = Celery("kompass")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": 3600,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "max_retries": 1,  # a page that rings waits no longer for a broker that is away
        "interval_start": 0,
        "interval_step": 0,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    },
    timezone="Europe/Stockholm",
    beat_schedule={
        "sweep the outbox": {"task": "accounts.sweep", "schedule": 10.0},
        "seal the journal": {"task": "accounts.seal_journal", "schedule": 60.0},
        "sweep files without a row": {"task": "accounts.sweep_files", "schedule": 3600.0},
        "forget keys of creating calls": {"task": "accounts.forget_keys", "schedule": 3600.0},
        "count the figures shared with SKR": {"task": "followup.count_figures", "schedule": crontab(hour=3, minute=40)},
        "tend check-ins": {"task": "followup.tend_check_ins", "schedule": crontab(hour=6, minute=30)},
        "verify what was published": {"task": "evaluations.verify_versions", "schedule": crontab(hour=3, minute=20)},
    },
)
app.autodiscover_tasks()
