"""The sample of containers: everything it names is there, and the application is let past no wall.

It is parsed, and its scripts are run against a real PostgreSQL; containers themselves are not started here.
"""

import base64
import hashlib
import hmac
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from psycopg import sql

from dashboard import database
from dashboard.settings import PREFIX, load
from tests.conftest import ROOT
from tests.postgresql_server import PostgresServer

CONTAINER = ROOT / "deploy" / "container"
SECRETS = {
    "database_superuser": "s-0",
    "database_owner": "it's an owner",
    "database_application": "p@ss/ word",
    "database_copies": 'copies "quoted"',
    "secret_key": "k" * 32,
}
OWNER, APPLICATION, COPIES = ROLES = ("traektoria_owner", "traektoria", "traektoria_copies")


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    """compose.yaml, parsed."""
    parsed: dict[str, Any] = yaml.safe_load((CONTAINER / "compose.yaml").read_text(encoding="utf-8"))
    return parsed


def mounts(service: dict[str, Any]) -> list[str]:
    return [mount.split(":")[0] for mount in service.get("volumes", [])]


def named(service: dict[str, Any], kind: str) -> set[str]:
    if kind == "volumes":
        return {mount for mount in mounts(service) if not mount.startswith((".", "/"))}
    return set(service.get(kind, []))


@pytest.mark.parametrize("kind", ["secrets", "networks", "volumes"])
def test_what_services_use_is_there_and_nothing_else_is(composed: dict[str, Any], kind: str) -> None:
    used = set().union(*(named(service, kind) for service in composed["services"].values()))
    assert used == set(composed[kind])


def test_what_services_wait_for_is_there(composed: dict[str, Any]) -> None:
    services = composed["services"]
    waits = [
        (each, on, how["condition"]) for each in services for on, how in services[each].get("depends_on", {}).items()
    ]
    assert waits
    for name, awaited, condition in waits:
        assert awaited in services, name
        if condition == "service_healthy":
            assert "healthcheck" in services[awaited], name
        elif condition == "service_completed_successfully":
            assert services[awaited]["restart"] == "no", name
        else:
            assert condition == "service_started", name


def test_files_that_it_names_are_there(composed: dict[str, Any]) -> None:
    for service in composed["services"].values():
        assert "image" in service
        for mount in mounts(service):
            assert not mount.startswith(".") or (CONTAINER / mount).is_file(), mount
        if "build" in service:
            assert (CONTAINER / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert (
        {Path(secret["file"]).name for secret in composed["secrets"].values()}
        == set(composed["secrets"])
        == set(SECRETS)
    )


def test_only_the_application_is_reached_and_only_from_this_machine(composed: dict[str, Any]) -> None:
    assert composed["networks"]["inside"]["internal"] is True
    reached = {name: service["ports"] for name, service in composed["services"].items() if "ports" in service}
    assert reached == {"application": ["127.0.0.1:8050:8050"]}
    assert [name for name, service in composed["services"].items() if "outside" in service["networks"]] == [
        "application"
    ]


def test_settings_of_the_application_are_settings(composed: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    variables = composed["services"]["application"]["environment"]
    assert all(isinstance(value, str) for value in variables.values()), "YAML reads off and true as booleans"
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = load(secret_key=SECRETS["secret_key"], _env_file=None)
    assert settings.demo_mode == "off"
    assert settings.https
    assert settings.proxies == 1
    assert settings.public_url == f"https://{settings.hosts[0]}"


def environment_of(service: dict[str, Any], folder: Path) -> dict[str, str]:
    """What the program of a service finds in its environment when it has been started with its secrets."""
    folder.mkdir()
    for name in service["secrets"]:
        (folder / name).write_text(f"{SECRETS[name]}\n")
    path = {"PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"}
    asked = ["python", "-c", "import os; print(*(f'{name}={os.environ[name]}' for name in os.environ), sep='\\n')"]
    done = subprocess.run(
        ["sh", str(moved("start.sh", folder)), *asked], env=path, capture_output=True, text=True, timeout=60, check=True
    )
    variables = dict(line.split("=", 1) for line in done.stdout.splitlines())
    return {name: value for name, value in variables.items() if name.startswith(PREFIX)}


def moved(script: str, secrets: Path) -> Path:
    """The script as it stands, but for the folder of the secrets."""
    text = (CONTAINER / script).read_text(encoding="utf-8")
    assert text.count("/run/secrets") == 1
    copy = secrets.with_name(f"{secrets.name}-{script}")
    copy.write_text(text.replace("/run/secrets", str(secrets)), encoding="utf-8")
    return copy


def test_each_service_knows_the_passwords_of_its_own_role_alone(composed: dict[str, Any], tmp_path: Path) -> None:
    def address(role: str, password: str) -> str:
        return f"postgresql://{role}:{password}@database/traektoria"

    owner = {f"{PREFIX}OWNER_DATABASE_URL": address(OWNER, "it%27s%20an%20owner")}
    application = {f"{PREFIX}DATABASE_URL": address(APPLICATION, "p%40ss%2F%20word")}
    copies = {f"{PREFIX}BACKUP_DATABASE_URL": address(COPIES, "copies%20%22quoted%22")}
    found = {
        name: environment_of(service, tmp_path / name)
        for name, service in composed["services"].items()
        if service["image"] == "traektoria:local"
    }
    assert found == {
        "owner": owner | application,
        "application": application | {f"{PREFIX}SECRET_KEY": SECRETS["secret_key"]},
        "copies": copies,
    }
    superuser = composed["services"]["database"]["environment"]["POSTGRES_USER"]
    assert superuser not in ROLES
    assert composed["services"]["owner"]["command"][-2:] == ["grant", APPLICATION]


def test_secret_that_cannot_be_used_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "database_application").write_text("")
    script = moved("start.sh", tmp_path / "secrets")
    done = subprocess.run(["sh", str(script), "echo", "started"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "database_application" in done.stderr
    assert done.stdout == ""


def test_sample_of_containers_copies_every_package() -> None:
    copied = set(re.findall(r"^COPY (\w+) \w+$", (CONTAINER / "Dockerfile").read_text(), re.MULTILINE))
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"} <= copied
    assert {"assets", "deploy"} <= copied


def test_client_of_postgresql_is_that_of_the_server(composed: dict[str, Any]) -> None:
    client = re.search(r"postgresql-client-(\d+)", (CONTAINER / "Dockerfile").read_text())
    assert client
    assert composed["services"]["database"]["image"] == f"postgres:{client[1]}"


@pytest.fixture(scope="module")
def initialised(
    postgresql_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PostgresServer]:
    """A server that has run the script of roles as the image of PostgreSQL runs it."""
    secrets = tmp_path_factory.mktemp("roles") / "secrets"
    secrets.mkdir()
    for name, value in SECRETS.items():
        (secrets / name).write_text(f"{value}\n")
    environment = {
        "PATH": f"{postgresql_server.programs}:{os.environ['PATH']}",
        "PGHOST": str(postgresql_server.folder),
        "POSTGRES_USER": "postgres",
    }
    subprocess.run(
        ["sh", str(moved("roles.sh", secrets))], env=environment, check=True, capture_output=True, timeout=60
    )
    yield postgresql_server
    postgresql_server.drop_database("traektoria")
    with connected(postgresql_server, "postgres") as connection:
        for role in ROLES:
            connection.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))


def connected(server: PostgresServer, database_name: str, role: str = "postgres") -> psycopg.Connection[Any]:
    return psycopg.connect(host=str(server.folder), user=role, dbname=database_name, autocommit=True)


def is_password_of(password: str, kept: str) -> bool:
    """Whether PostgreSQL's verifier (SCRAM-SHA-256, RFC 5803) is that of the password."""
    _, work, keys = kept.split("$")
    rounds, salt = work.split(":")
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(salt), int(rounds))
    key = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    return key == base64.b64decode(keys.split(":")[0])


def test_roles_are_ordinary_and_have_passwords_of_their_own(initialised: PostgresServer) -> None:
    with connected(initialised, "postgres") as connection:
        found = connection.execute(
            "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolpassword from pg_authid "
            "where rolname = any(%s)",
            [list(ROLES)],
        ).fetchall()
    assert {role: (superuser, past) for role, superuser, past, *_ in found} == {
        OWNER: (False, False),
        APPLICATION: (False, False),
        COPIES: (False, True),
    }
    assert not any(row[3] or row[4] for row in found)
    for secret, role in zip(("database_owner", "database_application", "database_copies"), ROLES, strict=True):
        assert is_password_of(SECRETS[secret], next(row[5] for row in found if row[0] == role)), role


def test_application_owns_nothing_and_the_start_of_the_owner_makes_it_serve(initialised: PostgresServer) -> None:
    """What the service `owner` does before the application, on the database that the script has made."""
    settings = load(
        database_url=initialised.url("traektoria", APPLICATION),
        owner_database_url=initialised.url("traektoria", OWNER),
        _env_file=None,
    )
    database.migrate(settings)
    database.give_rights(settings, APPLICATION)
    with connected(initialised, "traektoria") as connection:
        owners = connection.execute("select distinct tableowner from pg_tables where schemaname = 'public'").fetchall()
        assert owners == [(OWNER,)]
    served = database.opened(load(database_url=initialised.url("traektoria", APPLICATION), _env_file=None))
    served.dispose()
    with (
        connected(initialised, "traektoria", APPLICATION) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("create table public.own (id int)")
    with connected(initialised, "traektoria", COPIES) as connection:
        assert connection.execute("select count(*) from result").fetchone() == (0,)


def test_scripts_of_containers_may_be_run() -> None:
    for name in ("start.sh", "roles.sh"):
        assert os.access(CONTAINER / name, os.X_OK)
        subprocess.run([shutil.which("sh") or "sh", "-n", str(CONTAINER / name)], check=True, timeout=60)
