"""``/healthz``: whether the system works, for whoever watches over it. No data, no viewer."""

import logging

from flask import Flask, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from dashboard.services import Services
from data_access.publications import current_id

log = logging.getLogger(__name__)


def register(server: Flask, services: Services) -> None:
    """Adds the address: 200 with the data version, or 503 when the database does not answer."""

    @server.get("/healthz")
    def healthz() -> tuple[Response, int]:
        try:
            with services.reading() as connection:
                version = current_id(connection)
        except SQLAlchemyError as error:
            log.warning("база данных не отвечает: %s", error)
            return jsonify(status="unavailable", database=False, data_version=None), 503
        return jsonify(status="ok", database=True, data_version=version), 200
