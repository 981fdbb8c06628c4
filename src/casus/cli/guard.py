"""Known failures as one clear line and exit code 1, instead of a traceback."""

import sys
from typing import Any

from typer.core import TyperGroup

from casus.cli.console import fail
from casus.export.whole import ExportError
from casus.language import ModelError
from casus.ledger import LedgerError
from casus.lexicon.table import LexiconError
from casus.merge.declared import DeclaredError
from casus.registry import UnknownStageError
from casus.report.page import ReportError
from casus.resolve.gazetteer import GazetteerError
from casus.review import ReviewError
from casus.run import WorkerStartError

KNOWN = (
    DeclaredError,
    ExportError,
    GazetteerError,
    LedgerError,
    LexiconError,
    ModelError,
    ReportError,
    ReviewError,
    UnknownStageError,
    WorkerStartError,
)


class Commands(TyperGroup):
    """The group of all commands."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; turn known failures into messages.

        Raises:
            typer.Exit: with code 1 for a failure.
        """
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KNOWN as error:
            raise fail(str(error)) from error
        except KeyboardInterrupt:
            message = "stopped by Ctrl-C; what was finished is kept, the same command goes on"
            raise fail(message) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            name = error.filename or "standard output"
            remedy = "free space or check the rights, then run the same command again"
            raise fail(f"{name}: {error.strerror or error}; {remedy}") from error
        return result
