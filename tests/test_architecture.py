"""The plan of the house, checked: sittings, rooms, storeys, and the one door for a status."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from incubator.workflow import Workflow

ROOT = Path(__file__).parent.parent
STOREYS = ["organizations", "projects", "evaluations"]
SOURCES = sorted(
    path for folder in ["incubator", *STOREYS, "tests", "bench"] for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
BANNED = {"utils.py", "services.py", "helpers.py", "common.py", "misc.py", "signals.py"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_one_sitting_and_says_what_lives_there(path):
    text = path.read_text()
    assert len(text.splitlines()) < 300
    if text.strip() and path.name not in ("__init__.py", "apps.py"):
        assert ast.get_docstring(ast.parse(text)), "the first sentence is missing"


def test_no_room_says_nothing():
    assert [path for path in SOURCES if path.name in BANNED] == []


def test_no_missing_migrations(db):
    call_command("makemigrations", check=True, dry_run=True)


def test_a_status_moves_only_through_the_engine():
    moves = re.compile(r"\.update\([^)]*\bstatus=|\.status\s*=[^=]")
    doors = {"incubator/workflow.py"}
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}" for path in SOURCES
        if path.parts[len(ROOT.parts)] not in ("tests", "bench") and str(path.relative_to(ROOT)) not in doors
        for line in path.read_text().splitlines() if moves.search(line)
    ]
    assert found == []


def test_a_lock_lets_rows_that_refer_to_it_through():
    """A plain FOR UPDATE stops the foreign-key check of everybody's insert, and two of those end in a deadlock.

    Only who is about to delete the row takes it.
    """
    plain = [
        str(path.relative_to(ROOT)) for path in SOURCES if path.parts[len(ROOT.parts)] not in ("tests", "bench")
        for asked in re.findall(r"select_for_update\(([^)]*)", path.read_text()) if "no_key=True" not in asked
    ]
    assert plain == ["incubator/documents/sweeping.py"]


def test_no_storey_names_the_one_above():
    """A lower storey never follows a reverse relation into a higher one."""
    for above in apps.get_models():
        for field in above._meta.concrete_fields:
            below = field.related_model and field.related_model._meta.app_label
            if below in STOREYS and below != above._meta.app_label and field.remote_field.related_name != "+":
                name = re.compile(rf"\.{field.remote_field.get_accessor_name()}\b|\b{field.related_query_name()}__")
                for path in (ROOT / below).rglob("*.py"):
                    if "migrations" not in path.parts:
                        assert not name.search(path.read_text()), (path, field)


def test_nothing_reads_outside_the_project():
    """Neither a path of one machine nor the folder beside the project."""
    outside = re.compile(r"\.\./shared|/work/|/tmp/[a-z]")
    assert [str(path) for path in SOURCES if path != Path(__file__) and outside.search(path.read_text())] == []


def test_what_is_usually_done_stands_before_what_is_dangerous():
    for storey in STOREYS:
        for name, table in vars(import_module(f"{storey}.workflow")).items():
            if isinstance(table, Workflow):
                for status in {status for action in table.actions.values() for status in action.sources}:
                    weights = [
                        action.weight for action in table.actions.values()
                        if action.offered and action.button and status in action.sources]
                    assert weights == sorted(weights, key=lambda weight: weight == "danger"), (name, status)
