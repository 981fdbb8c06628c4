"""Engines: the same pipeline in this process or in local worker processes."""

from casus.run.here import run_here
from casus.run.outcome import Outcome
from casus.run.processes import run_in_processes

__all__ = ["Outcome", "run_here", "run_in_processes"]
