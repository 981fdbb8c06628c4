"""Pages to documents: text, zones, title, outlet, date, language. Nothing is cut."""

from casus.clean.borrowed import borrowed
from casus.clean.bounds import Bounds
from casus.clean.copies import Copies
from casus.clean.site import SiteChrome
from casus.clean.stage import Clean

__all__ = ["Bounds", "Clean", "Copies", "SiteChrome", "borrowed"]
