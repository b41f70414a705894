"""The web's threads ring the worker's bell, not one of a default app that nobody listens to."""

from concurrent.futures import ThreadPoolExecutor

from accounts import tasks
from kompass_site.celery import app


def test_tasks_of_every_thread_belong_to_the_app_of_the_settings(settings):
    with ThreadPoolExecutor(1) as pool:
        broker = pool.submit(lambda: tasks.wake.app.conf.broker_url).result()
    assert broker == app.conf.broker_url == settings.CELERY_BROKER_URL
