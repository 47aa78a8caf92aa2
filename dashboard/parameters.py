"""The names of the query string that routes read: what is not in this list, no route is given.

Pages have a list of their own (``callbacks.address.PARAMETERS``): their query string comes in the body of a question.
"""

from functools import cached_property

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict

OF_PROVIDER = frozenset({"state", "code", "iss", "error", "error_description"})
"""What a provider of accounts sends a reader back with."""
ARGUMENTS = OF_PROVIDER | {
    *("next", "done"),  # sign-in, accounts
    *("search", "kind"),  # accounts, with ``state``
    *("from", "to", "actor", "school", "action", "offset"),  # audit
    *("district", "year", "method", "version"),  # sheets, briefings and their tables
    *("name", "token"),  # files on the desk; embedded figures
}


class KnownArguments(Request):
    """A request whose ``args`` hold the listed names alone."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        """The query string, as far as the application reads it."""
        given = super().args
        return ImmutableMultiDict((name, text) for name, text in given.items(multi=True) if name in ARGUMENTS)
