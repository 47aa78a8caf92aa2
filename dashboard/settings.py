"""Settings of the system: one frozen object, read once from the environment (prefix ``TRAEKTORIA_``) or ``.env``.

Every field is described in ``docs/settings.md``; a test holds the two together.
"""

import difflib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "TRAEKTORIA_"
DATABASES = ("sqlite", "postgresql", "postgres")
CACHES = ("simple", "file", "redis", "rediss")
SECRET_BYTES = 32
SHORTEST_SECRET = 16
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
ORIGIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?")
HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]")
"""A name of a host; with a dot before it all hosts under it too."""
# Read by the tests, not by the system: no typing error.
OF_TESTS = {"REFERENCE_DATA", "CHROMIUM", "DEMO_DATABASE"}


class SettingsError(Exception):
    """The environment does not make settings; the text says in Russian what to mend."""


class Settings(BaseSettings):
    """What the owner of the installation decides. Relative paths count from the current folder."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
    )

    var_dir: Path = Path("var")
    database_url: str = ""
    owner_database_url: str = ""
    backup_database_url: str = ""
    cache_url: str = "simple://"
    cache_entries: int = Field(default=256, ge=1)
    secret_key: SecretStr | None = None
    secret_key_fallbacks: SecretStr | None = None
    demo_mode: Literal["auto", "on", "off"] = "auto"
    boundaries_dir: Path | None = None
    files_dir: Path | None = None
    imports_dir: Path | None = None
    import_memory: int = Field(default=2048, ge=0, le=65536)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "text", "json"] = "auto"
    metrics_dir: Path | None = None
    metrics_token: SecretStr | None = None
    disk_free_mb: int = Field(default=512, ge=0)
    threads: int = Field(default=8, ge=1, le=64)
    https: bool = False
    public_url: str = ""
    session_idle_minutes: int = Field(default=60, ge=5, le=24 * 60)
    session_hours: int = Field(default=12, ge=1, le=7 * 24)
    proxies: int = Field(default=0, ge=0, le=5)
    query_seconds: float = Field(default=20, ge=0, le=3600)
    oidc_issuer: str = Field(default="", max_length=255)
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_scopes: str = "openid"
    oidc_label: str = "единую учётную запись"
    oidc_mapping: Path | None = None
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    embed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    rate_limits: bool = True
    heavy_per_minute: int = Field(default=120, ge=1, le=100_000)
    sign_in_per_minute: int = Field(default=10, ge=1, le=100_000)

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("demo_mode", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("hosts", mode="before")
    @classmethod
    def _list_of_hosts(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        hosts = tuple(host.strip().lower() for host in value.split(",") if host.strip())
        if not all(HOST.fullmatch(host) for host in hosts):
            raise ValueError("нужны имена узлов через запятую, без https:// и портов: monitoring.spb.example,10.0.0.5")
        return hosts

    @field_validator("embed_hosts", mode="before")
    @classmethod
    def _list_of_origins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        origins = tuple(origin.strip().lower().rstrip("/") for origin in value.split(",") if origin.strip())
        # They become part of a policy: nothing else may stand in them.
        if not all(ORIGIN.fullmatch(origin) for origin in origins):
            raise ValueError("нужны адреса порталов через запятую, без путей: https://portal.spb.example")
        return origins

    @field_validator("database_url", "owner_database_url", "backup_database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        scheme = urlsplit(value).scheme.partition("+")[0]
        if value and scheme not in DATABASES:
            raise ValueError("нужен адрес вида sqlite:///var/traektoria.db или postgresql://имя:пароль@узел/база")
        return value

    @field_validator("cache_url")
    @classmethod
    def _known_cache(cls, value: str) -> str:
        if urlsplit(value).scheme not in CACHES:
            raise ValueError("нужно simple://, file:///папка или redis://узел:6379/0")
        if value.startswith("file:") and not urlsplit(value).path.strip("/"):
            raise ValueError("после file:// нужна папка, например file:///var/cache/traektoria")
        return value

    @field_validator("public_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment):
            raise ValueError("нужен адрес системы вида https://traektoria.example.ru")
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _long_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"ключ короче {SHORTEST_SECRET} знаков; {_secret_advice()}")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _guarded_issuer(cls, value: str) -> str:
        if value and not guarded(value):
            raise ValueError("нужен адрес поставщика https://… (без https — только на этой же машине)")
        return value

    @field_validator("oidc_scopes")
    @classmethod
    def _openid_asked(cls, value: str) -> str:
        if "openid" not in value.split():
            raise ValueError("среди областей нужна openid")
        return value

    @model_validator(mode="after")
    def _whole_provider(self) -> Self:
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_mapping):
            raise ValueError(f"вместе с {PREFIX}OIDC_ISSUER нужны {PREFIX}OIDC_CLIENT_ID и {PREFIX}OIDC_MAPPING")
        return self

    @field_validator("secret_key_fallbacks")
    @classmethod
    def _long_fallbacks(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and any(len(key) < SHORTEST_SECRET for key in _listed(value)):
            raise ValueError(f"каждый прежний ключ не короче {SHORTEST_SECRET} знаков; несколько — через запятую")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _long_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"слово для чтения показателей короче {SHORTEST_SECRET} знаков; {_secret_advice()}")
        return value

    @model_validator(mode="after")
    def _secret_outside_demo(self) -> Self:
        if self.demo_mode == "off" and self.secret_key is None:
            raise ValueError(f"вне демонстрационного режима нужен {PREFIX}SECRET_KEY: {_secret_advice()}")
        return self

    @property
    def database(self) -> str:
        """Address of the database: the one given, else a SQLite file in the folder of the system."""
        return self.database_url or f"sqlite:///{self.var_dir / 'traektoria.db'}"

    @property
    def owner_database(self) -> str:
        """Address of the same database for the owner of the tables, who may change the schema."""
        return self.owner_database_url or self.database

    @property
    def backup_database(self) -> str:
        """Address of the same database for the role that copies it: all rows are open to it."""
        return self.backup_database_url or self.owner_database

    @property
    def boundaries(self) -> Path:
        """Folder of imported boundaries; empty or missing means the drawing that ships with the code."""
        return self.boundaries_dir or self.var_dir / "boundaries"

    @property
    def files(self) -> Path:
        """Folder of the files that are kept with records."""
        return self.files_dir or self.var_dir / "files"

    @property
    def imports(self) -> Path:
        """Folder of the files that analysts send, and of the work on them."""
        return self.imports_dir or self.var_dir / "imports"

    @property
    def former_secrets(self) -> list[str]:
        """Former keys, the newest first: what they signed is still read, nothing more is signed with them."""
        return [] if self.secret_key_fallbacks is None else _listed(self.secret_key_fallbacks)

    def prepare_folders(self) -> None:
        """Makes the folders that the settings name. Raises ``SettingsError`` where that is not allowed."""
        folders = [self.var_dir]
        if self.metrics_dir is not None:
            folders.append(self.metrics_dir)
        if self.database.startswith("sqlite:///"):
            folders.append(Path(self.database.removeprefix("sqlite:///")).parent)
        for folder in folders:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise SettingsError(
                    f"не создать папку {folder}: {error.strerror}. Дайте на неё права "
                    f"или укажите другую: {PREFIX}VAR_DIR"
                ) from error

    def session_secret(self) -> str:
        """The key that signs the sessions: the one given, else a random one kept in the folder of the system."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        path = self.var_dir / "secret-key"
        self.prepare_folders()
        if not path.exists():
            try:
                _keep_secret(path)
            except OSError as error:
                raise SettingsError(
                    f"не записать {path}: {error.strerror}. Задайте {PREFIX}SECRET_KEY: {_secret_advice()}"
                ) from error
        return _kept_secret(path)


def guarded(address: str) -> bool:
    """Whether nobody can read along on the way to the address: https, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _keep_secret(path: Path) -> None:
    # Written whole under a name of its own (mkstemp: mode 0600), then linked: two starts at once agree on one key.
    descriptor, draft = tempfile.mkstemp(prefix=".secret-", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _kept_secret(path: Path) -> str:
    try:
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"не прочитать {path}: {error}. Удалите файл или задайте {PREFIX}SECRET_KEY") from error
    if len(kept) < SHORTEST_SECRET:
        raise SettingsError(f"ключ в {path} короче {SHORTEST_SECRET} знаков: удалите файл, он будет создан заново")
    return kept


def _listed(secrets_given: SecretStr) -> list[str]:
    return [key for part in secrets_given.get_secret_value().split(",") if (key := part.strip())]


def _secret_advice() -> str:
    return 'его даёт команда python3 -c "import secrets; print(secrets.token_urlsafe(32))"'


def load(**overrides: Any) -> Settings:
    """The settings of this process. Raises ``SettingsError`` with everything that is to be mended, in Russian."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = ["настройки не годятся:"]
        for problem in error.errors():
            name = "".join(f"{PREFIX}{str(part).upper()}: " for part in problem["loc"][:1])
            lines.append(f"  {name}{_in_russian(problem)}")
        lines.append("Все настройки описаны в docs/settings.md.")
        raise SettingsError("\n".join(lines)) from None


def _in_russian(problem: Mapping[str, Any]) -> str:
    context = problem.get("ctx", {})
    match problem["type"]:
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return f"допустимы значения {str(context['expected']).replace(' or ', ' и ')}"
        case "int_parsing" | "int_type":
            return "нужно целое число"
        case "float_parsing" | "float_type":
            return "нужно число"
        case "greater_than_equal":
            return f"нужно число не меньше {context['ge']}"
        case "less_than_equal":
            return f"нужно число не больше {context['le']}"
        case "string_too_long":
            return f"длиннее {context['max_length']} знаков"
        case "bool_parsing":
            return "нужно true или false"
        case other:
            return f"значение не годится ({other})"


def unknown_names(environment: Mapping[str, str]) -> list[str]:
    """Advice on variables with our prefix that no setting reads: most often a slip of the keyboard."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    ours = {name for name in environment if name.startswith(PREFIX)} - {f"{PREFIX}{name}" for name in OF_TESTS}
    advice = []
    for name in sorted(ours - known):
        near = difflib.get_close_matches(name, known, n=1)
        advice.append(f"настройки {name} нет" + (f"; может быть, {near[0]}?" if near else ""))
    return advice
