"""Who may use the desk, and how its routes answer: JSON with a sentence in Russian."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Response, g, jsonify

from dashboard.services import Services
from data_access.desk import jobs
from data_access.viewer import Role, Viewer
from layouts.texts import desk as words
from monitoring.reports.desk import Job

Answer = Response | tuple[Response, int]
_Arguments = ParamSpec("_Arguments")
_Route = Callable[_Arguments, Answer]


def said(message: str, status: int = 200, **more: Any) -> Answer:
    """The sentence, and whatever else the page needs."""
    return jsonify(message=message, **more), status


def only(services: Services) -> Callable[[_Route[_Arguments]], _Route[_Arguments]]:
    """A route of the analyst alone, whatever the gate lets through; the viewer is in ``analyst()`` then."""

    def guard(route: _Route[_Arguments]) -> _Route[_Arguments]:
        @wraps(route)
        def guarded(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> Answer:
            with services.reading() as connection:
                viewer = services.viewer(connection, services.publication(connection))
            if viewer is None or viewer.role is not Role.ANALYST:
                return said(words.ANALYST_ONLY, 403)
            g.analyst = viewer
            return route(*args, **kwargs)

        return guarded

    return guard


def analyst() -> Viewer:
    """The analyst whose request it is."""
    viewer: Viewer = g.analyst
    return viewer


def in_the_way(services: Services) -> Job | None:
    """The open work that changes what is stored or seen: nothing else may be changed beside it."""
    return next((job for job in jobs.open_jobs(services.desk) if job.kind != "check"), None)
