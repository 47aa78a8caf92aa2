"""What the provider says of a person, translated by the owner's file into what the person may see: else nothing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from sqlalchemy import Connection

from dashboard.settings import PREFIX, SettingsError
from data_access.accounts import manage, of_provider
from data_access.accounts.account import AccountError
from data_access.viewer import Role, Viewer
from layouts.texts import grammar as g
from layouts.texts.actors import actor
from monitoring import organisations
from monitoring.districts import DISTRICTS
from monitoring.organisations import Organisation

Claims = Mapping[str, Any]

Found = TypeVar("Found")


class NoRole(Exception):
    """The person is known to the provider, but nothing says what it may see; the text is for the log."""


@dataclass(frozen=True, slots=True)
class Granted:
    """What the person may see, and its post as the account shows it."""

    viewer: Viewer
    title: str


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Names(_Part):
    """Names of the claims; a point leads into a claim («realm_access.roles»)."""

    role: str
    district: str | None = None
    school: str | None = None
    organisation: str | None = None
    title: str | None = None

    @property
    def all(self) -> frozenset[str]:
        """The claims themselves, without the ways into them."""
        found = (self.role, self.district, self.school, self.organisation, self.title)
        return frozenset(name if ":" in name else name.split(".")[0] for name in found if name)


class ClaimMapping(_Part):
    """The owner's file (``docs/settings.md``): which claim of which value means what."""

    claims: Names
    roles: dict[str, str]
    districts: dict[str, str] = {}
    organisations: dict[str, str] = {}
    schools: dict[str, int] = {}
    school_key: Literal["ogrn", "login", "id"] = "ogrn"

    @field_validator("roles")
    @classmethod
    def _known_roles(cls, value: dict[str, str]) -> dict[str, str]:
        for text in value.values():
            role, _, organisation = text.partition(":")
            _known(role, list(Role), "роли")
            if organisation:
                _known(organisation, list(Organisation), "организации")
        return value

    @field_validator("districts")
    @classmethod
    def _known_districts(cls, value: dict[str, str]) -> dict[str, str]:
        for text in value.values():
            _known(text, [district.code for district in DISTRICTS], "района")
        return value

    @field_validator("organisations")
    @classmethod
    def _known_organisations(cls, value: dict[str, str]) -> dict[str, str]:
        for text in value.values():
            _known(text, list(Organisation), "организации")
        return value

    def granted(self, connection: Connection, said: Mapping[str, Any]) -> Granted:
        """What the claims grant. Raises ``NoRole`` where they grant nothing, or more than one thing."""
        role, organisation = self._role(said)
        district = school_id = None
        if role is Role.DISTRICT:
            district = self._district(said)
        if role is Role.SCHOOL:
            school_id = self._school(connection, said)
        if organisation is None and role in {Role.DISTRICT, Role.ANALYST, Role.OPERATOR} and self.claims.organisation:
            # What an organisation may write differs: the usual one of the role is not guessed beside such a claim.
            organisation = self._organisation(said)
        try:
            viewer = manage.viewer_for(connection, role, district, school_id, organisation)
        except AccountError as wrong:
            raise NoRole(str(wrong)) from None
        title = " ".join(" ".join(_texts(said, self.claims.title)).split())[: manage.LONGEST_TITLE]
        return Granted(viewer, title or g.capital(actor(viewer.code)))

    def _role(self, said: Mapping[str, Any]) -> tuple[Role, str | None]:
        values = {self.roles[text] for text in _texts(said, self.claims.role) if text in self.roles}
        value = _one(sorted(values), f"роль по «{self.claims.role}»")
        role, _, organisation = value.partition(":")
        return Role(role), organisation or None

    def _district(self, said: Mapping[str, Any]) -> str:
        known = self.districts or {
            text: district.code for district in DISTRICTS for text in (district.code, district.name, district.title)
        }
        return _one(_mapped(said, self.claims.district, known), f"район по «{self.claims.district}»")

    def _organisation(self, said: Mapping[str, Any]) -> str:
        texts = _texts(said, self.claims.organisation)
        if self.organisations:
            found = [self.organisations[text] for text in texts if text in self.organisations]
        else:
            named = [organisations.named(text) for text in texts]
            found = [organisation.value for organisation in named if organisation]
        return _one(found, f"организация по «{self.claims.organisation}»")

    def _school(self, connection: Connection, said: Mapping[str, Any]) -> int:
        if self.schools:
            found = _mapped(said, self.claims.school, self.schools)
        else:
            found = of_provider.schools_by(connection, self.school_key, _texts(said, self.claims.school))
        return _one(found, f"школа по «{self.claims.school}»")


def load(path: Path) -> ClaimMapping:
    """The mapping in the file. Raises ``SettingsError`` with what is to be mended, in Russian."""
    name = f"{PREFIX}OIDC_MAPPING: {path}"
    try:
        return ClaimMapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"{name}: не прочитать: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}: это не TOML: {error}") from None
    except ValidationError as error:
        lines = [f"{name} не годится:"]
        for problem in error.errors():
            lines.append(f"  {'.'.join(map(str, problem['loc']))}: {_in_russian(problem)}")
        raise SettingsError("\n".join(lines)) from None


def _in_russian(problem: Any) -> str:
    match problem["type"]:
        case "value_error":
            return str(problem["ctx"]["error"])
        case "missing":
            return "не указано"
        case "extra_forbidden":
            return "такого имени здесь нет"
        case "literal_error":
            return f"допустимы значения {str(problem['ctx']['expected']).replace(' or ', ' и ')}"
        case other:
            return f"значение не годится ({other})"


def _known(text: str, known: list[Any], what: str) -> None:
    if text not in known:
        raise ValueError(f"{what} «{text}» нет; есть: {', '.join(known)}")


def _texts(said: Mapping[str, Any], name: str | None) -> list[str]:
    """The values of a claim; it may be one text, one number or a list of them."""
    if name is None:
        return []
    value: Any = said.get(name)
    if value is None and "." in name:
        value = said
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    values = value if isinstance(value, list) else [value]
    return [str(item).strip() for item in values if isinstance(item, str | int) and not isinstance(item, bool)]


def _mapped(said: Mapping[str, Any], name: str | None, known: Mapping[str, Found]) -> list[Found]:
    return [known[text] for text in _texts(said, name) if text in known]


def _one(found: list[Found], what: str) -> Found:
    if len(set(found)) != 1:
        raise NoRole(f"{what}: {'не определяется' if not found else 'названо несколько'}")
    return found[0]
