"""The server's half of the page «Данные»: routes of the analyst, and the process that does the heavy work."""

from flask import Flask

from dashboard.desk import deeds, files, held
from dashboard.services import Services


def register(server: Flask, services: Services) -> None:
    """Adds the routes under ``/data``."""
    for module in (files, deeds, held):
        module.register(server, services)
