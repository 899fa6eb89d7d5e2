"""`make proof`: the long proofs, part by part; a part that passed on the same code is not run again.

A part prints what it measured in lines that begin with `proof: `; these go to docs/proofs.md. State: var/proofs.json.
"""

import argparse
import hashlib
import json
import os
import platform
import re
import shlex
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import servers  # noqa: E402

STATE, REPORT = ROOT / "var" / "proofs.json", ROOT / "docs" / "proofs.md"
PYTEST = [sys.executable, "-m", "pytest", "-s"]
LONG = {
    "reports, worker killed": "tests/proofs/test_reports_survive_kills.py",
    "letters, worker killed": "tests/proofs/test_letters_survive_kills.py",
    "evaluation against its oracle, 1,000 days": "tests/evaluations/test_oracle.py",
    "evaluation at the size of a district": "tests/evaluations/test_budgets.py",
    "unseen ledgers, 1,000": "tests/organizations/test_unseen_ledgers.py",
    "round trip of the register, 2,000 times": "tests/organizations/test_exporting.py",
    "autosave, 500 mishaps": "tests/browser/test_autosave.py",
}
NOTHING_TO_RUN = 5  # pytest found no test
ZONES = ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"]
DATES = [f"tests/{name}.py" for name in (
    "frame/test_workdays", "organizations/test_clocks", "organizations/test_annual_reminding",
    "projects/test_periods", "projects/test_making", "projects/test_reminding")]
RACES = sorted(
    str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py")
    if re.search(r"\brace(_posts)?\(", path.read_text()))
WALKS = [f"tests/test_{name}.py" for name in ("access", "leaks", "stale", "unoffered", "double_submits")]
TOOLS = ("proofs", "planting", "counting", "crowd", "timing")  # in bench/, but no measurements of their own

# name -> command; to add a part, add its line. A name ending in «(servers)» runs on PostgreSQL and Redis.
PARTS: dict[str, list[str]] = {
    f"bench {path.stem}": [sys.executable, f"bench/{path.name}"]
    for path in sorted((ROOT / "bench").glob("*.py")) if path.stem not in TOOLS
}
PARTS["bench pages, PostgreSQL and Redis"] = [sys.executable, "bench/pages.py", "--postgres"]
PARTS |= {f"dates under {zone}": ["env", f"TZ={zone}", *PYTEST, *DATES] for zone in ZONES}
PARTS |= {name: [*PYTEST, "-m", "not browser and not proof", *RACES] for name in ("races", "races (servers)")}
PARTS |= {f"every address by everybody{place}": [*PYTEST, *WALKS] for place in ("", " (servers)")}
PARTS["clocks and conditions against a calendar and a count of their own"] = [
    *PYTEST, "tests/organizations/test_clocks.py", "tests/organizations/test_catalogue_conditions.py"]
PARTS |= {name: [*PYTEST, "-m", "proof", path] for name, path in LONG.items()}
PARTS["screens"] = ["env", "SCREENS=docs/screens", *PYTEST, "-m", "browser and not proof",
                    "-k", "journey or dashboards", "tests/browser"]
PARTS["other long tests"] = [*PYTEST, "-m", "proof", *(f"--ignore={path}" for path in LONG.values()), "tests"]


def code_state() -> str:
    """A mark of the committed and uncommitted code that the proofs are about."""
    sources = ["incubator", "organizations", "projects", "evaluations", "tests", "bench", "requirements"]
    tree = subprocess.run(["git", "ls-files", "-s", *sources], cwd=ROOT, capture_output=True, check=True)
    work = subprocess.run(["git", "diff", "HEAD", "--", *sources], cwd=ROOT, capture_output=True, check=True)
    return hashlib.sha256(tree.stdout + work.stdout).hexdigest()[:16]


def run(name: str, command: list[str]) -> dict:
    """One part: its output passes through, its figures are kept."""
    print(f"\n=== {name}: {' '.join(command)}", flush=True)
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    figures, started = [], time.monotonic()
    with ExitStack() as stack:
        if name.endswith("(servers)"):
            environment |= {
                "DATABASE_URL": stack.enter_context(servers.postgres()),
                "CELERY_BROKER_URL": stack.enter_context(servers.redis()),
            }
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for line in process.stdout:
            print(line, end="", flush=True)
            if found := re.match(r"[.\s]*proof: (.*)", line) or re.match(r"(\d+ passed\b.*)", line):
                figures.append(found[1].strip())
        code = process.wait()
    if code == NOTHING_TO_RUN and "pytest" in command:
        code, figures = 0, ["none at present"]
    return {
        "passed": code == 0, "seconds": round(time.monotonic() - started, 1), "figures": figures,
        "at": datetime.now().astimezone().isoformat(timespec="minutes"),
        "command": [word.replace(sys.executable, "python") for word in command],
    }


def sections() -> dict[str, str]:
    """What the page says of each part so far."""
    text = REPORT.read_text() if REPORT.exists() else ""
    return {part.split("\n", 1)[0]: f"## {part.strip()}" for part in text.split("\n## ")[1:]}


def write_report(done: dict[str, dict]) -> None:
    lines = [
        "# Measured proofs", "",
        "Written by `make proof`; every figure was measured by the command beside it.",
        f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}.", "",
    ]
    before = sections()
    for name in PARTS:
        if name not in done:  # measured on another machine, or not yet
            lines += [before[name], ""] if name in before else []
            continue
        part = done[name]
        words = shlex.join(part["command"])
        lines += [
            f"## {name}", "",
            f"{'Passed' if part['passed'] else 'FAILED'} in {part['seconds']} s, {part['at']}, code {part['code']}:"
            f" `{words}`", "",
            *[f"- {figure}" for figure in part["figures"]], "",
        ]
    REPORT.write_text("\n".join(lines).rstrip() + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", help="only the parts whose name holds this")
    parser.add_argument("--fresh", action="store_true", help="run again what has passed")
    asked = parser.parse_args()
    STATE.parent.mkdir(exist_ok=True)
    done = json.loads(STATE.read_text()) if STATE.exists() else {}
    code = code_state()
    chosen = [name for name in PARTS if not asked.part or asked.part in name]
    if not chosen:
        parser.error(f"no part is called so; there are: {', '.join(PARTS)}")
    for name in chosen:
        known = done.get(name, {})
        if known.get("passed") and known.get("code") == code and not asked.fresh:
            continue
        done[name] = run(name, PARTS[name]) | {"code": code}
        STATE.write_text(json.dumps(done, indent=1))
        write_report(done)
    for name in chosen:
        print(f"{name:<40} {'passed' if done[name]['passed'] else 'FAILED'} {done[name]['seconds']:8.1f} s")
    return 0 if all(done[name]["passed"] for name in chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
