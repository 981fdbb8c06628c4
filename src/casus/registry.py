"""The one plug-in point: stage names and where their classes live.

Other packages add stages through the entry-point group `casus.stages`
(`name = "module:Class"`); nothing registers itself by being imported.
"""

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from casus.model import CasusError

GROUP = "casus.stages"

BUILT_IN: Mapping[str, str] = {
    "clean": "casus.clean:Clean",
    "code": "casus.coding:Code",
    "copies": "casus.clean:Copies",
    "parse": "casus.language:Parse",
    "parse-without-marks": "casus.language:ParseWithoutMarks",
    "settle-years": "casus.resolve.dates_settle:SettleYears",
    "site-chrome": "casus.clean:SiteChrome",
}


class UnknownStageError(CasusError, LookupError):
    """A stage name that nobody registered; the message lists the valid ones."""


def known() -> dict[str, str]:
    """All stage names with `module:Class`; an installed plug-in may not replace a built-in name."""
    found = {point.name: point.value for point in entry_points(group=GROUP)}
    return found | dict(BUILT_IN)


def load(name: str) -> Any:
    """Import the class registered under `name`, or the one that `module:Class` names itself.

    Raises:
        UnknownStageError: nobody registered that name.
    """
    # Looking through all installed packages takes time, and none may replace a built-in name.
    places = dict(BUILT_IN) if name in BUILT_IN else known()
    if ":" in name:
        places[name] = name
    if name not in places:
        raise UnknownStageError(f"no stage {name!r}; the stages are: {', '.join(sorted(places))}")
    module, _, attribute = places[name].partition(":")
    return getattr(import_module(module), attribute)
