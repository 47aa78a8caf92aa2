"""``python -m dashboard COMMAND``."""

import sys

if __name__ == "__main__":
    try:
        from dashboard.cli import main  # here, so that Ctrl-C while it is read leaves no trace either

        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
