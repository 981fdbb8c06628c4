"""Every cap on what may come in, in one place. Hostile input meets these numbers first."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one run; override with `dataclasses.replace` or keyword arguments.

    - `page_bytes`: one page (or one record, or one member of a container), inflated.
    - `json_bytes`: one JSON file that is no JSON Lines, as it is read whole.
    - `container_bytes`: one container as it lies on disk (WARC, ZIP, mailbox, JSON Lines …).
    - `inflated_bytes`: everything inflated out of one container.
    - `ratio`: inflated size over stored size of one member or stream, judged above `ratio_floor`.
    - `ratio_floor`: small members may inflate by any factor up to this many bytes.
    - `depth`: containers inside containers.
    - `members`: pages out of one container.
    - `files`: files taken from the named folders.
    - `problems`: problems reported one by one for one container; the rest is counted in one line.
    - `columns`: pairs of a field (`text`, `title`, `url`, `published`, `id`) and the CSV column
      that holds it, where its name does not tell.
    - `xml_depth`: nested elements of a feed or sitemap.
    """

    page_bytes: int = 32 * MIB
    json_bytes: int = 256 * MIB
    container_bytes: int = 16 * 1024 * MIB
    inflated_bytes: int = 8 * 1024 * MIB
    ratio: int = 200
    ratio_floor: int = 1 * MIB
    depth: int = 4
    members: int = 5_000_000
    files: int = 2_000_000
    problems: int = 200
    xml_depth: int = 64
    columns: tuple[tuple[str, str], ...] = ()


def higher(name: str) -> str:
    """How the user of a command raises a limit."""
    return "--max-page" if name == "page_bytes" else f"--limit {name}=NUMBER"
