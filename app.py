"""Entry: ``app:server`` for gunicorn, ``python app.py`` for a start by hand."""

import sys

from dashboard import cli, serving

if __name__ == "__main__":
    sys.exit(cli.main(["serve", *sys.argv[1:]]))

try:
    server = serving.application().server
except Exception as error:
    sys.exit(cli.failed(error))
