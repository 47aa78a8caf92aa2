"""Passwords: argon2id (RFC 9106, the library's present defaults), the policy, one-time passwords."""

import secrets
from functools import cache
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST, LONGEST = 12, 128
ESTIMATED = 72
"""Signs that the estimate looks at: its time grows with the length."""
STRONG_ENOUGH = 3
"""Of 0–4 of the estimate: more than 10⁸ guesses."""

# Without letters and digits that are mistaken for one another: the password is read aloud and typed.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
ONE_TIME_GROUPS, GROUP = 4, 5

# The estimate knows English words and the Latin keyboard: «йцукен» and «пароль» are its «qwerty» and «gfhjkm».
_LATIN_KEYS = str.maketrans(
    "ёйцукенгшщзхъфывапролджэячсмитьбю" + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ",
    "`qwertyuiop[]asdfghjkl;'zxcvbnm,." + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>',
)

_hasher = PasswordHasher()
_estimating = Lock()
"""The estimate keeps the words of its caller where all callers see them: one password at a time."""


def hashed(password: str) -> str:
    """The argon2id hash with its salt and parameters."""
    return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether the password is the one behind the hash. Takes as long where there is none (an unknown name)."""
    try:
        right = _hasher.verify(kept or _nobodys(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def outdated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than the present ones."""
    return _hasher.check_needs_rehash(kept)


def problem(password: str, *, name: str, former: str | None = None) -> str | None:
    """What the policy has against the password, in Russian; None where it will do. ``former`` is the present hash."""
    if len(password) < SHORTEST:
        return f"Пароль короче {SHORTEST} знаков. Хорошо запоминается фраза из четырёх и более слов."
    if len(password) > LONGEST:
        return f"Пароль длиннее {LONGEST} знаков."
    if name.casefold() in password.casefold():
        return "Пароль содержит имя для входа."
    estimated = password[:ESTIMATED]
    spellings = {estimated, estimated.translate(_LATIN_KEYS)}
    with _estimating:
        score = min(zxcvbn(spelling, user_inputs=[name])["score"] for spelling in spellings)
    if score < STRONG_ENOUGH:
        return "Такой пароль легко подобрать. Возьмите фразу из четырёх и более несвязанных слов."
    if former is not None and fits(password, former):
        return "Новый пароль совпадает с прежним."
    return None


def one_time() -> str:
    """A random password to be changed at the first sign-in: 20 signs in groups, 99 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(ONE_TIME_GROUPS))


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe())
