"""Engines: the same pipeline in this process or in local worker processes."""

from casus.run.choose import run_items
from casus.run.here import run_here
from casus.run.outcome import Outcome, process
from casus.run.processes import Workers, WorkerStartError, run_in_processes
from casus.run.whole import run_coded, run_documents, run_whole

__all__ = [
    "Outcome",
    "WorkerStartError",
    "Workers",
    "process",
    "run_coded",
    "run_documents",
    "run_here",
    "run_in_processes",
    "run_items",
    "run_whole",
]
