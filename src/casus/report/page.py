"""Writing the page: template, style, policy.

Rule 1: every text from a page goes through autoescape as a text node or a quoted attribute; no
markup of a source is ever passed on, and the policy forbids scripts, requests and forms.
"""

import base64
import hashlib
import os
import re
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, select_autoescape

from casus.model import CasusError
from casus.report.content import Content

UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class ReportError(CasusError, RuntimeError):
    """The page could not be written; the message names the file and the remedy."""


def render(path: Path, content: Content) -> None:
    """Write the page to a file, whole or not at all.

    Raises:
        ReportError: the file cannot be written.
    """
    text = html_of(content)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, text.encode())
    except OSError as error:
        raise ReportError(
            f"{path}: cannot be written ({error.strerror or error}). Free some space, "
            "or choose another place with --out."
        ) from error


def html_of(content: Content) -> str:
    """The page as text."""
    style = files("casus.report").joinpath("style.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    template = _environment().from_string(
        files("casus.report").joinpath("report.html.j2").read_text("utf-8")
    )
    return template.render(c=content, style=style, policy=policy)


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment


def _shown(value: object) -> object:
    """Take out characters that no HTML page may hold."""
    return UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".report-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
