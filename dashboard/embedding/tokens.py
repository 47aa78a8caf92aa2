"""The signed word of a link to a figure: what it opens, in whose scope, until when. It is stored nowhere.

Words of the former format, which named no account, are ``Unreadable``: nothing would end them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer

from dashboard.briefings.content import Wanted
from dashboard.settings import Settings
from data_access.viewer import Role, Viewer

LONGEST_DAYS = 366
_SALT = "embedded figure"
_LONGEST = 2048


class Unreadable(Exception):
    """The word was not signed here, or not with a key that still counts."""


class Expired(Exception):
    """The word was good until a while ago."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link opens. ``viewer`` is in whose scope, as it was when the link was made.

    ``publication``: the only one that it shows, None for whatever is current. ``account``: number of the account that
    stands behind it, None in demo mode, where there are none.
    """

    viewer: Viewer
    wanted: Wanted
    figure: str
    year: int
    method: str
    publication: int | None
    until: datetime
    account: int | None = None


def signed(settings: Settings, link: Link) -> str:
    """The word of the link."""
    viewer, wanted = link.viewer, link.wanted
    return str(
        _serializer(settings).dumps(
            [
                [str(viewer.role), viewer.district, viewer.school_id],
                [wanted.scope, wanted.key, link.figure],
                [link.year, link.method, link.publication],
                int(link.until.timestamp()),
                link.account,
            ]
        )
    )


def read(settings: Settings, word: str, now: datetime) -> Link:
    """The link of the word. Raises ``Unreadable`` and ``Expired``."""
    try:
        if len(word) > _LONGEST:
            raise Unreadable
        said = _serializer(settings).loads(word)
        (role, district, school), (scope, key, figure), (year, method, publication), until, account = said
        link = Link(
            Viewer(Role(role), district, school), Wanted(scope, key), figure, year, method, publication,
            datetime.fromtimestamp(until, UTC), account,
        )  # fmt: skip
    except (BadData, ValueError, TypeError):
        raise Unreadable from None
    if now >= link.until:
        raise Expired
    return link


def path(link: Link) -> str:
    """Address of the figure without its word."""
    return "/".join(filter(None, ("/embed", link.wanted.scope, link.wanted.key, link.figure)))


def _serializer(settings: Settings) -> URLSafeSerializer:
    # The oldest key first: the last one signs. A link dies when its key leaves the former ones.
    return URLSafeSerializer([*reversed(settings.former_secrets), settings.session_secret()], salt=_SALT)
