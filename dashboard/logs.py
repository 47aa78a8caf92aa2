"""The log: lines for a person at a terminal, JSON for a collector; neither holds a secret.

What a message, an error or a trace may carry of addresses with passwords, tokens and cookies is struck out here, last
of all, whoever wrote it.
"""

import logging
import logging.config
import re
import sys
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import g, has_request_context
from pythonjsonlogger.orjson import OrjsonFormatter

from dashboard.settings import Settings

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FIELDS = ("levelname", "name", "message", "process")
HIDDEN = "***"
_IN_ADDRESS = re.compile(r"(\w://[^\s:/@'\"]*:)[^\s@'\"]+@")
_NAMED = re.compile(
    r"""(?ix) \b( authorization | (?:set-)?cookie | traektoria | \w*(?:password|passwd|secret|token)\w* )
        (["']? \s* [:=] \s* ["']?) (?: (?:bearer|basic) \s+ )? [^\s"',;&<>)]+"""
)
_BEARER = re.compile(r"(?i)\b(bearer)\s+[\w.~+/=-]{8,}")


def hide(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without the secrets given and without what looks like one."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    text = _IN_ADDRESS.sub(rf"\1{HIDDEN}@", text)
    text = _NAMED.sub(rf"\1\2{HIDDEN}", text)
    return _BEARER.sub(rf"\1 {HIDDEN}", text)


class TextFormatter(logging.Formatter):
    """Lines for a person."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(TEXT)
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """One record, secrets struck out."""
        return hide(super().format(record), self._secrets)


class JsonFormatter(OrjsonFormatter):
    """One JSON object a line: ``time``, ``level``, ``logger``, ``message``, ``process`` and what the record adds."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(
            FIELDS,
            rename_fields={"levelname": "level", "name": "logger", "asctime": "time"},
            timestamp="time",
        )
        self._secrets = tuple(secrets)

    def jsonify_log_record(self, log_data: dict[str, Any]) -> str:
        """The record as JSON, secrets struck out of each text before it is quoted."""
        clean = {
            name: hide(value, self._secrets) if isinstance(value, str) else value for name, value in log_data.items()
        }
        return super().jsonify_log_record(clean)


class OfRequest(logging.Filter):
    """Puts the number of the request beside everything that is said while it is answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through."""
        if has_request_context() and not hasattr(record, "request"):
            number = g.get("request_number")
            if number:
                record.request = number
        return True


def configuration(settings: Settings) -> dict[str, Any]:
    """What ``logging.config.dictConfig`` takes: one handler to stderr, for this process and for gunicorn."""
    formatter = JsonFormatter if as_json(settings) else TextFormatter
    own: dict[str, Any] = {"level": settings.log_level, "handlers": ["stderr"], "propagate": False}
    # Our own line says what may be said of a request; gunicorn's has the whole query string.
    silent: dict[str, Any] = {"level": "CRITICAL", "handlers": [], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": OfRequest}},
        "formatters": {"chosen": {"()": formatter, "secrets": known_secrets(settings)}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "chosen",
                "filters": ["request"],
            }
        },
        "root": {"level": settings.log_level, "handlers": ["stderr"]},
        "loggers": {"alembic": {"level": "WARNING"}, "gunicorn.error": own, "gunicorn.access": silent},
    }


def configure(settings: Settings) -> None:
    """Starts the log of this process; one that is set up already (gunicorn, tests) is left as it is."""
    if not logging.getLogger().handlers:
        logging.config.dictConfig(configuration(settings))
    logging.getLogger("alembic").setLevel(logging.WARNING)


def as_json(settings: Settings) -> bool:
    """Whether the log is JSON: as set, else off a terminal."""
    return settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())


def known_secrets(settings: Settings) -> tuple[str, ...]:
    """The secrets of the settings, that no line may hold wherever it stands in it."""
    found = [key.get_secret_value() for key in (settings.secret_key, settings.metrics_token) if key is not None]
    found += settings.former_secrets
    addresses = (settings.database_url, settings.owner_database_url, settings.backup_database_url, settings.cache_url)
    for address in addresses:
        password = urlsplit(address).password
        if password:
            found += [password, unquote(password)]
    return tuple(dict.fromkeys(secret for secret in found if len(secret) > 3))
