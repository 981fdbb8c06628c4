"""Write docs/reference.md from the code: every command, every record, the library's door.

python -m docs.generate            writes the file
python -m docs.generate --check    exit code 1 when the file is not up to date
"""

import inspect
import json
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import typer.main

import casus
from casus.cli import app
from casus.export import DocumentRecord, KeptRecord, ReadRecord
from casus.export.copies import CopyRecord
from casus.export.incidents import IncidentRecord
from casus.export.ledgers import DifferenceRecord, EventRecord
from casus.export.parts import AttributionsRecord, DatesRecord, PlacesRecord
from casus.export.reviews import AgreementRecord, ItemRecord, SheetRecord
from casus.ingest.fetch import Fetched

TARGET = Path(__file__).parent / "reference.md"
RECORDS = {
    "casus extract": DocumentRecord,
    "casus read": ReadRecord,
    "casus copies": CopyRecord,
    "casus fetch": Fetched,
    "casus claims": KeptRecord,
    "casus incidents": IncidentRecord,
    "casus review list": ItemRecord,
    "casus review show": SheetRecord,
    "casus review agreement": AgreementRecord,
    "casus history": EventRecord,
    "casus diff": DifferenceRecord,
    "casus dates": DatesRecord,
    "casus places": PlacesRecord,
    "casus attributions": AttributionsRecord,
}
HEAD = """# Reference

Written by `python -m docs.generate` from the code; do not edit it by hand.

Data goes to standard output, messages to standard error. Exit codes: 0 ok, 1 error, 2 wrong
usage, 3 finished with quarantined input. `casus --install-completion` installs completion for
the shell.
"""


def reference() -> str:
    """The whole page."""
    parts = [HEAD, "## Commands\n", *_commands(typer.main.get_command(app), ("casus",))]
    parts += ["## Records\n", *_records(), "## Library\n", *_library()]
    return "\n".join(parts).rstrip() + "\n"


def _commands(group: Any, path: tuple[str, ...]) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield from _command(command, " ".join((*path, name)))


def _command(command: Any, name: str) -> Iterator[str]:
    yield f"### {name}\n"
    yield f"{inspect.cleandoc(command.help)}\n"
    hints = get_type_hints(inspect.unwrap(command.callback))
    rows = [_parameter(p, hints.get(p.name)) for p in command.params if p.name != "help"]
    if rows:
        yield "| argument or option | meaning | default |\n|---|---|---|"
        yield "\n".join(rows) + "\n"
    examples = [
        line for line in (command.epilog or "").splitlines() if line.startswith(("casus", "cat"))
    ]
    if examples:
        yield "```sh\n" + "\n".join(examples) + "\n```\n"


def _parameter(parameter: Any, kind: Any) -> str:
    names = ", ".join(f"`{o}`" for o in parameter.opts) if parameter.opts else ""
    if parameter.param_type_name == "argument":
        names = f"`{parameter.metavar or parameter.name.upper()}`"
    default = parameter.default
    shown = "" if default is None or default is False else f"`{getattr(default, 'value', default)}`"
    shown = "required" if parameter.required else shown
    chosen = inspect.isclass(kind) and issubclass(kind, Enum)
    among = f" One of {', '.join(f'`{c.value}`' for c in kind)}." if chosen else ""
    return f"| {names} | {parameter.help.replace('|', chr(92) + '|')}{among} | {shown} |"


def _records() -> Iterator[str]:
    yield "One JSON object a line. Offsets are code points into the document's text.\n"
    for command, record in RECORDS.items():
        schema = json.dumps(msgspec.json.schema(record), indent=1, ensure_ascii=False)
        yield f"### {command} --format jsonl\n"
        yield f"{inspect.getdoc(record)}\n"
        yield f"<details><summary>JSON Schema</summary>\n\n```json\n{schema}\n```\n\n</details>\n"


def _library() -> Iterator[str]:
    yield "`import casus` gives these names.\n"
    for name in casus.__all__:
        found = getattr(casus, name)
        if name.startswith("__"):
            continue
        if inspect.isclass(found):
            yield f"### casus.{name}\n"
        else:
            yield f"### casus.{name}{inspect.signature(found)}\n"
        yield f"```text\n{inspect.getdoc(found)}\n```\n"


def main() -> None:
    """Write the page, or check it."""
    wanted = reference()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(wanted, encoding="utf-8")
    elif not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != wanted:
        sys.exit(f"{TARGET} is not up to date: run python -m docs.generate")


if __name__ == "__main__":
    main()
