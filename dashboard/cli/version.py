"""Version of the program."""

import sys

import typer

VERSION = "0.1"


def show_version(asked: bool) -> None:
    """Writes the version and ends the program, when asked."""
    if asked:
        sys.stdout.write(f"Траектория {VERSION}\n")
        raise typer.Exit
