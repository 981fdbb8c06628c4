"""Check the project's own coded pages: fields, vocabularies and verbatim texts.

    python training/check_coded.py [FOLDER]

The folder is `training/coded`, or another one such as `eval/coded`. Each page is `pages/NAME.txt`
in it; its claims are `claims/NAME.json`:
`{"doc": NAME, "published": "YYYY-MM-DD" or null, "chrome": [line, ...], "claims": [...]}`
with the fields of docs/codebook.md plus `trigger`, `actor_texts`, `recipient_texts`,
`source_text`, `date_text`, `place_text`, all verbatim words of the page.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from casus.model import SECTORS

HERE = Path(__file__).parent / "coded"

MODES: dict[str, str] = {
    "AGREE": "sign promise",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture execute sexual assassinate primitive firearms explosives "
    "suicide-attack heavy-weapons aerial drone territory shoot-down clash other",
}
STATUS = {"occurred", "planned", "possible", "denied"}
WEAPONS = {
    "small-arms",
    "artillery",
    "rocket",
    "missile",
    "drone",
    "aircraft",
    "armour",
    "mine",
    "explosive",
    "cyber",
    "other",
}
CODE = re.compile(r"[A-Z]{3}\.([A-Z]{3})(\.[\w-]+)?")
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?|--\d\d-\d\d(/--\d\d-\d\d)?)")


def code_problem(code: str) -> str | None:
    """Say what is wrong with an actor code, or None."""
    match = CODE.fullmatch(code)
    if not match:
        return f"{code!r} is no COUNTRY.SECTOR[.NAME] code"
    if match.group(1) not in SECTORS:
        return f"{code!r} has an unknown sector"
    return None


def texts(claim: dict[str, Any]) -> list[str]:
    """All fields of a claim that must be verbatim words of the page."""
    single = [claim.get("trigger"), claim.get("source_text"), claim.get("date_text")]
    single += [claim.get("place_text"), claim["evidence"]["text"]]
    return [t for t in single if t] + claim["actor_texts"] + claim["recipient_texts"]


def losses_problems(claim: dict[str, Any]) -> list[str]:
    """Problems in killed, wounded and captured."""
    found = []
    for kind in ("killed", "wounded", "captured"):
        value = claim.get(kind)
        if value is not None and set(value) != {"min", "max"}:
            found.append(f"{kind} must be {{min, max}}, is {value}")
    return found


def _code_problems(claim: dict[str, Any]) -> list[str]:
    codes = [*claim["actors"], *claim["recipients"]]
    if claim["source"] not in ("author", "unnamed"):
        codes.append(claim["source"])
    return [problem for code in codes if (problem := code_problem(code))]


def claim_problems(claim: dict[str, Any], page: str) -> list[str]:
    """Everything that is wrong with one claim, in words."""
    found = []
    kind = claim.get("type")
    if kind not in MODES:
        return [f"unknown type {kind!r}"]
    if claim.get("mode") and claim["mode"] not in MODES[kind].split():
        found.append(f"mode {claim['mode']!r} is none of {kind}")
    if claim.get("status") not in STATUS:
        found.append(f"unknown status {claim.get('status')!r}")
    found += _code_problems(claim)
    if claim.get("date") and not DATE.fullmatch(claim["date"]):
        found.append(f"bad date {claim['date']!r}")
    if unknown := set(claim["weapons"]) - WEAPONS:
        found.append(f"unknown weapons {sorted(unknown)}")
    if not claim.get("trigger"):
        found.append("no trigger")
    found += losses_problems(claim)
    found += [f"not verbatim in the page: {t!r}" for t in texts(claim) if t not in page]
    if claim.get("trigger") and claim["trigger"] not in claim["evidence"]["text"]:
        found.append(f"trigger {claim['trigger']!r} lies outside the evidence")
    return found


def check(folder: Path, stem: str) -> list[str]:
    """All problems of the page with this stem."""
    page = (folder / "pages" / f"{stem}.txt").read_text("utf-8")
    path = folder / "claims" / f"{stem}.json"
    if not path.exists():
        return [f"{stem}: no claims file"]
    document = json.loads(path.read_text("utf-8"))
    found = []
    for number, claim in enumerate(document["claims"], 1):
        try:
            found += [f"{stem}#{number}: {p}" for p in claim_problems(claim, page)]
        except KeyError as missing:
            found.append(f"{stem}#{number}: field {missing} is missing")
    lines = {line.strip() for line in page.splitlines()}
    found += [
        f"{stem}: chrome line not in the page: {c!r}"
        for c in document["chrome"]
        if c.strip() not in lines
    ]
    return found


def main() -> int:
    """Check every page of a folder; 1 if anything is wrong."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    stems = sorted(p.stem for p in (folder / "pages").glob("*.txt"))
    problems = [problem for stem in stems for problem in check(folder, stem)]
    sys.stdout.write("\n".join([*problems, f"{len(stems)} pages, {len(problems)} problems", ""]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
