"""What the settings refuse, and what they say behind HTTPS."""

import os
import stat
import subprocess

import pytest

from tests.ops.conftest import ROOT


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing"),
        ({"FIELD_KEY": ""}, "FIELD_KEY is missing"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    ],
)
def test_the_start_is_refused(empty_office, variables, words):
    done = empty_office.command("check", **variables)
    assert done.returncode != 0
    assert words in done.stderr.strip().splitlines()[-1]


def test_debug_needs_no_secrets(empty_office):
    empty_office.do("check", SECRET_KEY="", FIELD_KEY="", DEBUG="1")


def test_behind_https_the_deployment_check_is_clean(empty_office):
    empty_office.do(
        "check", "--deploy", "--fail-level", "WARNING", BEHIND_HTTPS="1", SECRET_KEY="".join(map(chr, range(40, 120)))
    )


def test_behind_https_the_health_is_asked_without(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    assert client.get("/healthz").status_code == 200


def make_secrets(folder, **variables):
    """Run the script in a checkout of its own."""
    (folder / ".ci").mkdir(exist_ok=True)
    (folder / ".ci" / "secrets").write_bytes((ROOT / ".ci" / "secrets").read_bytes())
    if not (folder / ".venv").exists():
        (folder / ".venv" / "bin").mkdir(parents=True)
        (folder / ".venv" / "bin" / "python").write_text('#!/bin/sh\nexec python3 "$@"\n')
        (folder / ".venv" / "bin" / "python").chmod(0o755)
    subprocess.run(["bash", str(folder / ".ci" / "secrets")], check=True, env=os.environ | variables)
    return folder / ".env"


def test_secrets_are_made_once_for_their_owner_only(tmp_path):
    made = make_secrets(tmp_path)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    values = dict(line.split("=", 1) for line in made.read_text().splitlines() if "=" in line and line[0] != "#")
    assert len(values["SECRET_KEY"]) >= 50
    assert len(values["FIELD_KEY"]) >= 50
    assert values["SECRET_KEY"] != values["FIELD_KEY"]
    assert values["DEMO_OFFICE"] == "1"
    before = made.read_bytes()
    make_secrets(tmp_path, DEMO="0")
    assert made.read_bytes() == before


def test_an_office_without_the_demo_is_asked_for_at_the_first_setting_up(tmp_path):
    assert "DEMO_OFFICE=0" in make_secrets(tmp_path, DEMO="0").read_text()
