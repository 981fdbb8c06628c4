"""Every command explains itself."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from casus import __version__
from casus.cli import app
from tests.command import Call

WANTED = {
    "archive", "attributions", "claims", "copies", "dates", "demo", "doctor", "extract", "fetch",
    "gazetteer", "ingest", "lexicon", "parse",
    "places", "read", "report", "show", "verify", "watch",
}  # fmt: skip


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


EVERY = dict(commands(typer.main.get_command(app)))


def test_the_commands_are_all_there() -> None:
    assert {path[0] for path in EVERY} >= WANTED


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_help_has_examples(casus: Call, path: tuple[str, ...]) -> None:
    result = casus(*path, "--help")
    assert result.exit_code == 0
    assert f"casus {' '.join(path)}" in result.stdout
    assert "Examples:" in result.stdout


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_option_is_explained(path: tuple[str, ...]) -> None:
    for parameter in EVERY[path].params:
        assert parameter.help, f"{path}: {parameter.name}"


def test_a_command_loads_its_own_libraries_alone() -> None:
    code = """
import sys, typer.main
from casus.cli import app
typer.main.get_command(app).commands["extract"]
print(*({"sqlalchemy", "trafilatura", "jinja2"} & sys.modules.keys()))"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "\n"


def test_version(casus: Call) -> None:
    assert casus("--version").stdout == f"casus {__version__}\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ["extract"],
        ["extract", "x.txt", "--format", "xml"],
        ["extract", "x.txt", "--jobs", "0"],
        ["extract", "x.txt", "--time-limit", "0"],
        ["claims", "--type", "WAR"],
        ["claims", "--status", "certain"],
        ["places"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_code_2(casus: Call, wrong: list[str]) -> None:
    result = casus(*wrong)
    assert result.exit_code == 2
    assert "Usage" in result.stderr
    assert not result.stdout
