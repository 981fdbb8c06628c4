"""`casus copies`: who copied from whom."""

import json
from pathlib import Path

from tests.command import Call

STORY = (
    "Azerbaijani forces shelled the village of Farukh on Friday and wounded two farmers, "
    "the ministry of defence said in a statement that was published late in the evening. Its "
    "soldiers had not returned fire, it added, and talks over the return of the dead went on."
)


def test_links_are_printed_and_sources_counted(casus: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Farukh under fire\n\n{STORY}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        f"Two farmers wounded\n\nFARUKH (AP) - {STORY}\n", encoding="utf-8"
    )
    (tmp_path / "c.txt").write_text(
        "Another matter\n\nThe council of Lachin met on Tuesday to vote on a new road.\n",
        encoding="utf-8",
    )
    (tmp_path / "empty.txt").write_text("")
    result = casus("copies", tmp_path)
    assert result.exit_code == 3
    (line,) = result.stdout.splitlines()
    link = json.loads(line)
    assert (link["copy"], link["original"], link["credit"]) == ("b", "a", "AP")
    assert link["containment"] > 0.8
    assert "2 of 3 pages tell something of their own" in result.stderr
    assert "AP" in casus("copies", tmp_path, "--format", "table").stdout


def test_a_ledger_is_compared_too(casus: Call, tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / f"{name}.txt").write_text(f"Farukh\n\n{STORY}\n", encoding="utf-8")
    ledger = tmp_path / "casus.db"
    assert casus("ingest", tmp_path / "old.txt", "--ledger", ledger).exit_code == 0
    result = casus("copies", tmp_path / "new.txt", "--ledger", ledger)
    assert json.loads(result.stdout)["original"] == "old"
