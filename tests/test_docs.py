"""The documentation keeps up with the program."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from casus.cli import app
from docs.generate import TARGET, reference
from tests.command import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "adr").glob("*.md")])


def options(group: Any, path: str = "casus") -> set[tuple[str, str]]:
    found = set()
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= options(command, f"{path} {name}")
        else:
            found |= {(f"{path} {name}", o) for p in command.params for o in p.opts}
    return found


def test_the_reference_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == reference(), "run python -m docs.generate"


def test_every_command_and_option_is_in_the_reference() -> None:
    text = TARGET.read_text("utf-8")
    parts = {part.splitlines()[0]: part for part in text.split("\n### ")[1:]}
    for command, option in options(typer.main.get_command(app)):
        if option.startswith("-") and option not in {"--help", "-h"}:
            assert f"`{option}`" in parts[command], f"{command} {option}"


def test_every_command_is_in_the_readme_or_the_tutorial() -> None:
    text = (ROOT / "README.md").read_text("utf-8") + (ROOT / "docs/tutorial.md").read_text("utf-8")
    for command in {c for c, _ in options(typer.main.get_command(app))}:
        assert command in text, command


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_hold(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
