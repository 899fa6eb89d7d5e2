"""What the deployment files name exists: services, volumes, commands with their options, settings."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
SERVICES = {"postgres", "redis", "setup", "web", "worker", "beat", "nginx"}


def commands() -> list[tuple[str, list[str]]]:
    """(where, the words behind manage.py) of each command that a deployment runs."""
    found = [
        (f"compose {name}", service["command"][2:]) for name, service in COMPOSE["services"].items()
        if service.get("command", [])[1:2] == ["manage.py"]
    ]
    docker = re.search(r"^CMD (\[.*\])", (ROOT / "deploy/Dockerfile").read_text(), re.M)
    found.append(("Dockerfile", yaml.safe_load(docker.group(1))[2:]))
    for unit in UNITS:
        lines = re.findall(r"^ExecStart=.*?manage\.py (.*)$", unit.read_text(), re.M)
        found += [(unit.name, shlex.split(re.sub(r"\$\(.*?\)", "today", line.rstrip("'")))) for line in lines]
    return found


def test_the_services_are_those_of_the_page_and_lean_on_each_other():
    services = COMPOSE["services"]
    assert set(services) == SERVICES
    for service in services.values():
        assert set(service.get("depends_on", {})) <= SERVICES
        named = {volume.split(":")[0] for volume in service.get("volumes", []) if not volume.startswith(".")}
        assert named <= set(COMPOSE["volumes"])
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
    scaled = re.findall(r"--scale (\w+)=", (ROOT / "docs/deploying.md").read_text())
    assert scaled and set(scaled) <= SERVICES


@pytest.mark.parametrize(("where", "words"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_each_command_exists_and_takes_these_options(where, words):
    name, *options = words
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(options)


def test_every_process_has_a_command():
    by_place = {"compose": set(), "unit": set()}
    for where, words in commands():
        by_place["compose" if where.startswith("compose") else "unit"].add(" ".join(words[:3]))
    assert {"setup", "serve --only web", "serve --only worker", "serve --only beat"} <= by_place["compose"]
    assert {"serve --only web", "serve --only worker", "serve --only beat"} <= by_place["unit"]


def test_the_units_of_the_page_are_there():
    names = {unit.name for unit in UNITS}
    enabled = re.search(r"enable --now (.*)", (ROOT / "docs/deploying.md").read_text()).group(1).split()
    assert {re.sub(r"@\d+$", "@", name) + ("" if "." in name else ".service") for name in enabled} <= names
    assert {unit.removesuffix(".timer") + ".service" for unit in names if unit.endswith(".timer")} <= names


def test_each_command_of_the_readme_exists():
    told = re.findall(r"manage\.py (\w+)|`(\w+) 目录`", (ROOT / "README.md").read_text())
    assert told and {first or second for first, second in told} <= set(get_commands())


def test_every_name_of_the_example_is_read():
    code = "".join((ROOT / path).read_text() for path in (
        "incubator/settings.py", "incubator/home/serving.py", "incubator/home/management/commands/createofficer.py",
        "incubator/home/management/commands/setup.py"))
    for name in re.findall(r"^([A-Z_]+)=", (ROOT / "deploy/example.env").read_text(), re.M):
        assert name in code or name.removeprefix("OFFICER_") in code, name
