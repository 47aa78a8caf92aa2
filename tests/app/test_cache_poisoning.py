"""Answers never cross scopes or publications: a mark under every other key of the cache comes out nowhere.

Keys are not made up here: they are those by which the application asked its cache, with the scope or the publication
of somebody else in its place. So a key that forgets either is a key under which the mark lies.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from dash import Dash

from dashboard.briefings.content import Wanted
from dashboard.factory import EXTENSION
from dashboard.security.questions import ADDRESS
from data_access.queries.viewers import viewer_named
from data_access.viewer import Viewer
from tests.app.conftest import AppOf, Reader, question
from tests.app.embedded import PORTAL, SECRET, address, link

MARK = "ПОМЕТКА-ЧУЖОГО"
SCOPE, VERSION = 2, 3
"""Places of the viewer's scope and of the data version among the parts of a key."""
PAGES = ("/schools", "/district/nevsky")
Key = tuple[object, ...]


class Cache:
    """The application's own cache, whose questions are remembered."""

    def __init__(self, app: Dash) -> None:
        self.services = app.server.extensions[EXTENSION]
        self.cache = self.services.cache
        self.asked: list[Key] = []
        get = self.cache.get

        def remember(parts: Key) -> Any:
            self.asked.append(parts)
            return get(parts)

        self.cache.get = remember

    def empty(self) -> None:
        """Forgets everything."""
        with self.services.cache._server.app_context():
            self.cache._cache.clear()
        self.asked.clear()

    def plant(self, key: Key) -> None:
        """Puts the mark under the key in the form that is kept there."""
        kept: dict[object, Any] = {"embed": {"title": MARK, "picture": "", "alt": MARK}, "simulator": MARK}
        self.cache.keep(key, kept.get(key[0], ("", MARK.encode())))


@pytest.fixture(scope="module")
def app(app_of: AppOf, audited_demo_url: str) -> Dash:
    return app_of(audited_demo_url, embed_hosts=(PORTAL,), secret_key=SECRET)


@pytest.fixture(scope="module")
def cache(app: Dash) -> Iterator[Cache]:
    watched = Cache(app)
    yield watched
    watched.empty()


@pytest.fixture(scope="module")
def viewers(app: Dash) -> dict[str, Viewer]:
    """КО, a district and a school."""
    own = Reader(app.server.test_client()).viewers()
    codes = ("committee", "district:nevsky", next(one for one in own if one.startswith("school:")))
    with app.server.extensions[EXTENSION].reading() as connection:
        found = {code: viewer_named(connection, code) for code in codes}
    return {code: viewer for code, viewer in found.items() if viewer is not None}


def everything(app: Dash, code: str, viewer: Viewer) -> str:
    """All that the viewer reads, where the cache may answer: pages, the simulator, an embedded figure."""
    reader = Reader(app.server.test_client())
    reader.become(code)
    told = [reader.client.post(ADDRESS, json=question(path)).get_data(as_text=True) for path in PAGES]
    told.append(str(reader.simulate(share=20, procedures=1)))
    figure = link(Wanted("district", "nevsky"), "list", viewer, year=2022)
    told.append(reader.client.get(address(app.server, figure)).get_data(as_text=True))
    return "".join(told)


def _foreign(key: Key, scopes: set[str], current: Key) -> Iterator[Key]:
    for scope in scopes:
        yield (*key[:SCOPE], scope, *key[SCOPE + 1 :])
    number, moment = current
    for version in ((number, "2020-01-01T00:00:00+00:00"), (int(str(number)) + 1, moment)):
        yield (*key[:VERSION], version, *key[VERSION + 1 :])


def test_the_mark_of_another_scope_or_publication_comes_out_nowhere(
    app: Dash, cache: Cache, viewers: dict[str, Viewer]
) -> None:
    asked: dict[str, list[Key]] = {}
    for code, viewer in viewers.items():
        cache.empty()
        assert everything(app, code, viewer)
        asked[code] = list(dict.fromkeys(cache.asked))
        assert {key[0] for key in asked[code]} >= {"schools", "district", "simulator", "embed"}
    services = cache.services
    with services.reading() as connection:
        publication = services.publication(connection)
    current: Key = (publication.id, publication.created_at.isoformat())
    for code, viewer in viewers.items():
        cache.empty()
        others = {other.scope_key for other in viewers.values()} - {viewer.scope_key}
        planted = [key for one, keys in asked.items() if viewers[one].scope_key in others for key in keys]
        planted += [foreign for key in asked[code] for foreign in _foreign(key, others, current)]
        assert len(planted) > len(asked[code]) * len(others)
        for key in planted:
            cache.plant(key)
        assert MARK not in everything(app, code, viewer), code
    # The mark does come out where it lies under the viewer's own key: it is not lost on the way.
    _comes_out_of_its_own(app, cache, asked["committee"], lambda: everything(app, "committee", viewers["committee"]))


def _comes_out_of_its_own(app: Dash, cache: Cache, keys: list[Key], tell: Callable[[], str]) -> None:
    cache.empty()
    for key in keys:
        if key[0] != "simulator":  # what it keeps is no text
            cache.plant(key)
    assert tell().count(MARK) >= len(PAGES) + 1
