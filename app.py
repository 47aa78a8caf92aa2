"""Entry: ``app:server`` for gunicorn, ``python app.py`` for a start by hand."""

import sys

from dashboard import cli, serving
from dashboard.settings import SettingsError

if __name__ == "__main__":
    sys.exit(cli.main(["serve", *sys.argv[1:]]))

try:
    server = serving.application().server
except SettingsError as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(2)
