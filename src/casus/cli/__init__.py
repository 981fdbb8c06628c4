"""The command line: commands of a few lines each over the library."""

from casus.cli.app import app, main

__all__ = ["app", "main"]
