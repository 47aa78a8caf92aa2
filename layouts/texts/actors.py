"""Who made a change, in words: «ИМЦ Невского района», «школа»."""

from monitoring.districts import by_code
from monitoring.organisations import NAMES, Organisation, writer


def actor(code: str) -> str:
    """The writer behind ``Viewer.code``, by organisation: no person is known."""
    found = writer(code)
    if found is None:
        return "администратор системы" if code == "administrator" else "система"
    if found.district is None:
        return NAMES[found.organisation].name
    name = "администрация" if found.organisation is Organisation.DISTRICT else NAMES[found.organisation].name
    return f"{name} {by_code()[found.district].genitive} района"
