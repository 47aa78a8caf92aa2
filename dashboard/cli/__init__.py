"""The command line: ``python -m dashboard COMMAND``. Heavy modules are imported by the commands that need them."""

from dashboard.cli.program import failed, main

__all__ = ["failed", "main"]
