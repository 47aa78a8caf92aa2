"""Numbers of synthetic schools: valid by check digit, yet in ranges that no real institution can have.

- ОГРН «1 99 78 …»: registered in the year 99. The register of legal entities begins in 2002, so none bears that year.
- ИНН «7899 …»: there is no tax inspectorate 7899.
- Login of ФИС ОКО «edu789NNN»: a block above the logins in use; municipality «reg78_mNNN» by district number.
"""

OGRN_PREFIX = "1997800"
INN_PREFIX = "7899"
LOGIN_PREFIX = "edu789"

_INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def ogrn(number: int) -> str:
    """ОГРН of the synthetic school ``number`` (1…99999): 13 digits, the last the remainder of mod 11, mod 10."""
    head = f"{OGRN_PREFIX}{number:05d}"
    return f"{head}{int(head) % 11 % 10}"


def inn(number: int) -> str:
    """ИНН of the synthetic school ``number`` (1…99999): 10 digits, the last by the weights of the tax service."""
    head = f"{INN_PREFIX}{number:05d}"
    return f"{head}{sum(w * int(d) for w, d in zip(_INN_WEIGHTS, head, strict=True)) % 11 % 10}"


def login(number: int) -> str:
    """Login of the synthetic school ``number`` (1…999) in ФИС ОКО."""
    return f"{LOGIN_PREFIX}{number:03d}"


def municipality_login(district_number: int) -> str:
    """Login of a district in ФИС ОКО."""
    return f"reg78_m{district_number:03d}"
