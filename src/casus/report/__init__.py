"""One self-contained HTML page: incidents first, who says what of them, with the passages."""

from casus.report.content import Content, Heading, content_of
from casus.report.page import ReportError, html_of, render

__all__ = ["Content", "Heading", "ReportError", "content_of", "html_of", "render"]
