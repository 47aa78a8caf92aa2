"""What can go wrong with boundaries, in words for the person at the keyboard."""


class BoundariesError(Exception):
    """Boundaries that cannot be read, checked, fetched or written.

    The message is Russian, names the file (or the address) and says what to do next.
    """
