"""The repository stays one that a newcomer can read, clone and trust.

Each test names what it found and where, so that a failure is a list of things to put right.
"""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.support.data import REPOSITORY
from tests.support.tools import needs_tool

LONGEST_FILE = 500
ALLOWED_LONGER: frozenset[str] = frozenset()  # a file gets here in review, with the reason beside it

SOURCE_FOLDERS = ("src/", "frontend/src/")
SOURCE_SUFFIXES = {".py", ".ts", ".svelte"}
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:work|root)/")
REGISTRY = re.compile(
    r"registry\.npmjs\.org|registry\.yarnpkg\.com|files\.pythonhosted\.org|pypi\.org/simple"
)
CLOCKS = {
    "now",
    "utcnow",
    "today",
    "time",
    "time_ns",
    "monotonic",
    "monotonic_ns",
    "perf_counter",
    "perf_counter_ns",
}


def repository_files() -> list[str]:
    """Files that git tracks or would track, as paths from the root."""
    git = needs_tool("git", "to list the repository's files")
    command = [git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("a source distribution is no git repository")
    return sorted(name for name in listed.stdout.split("\0") if (REPOSITORY / name).is_file())


def lines_of(name: str) -> list[str]:
    try:
        return (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:  # a picture, a font
        return []


def places_with(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    return [
        f"{name}:{number}"
        for name in names
        for number, line in enumerate(lines_of(name), start=1)
        if pattern.search(line)
    ]


def is_lock_file(name: str) -> bool:
    path = Path(name)
    return (
        path.name in {"package-lock.json", ".npmrc"}
        or path.suffix == ".lock"
        or path.parent.name == "requirements"
    )


def test_no_source_file_is_longer_than_a_reader_can_hold():
    sources = [
        n for n in repository_files() if n.startswith(SOURCE_FOLDERS) and Path(n).suffix in SOURCE_SUFFIXES
    ]

    too_long = {name: len(lines_of(name)) for name in sources if len(lines_of(name)) > LONGEST_FILE}

    assert {name: n for name, n in too_long.items() if name not in ALLOWED_LONGER} == {}
    assert set(too_long) >= ALLOWED_LONGER, "a file on the list is short again: take it off"


def test_no_file_names_a_path_of_one_machine():
    assert places_with(MACHINE_PATH, repository_files()) == []


def test_no_file_names_a_package_registry():
    assert places_with(REGISTRY, repository_files()) == []


def test_lock_files_pin_versions_and_no_addresses():
    locks = [name for name in repository_files() if is_lock_file(name)]
    address = re.compile(
        r'"resolved"|\b\w+://(?!(?:www\.)?(?:github\.com|opencollective\.com|.*(?:funding|sponsor|paypal)))'
    )

    assert "requirements/constraints.txt" in locks
    assert places_with(address, locks) == []


def test_constraints_are_name_and_version_only():
    odd = [
        n
        for n in lines_of("requirements/constraints.txt")
        if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.!+]+", n)
    ]

    assert odd == []


def test_every_package_has_its_place_in_the_layers():
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    placed = set(re.findall(r"\w+", " ".join(layers)))

    package = REPOSITORY / "src" / "pitboard"
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in package.glob("*/__init__.py")}

    assert (modules | packages) - placed == set(), "no place in pyproject.toml, [tool.importlinter]"


def clock_readings(name: str) -> list[str]:
    calls = [
        node for node in ast.walk(ast.parse((REPOSITORY / name).read_text())) if isinstance(node, ast.Call)
    ]
    clocks = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS]
    owners = [(ast.unparse(call.func.value), call) for call in clocks]  # type: ignore[attr-defined]
    known = {"time", "datetime", "datetime.datetime", "datetime.date", "date"}
    return [f"{name}:{call.lineno}" for owner, call in owners if owner in known]


def test_scoring_and_what_lies_under_it_never_read_a_clock():
    under = ("src/pitboard/times.py", "src/pitboard/model/", "src/pitboard/scoring/")
    names = [name for name in repository_files() if name.startswith(under) and name.endswith(".py")]

    assert [place for name in names for place in clock_readings(name)] == []


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    declared = re.search(r'__version__ = "(.+)"', (REPOSITORY / "src/pitboard/__init__.py").read_text())

    assert declared is not None
    assert declared[1] == project["version"]
    assert f"## {project['version']}" in (REPOSITORY / "CHANGELOG.md").read_text()
