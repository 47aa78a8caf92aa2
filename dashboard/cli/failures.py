"""Bad input of the command line."""


class BadInput(Exception):
    """What the user gave does not do. The text, if any, is still to be said; exit code 2."""
