"""The short code of a printed briefing: says what it is of, and that this system made it.

24 signs of base32 in groups of four: 60 bits that anybody may read (place, publication, stated day, a digest of the
key figures) and 60 bits of HMAC-SHA256 over them, the year, the method and the moment of the publication. Year and
method are few, so whoever holds the key finds them by trying; without the key no code can be made.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitoring.districts import DISTRICTS
from monitoring.reports.briefing import Briefing, Scope

_EPOCH = date(2020, 1, 1)
_PLACE, _PUBLICATION, _DAY, _DIGEST, _MAC = 20, 14, 14, 12, 60
"""Bits of each part."""
_SCHOOLS_FROM = 32
_GROUPS = 6
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_ALIKE = str.maketrans("018АВЕКМНОРСТХУ", "OIBABEKMHOPCTXY")
"""What a hand or a Russian keyboard puts in place of a sign of the alphabet."""
_CODE = re.compile(rf"(?<![{_ALPHABET}])(?:[{_ALPHABET}]{{4}}[\s\u00a0\u00ad–—-]*){{{_GROUPS}}}(?![{_ALPHABET}])")


@dataclass(frozen=True, slots=True)
class Label:
    """What a code says openly: of what, which publication, on which day; ``digest`` as ``digest_of`` gives it."""

    scope: Scope
    key: str
    publication: int
    day: date
    digest: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A code taken apart; ``mac`` is to be compared with that of a year and a method."""

    label: Label
    mac: int


def code_of(briefing: Briefing, secret: bytes) -> str:
    """The code of the briefing; «» where its numbers are too large for one."""
    version = briefing.version
    label = Label(briefing.scope, briefing.key, version.publication, briefing.day, digest_of(briefing))
    bits = _bits(label)
    if bits is None:
        return ""
    mac = _mac(bits, secret, version.year, version.method, version.published_at)
    text = base64.b32encode((bits << _MAC | mac).to_bytes(15, "big")).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def found_in(text: str) -> Signed | None:
    """The first code in the text, however it was typed; None where there is none."""
    found = _CODE.search(text.upper().translate(_ALIKE))
    if found is None:
        return None
    plain = "".join(sign for sign in found[0] if sign in _ALPHABET)
    whole = int.from_bytes(base64.b32decode(plain), "big")
    label = _label(whole >> _MAC)
    return None if label is None else Signed(label, whole & ((1 << _MAC) - 1))


def signed_of(
    found: Signed, secrets: Iterable[bytes], published_at: datetime, choices: Sequence[tuple[int, str]]
) -> tuple[int, str] | None:
    """Year and method that the code was signed for, among the ``choices``; None for a code that is not ours."""
    bits = _bits(found.label)
    if bits is None:
        return None
    expected = found.mac.to_bytes(8, "big")
    for secret in secrets:
        for year, method in choices:
            if hmac.compare_digest(_mac(bits, secret, year, method, published_at).to_bytes(8, "big"), expected):
                return year, method
    return None


def digest_of(briefing: Briefing) -> int:
    """Digest of the finding and the key figures, 12 bits: tells whether they are those that were printed."""
    said = [briefing.finding, *((item.label, item.text) for item in briefing.figures)]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).digest()
    return int.from_bytes(digest[:2], "big") >> 16 - _DIGEST


def _bits(label: Label) -> int | None:
    place = _place(label)
    parts = (
        (place, _PLACE), (label.publication, _PUBLICATION), ((label.day - _EPOCH).days, _DAY), (label.digest, _DIGEST),
    )  # fmt: skip
    bits = 0
    for value, width in parts:
        if not 0 <= value < 1 << width:
            return None
        bits = bits << width | value
    return bits


def _place(label: Label) -> int:
    if label.scope == "school":
        return _SCHOOLS_FROM + int(label.key)
    return next((district.number for district in DISTRICTS if district.code == label.key), 0)


def _label(bits: int) -> Label | None:
    digest, bits = bits & ((1 << _DIGEST) - 1), bits >> _DIGEST
    days, bits = bits & ((1 << _DAY) - 1), bits >> _DAY
    publication, place = bits & ((1 << _PUBLICATION) - 1), bits >> _PUBLICATION
    day = _EPOCH + timedelta(days)
    if place >= _SCHOOLS_FROM:
        return Label("school", str(place - _SCHOOLS_FROM), publication, day, digest)
    if place == 0:
        return Label("city", "", publication, day, digest)
    code = next((district.code for district in DISTRICTS if district.number == place), None)
    return None if code is None else Label("district", code, publication, day, digest)


def _mac(bits: int, secret: bytes, year: int, method: str, published_at: datetime) -> int:
    told = f"briefing-1|{bits}|{year}|{method}|{published_at.isoformat()}"
    return int.from_bytes(hmac.digest(secret, told.encode(), "sha256")[:8], "big") >> 64 - _MAC
