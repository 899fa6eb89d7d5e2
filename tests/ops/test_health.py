"""`/healthz` and `/readyz`, asked by nobody in particular."""

import json
import time

import pytest
from django.core.cache import cache

from incubator.home.tasks import HEARTBEAT, heartbeat


def test_the_process_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
class TestReadiness:
    def test_ready_after_a_heartbeat(self, client):
        heartbeat()
        answer = client.get("/readyz")
        assert answer.status_code == 200
        told = answer.json()
        assert told.pop("heartbeat_age_seconds") < 60
        assert told == {
            "ready": True, "checks": dict.fromkeys(["database", "cache", "broker", "files", "heartbeat"], "ok")
        }

    def test_not_ready_without_a_heartbeat(self, client):
        cache.delete(HEARTBEAT)
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["checks"]["heartbeat"] == "failed"

    def test_not_ready_when_the_last_heartbeat_is_old(self, client):
        cache.set(HEARTBEAT, time.time() - 600, None)
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["heartbeat_age_seconds"] >= 600

    def test_not_ready_and_silent_about_why_when_files_cannot_be_kept(self, client, settings, tmp_path):
        heartbeat()
        settings.MEDIA_ROOT = tmp_path / "nowhere"
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["checks"]["files"] == "failed"
        assert "nowhere" not in json.dumps(answer.json())
