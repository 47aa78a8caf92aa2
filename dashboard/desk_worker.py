"""``python -m dashboard.desk_worker``: does the jobs that wait on the desk, then ends. Started by the server."""

import logging
import os
import sys
from contextlib import suppress

from dashboard import database, settings
from data_access.desk.folder import Desk
from data_access.desk.runner import Runner

NICENESS = 2
"""Readers go first."""


def main() -> None:
    """Does what waits."""
    chosen = settings.load()
    logging.basicConfig(
        level=chosen.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with suppress(OSError):
        os.nice(NICENESS)
    engine = database.opened(chosen)
    try:
        Runner(Desk(chosen.imports), engine, chosen.boundaries, chosen.import_memory * 2**20).run()
    finally:
        engine.dispose()


if __name__ == "__main__":
    main()
