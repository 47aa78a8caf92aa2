"""The samples of deploy/: read by the programs that they are for, and naming only what there is."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.settings import PREFIX, Settings, load
from tests.app.test_serving import free_port
from tests.conftest import ROOT, service_environment

DEPLOY = ROOT / "deploy"
SAMPLES = sorted(path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix not in {".pyc"})
OF_SERVER = {"BIND"}
"""Read by gunicorn_conf.py alone."""


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"нет программы {name}")
    return found


@pytest.mark.parametrize("name", ["traektoria.service", "traektoria-backup.service", "traektoria-backup.timer"])
def test_systemd_understands_its_units(name: str, tmp_path: Path) -> None:
    shutil.copytree(DEPLOY / "systemd", tmp_path / "units")
    for path in (tmp_path / "units").iterdir():  # the programs are not installed where the units look for them
        path.write_text(re.sub(r"^(ExecStart=)/srv\S+", r"\1/bin/true", path.read_text(), flags=re.MULTILINE))
    verifier = program("systemd-analyze")
    done = subprocess.run(
        [verifier, "verify", "--man=no", str(tmp_path / "units" / name)], capture_output=True, text=True, timeout=60
    )
    ours = [line for line in done.stderr.splitlines() if name in line]
    assert ours == []
    assert done.returncode == 0, done.stderr


def service_of(unit: str) -> dict[str, list[str]]:
    """The section [Service]: every value that a name has."""
    section = (DEPLOY / "systemd" / unit).read_text(encoding="utf-8").split("[Service]")[1].split("\n[")[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", section, re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


def variables_of(unit: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for line in service_of(unit)["Environment"] for pair in line.split())


def test_backup_is_made_by_the_role_that_sees_all_rows_and_the_service_knows_no_other_than_its_own() -> None:
    assert service_of("traektoria.service")["EnvironmentFile"] == ["/etc/traektoria/traektoria.env"]
    assert service_of("traektoria-backup.service")["EnvironmentFile"] == [
        "/etc/traektoria/traektoria.env",
        "-/etc/traektoria/backup.env",  # without it the embedded database is copied
    ]
    assert {path.name: set(sample(path.name)) & addresses() for path in (DEPLOY / "settings").iterdir()} == {
        "traektoria.env": {f"{PREFIX}DATABASE_URL"},
        "backup.env": {f"{PREFIX}BACKUP_DATABASE_URL"},
        "owner.env": {f"{PREFIX}OWNER_DATABASE_URL"},
    }


def test_failed_backup_is_seen_where_the_service_is_asked() -> None:
    service, backup = service_of("traektoria.service"), service_of("traektoria-backup.service")
    folder = variables_of("traektoria.service")[f"{PREFIX}METRICS_DIR"]
    assert variables_of("traektoria-backup.service")[f"{PREFIX}METRICS_DIR"] == folder
    assert folder.startswith(f"/run/{service['RuntimeDirectory'][0]}/")
    for name in ("User", "RuntimeDirectory", "RuntimeDirectoryMode"):
        assert backup[name] == service[name]
    assert backup["RuntimeDirectoryPreserve"] == ["yes"], "or the end of a backup would remove what the service counts"


def sample(name: str) -> dict[str, str]:
    lines = (DEPLOY / "settings" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def addresses() -> set[str]:
    return {f"{PREFIX}{name.upper()}" for name in Settings.model_fields if name.endswith("database_url")}


def test_sample_of_settings_makes_settings_of_one_host(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    for name, value in sample("traektoria.env").items():
        monkeypatch.setenv(name, value)
    settings = load(secret_key="k" * 32, _env_file=None)
    assert settings.demo_mode == "off"
    assert settings.https
    assert settings.proxies == 1
    site = (DEPLOY / "nginx" / "traektoria.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"server_name (\S+);", site)) == {"_", *settings.hosts}
    assert settings.public_url == f"https://{settings.hosts[0]}"


@pytest.fixture
def nginx_configuration(tmp_path: Path) -> Path:
    """The sample within a configuration of nginx, its certificate made, its folders those of the test."""
    certificate = [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x"]
    keys = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run([*certificate, *keys], check=True, capture_output=True, timeout=60)
    site = (DEPLOY / "nginx" / "traektoria.conf").read_text(encoding="utf-8")
    for place in ("/etc/traektoria/tls", "/var/cache/nginx", "/var/log/nginx"):
        assert place in site
        site = site.replace(place, str(tmp_path))
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    places = "".join(
        f"{kind}_temp_path {tmp_path}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; worker_processes 1; daemon off; events {{}} "
    (tmp_path / "nginx.conf").write_text(f"{main} http {{ {places} include {tmp_path}/site.conf; }}")
    return tmp_path / "nginx.conf"


def test_nginx_understands_its_sample(nginx_configuration: Path) -> None:
    done = subprocess.run(
        [program("nginx"), "-t", "-q", "-p", str(nginx_configuration.parent), "-c", str(nginx_configuration)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "traektoria" in line and "warn" in line] == []


@pytest.fixture
def nginx_ports(nginx_configuration: Path) -> Iterator[tuple[int, int]]:
    """Ports without and with TLS of a running nginx with the sample, before a system that does not answer."""
    plain, secure, silent = free_port(), free_port(), free_port()
    site = nginx_configuration.with_name("site.conf")
    text = site.read_text(encoding="utf-8")
    text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{plain}", text)
    text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{secure}", text)
    site.write_text(text.replace("127.0.0.1:8050", f"127.0.0.1:{silent}"), encoding="utf-8")
    process = subprocess.Popen(
        [program("nginx"), "-p", str(site.parent), "-c", str(nginx_configuration)], stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", secure)) == 0:
                    break
            time.sleep(0.05)
        yield plain, secure
    finally:
        process.terminate()
        process.wait(timeout=20)


def asked(port: int, host: str, *, named: str | None = None) -> tuple[int, str]:
    """Code and words of the answer to a request for the host; with ``named`` by TLS, to a server of that name."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    if named is not None:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection.sock = trusting.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname=named)
    try:
        connection.request("GET", "/", headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_nginx_lets_only_its_own_host_through(nginx_ports: tuple[int, int]) -> None:
    plain, secure = nginx_ports
    ours = "traektoria.example"
    assert asked(plain, ours)[0] == 308
    status, words = asked(secure, ours, named=ours)
    assert status == 503
    assert "Система перезапускается" in words
    for host in ("other.example", "127.0.0.1"):
        with pytest.raises(http.client.RemoteDisconnected):
            asked(plain, host)
        with pytest.raises(http.client.RemoteDisconnected):
            asked(secure, host, named=ours)
        with pytest.raises(ssl.SSLError):
            asked(secure, host, named="other.example")


def test_gunicorn_understands_its_sample(sqlite_url: str, tmp_path: Path) -> None:
    command = ["gunicorn", "--check-config", "-c", str(DEPLOY / "gunicorn_conf.py"), "app:server"]
    done = subprocess.run(
        [ROOT / ".venv" / "bin" / "python", "-m", *command],
        cwd=tmp_path, env=service_environment(sqlite_url, tmp_path), capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.relative_to(DEPLOY)))
def test_samples_name_only_settings_that_there_are(path: Path) -> None:
    known = {name.upper() for name in Settings.model_fields} | OF_SERVER
    assert set(re.findall(rf"{PREFIX}([A-Z_]+)", path.read_text(encoding="utf-8"))) <= known


@pytest.mark.parametrize("script", ["scripts/wheelhouse.sh", "deploy/command.sh"])
def test_scripts_are_shell(script: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / script)], check=True, timeout=60)


@pytest.mark.parametrize("as_owner", [False, True])
def test_command_by_hand_runs_as_the_service_with_its_settings(tmp_path: Path, as_owner: bool) -> None:
    text = (DEPLOY / "command.sh").read_text(encoding="utf-8")
    for place in ("/etc/traektoria", "/run/traektoria"):
        assert text.count(place) == 1
        text = text.replace(place, str(tmp_path))
    (tmp_path / "deploy").mkdir()
    (tmp_path / "metrics").mkdir()
    (tmp_path / "deploy" / "command.sh").write_text(text, encoding="utf-8")
    secret = "postgresql://traektoria:a$(touch x)`b&c;d@localhost/traektoria?sslmode=require&application_name=x"
    (tmp_path / "traektoria.env").write_text(f"# words\nTRAEKTORIA_DATABASE_URL={secret}\n\nTRAEKTORIA_PROXIES=1")
    (tmp_path / "owner.env").write_text("TRAEKTORIA_OWNER_DATABASE_URL=postgresql://traektoria_owner@localhost/t\n")
    (tmp_path / "setpriv").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nenv | grep ^TRAEKTORIA_\n')
    (tmp_path / "setpriv").chmod(0o755)
    options = ["--owner"] if as_owner else []
    done = subprocess.run(
        ["sh", "deploy/command.sh", *options, "restore", "a copy"], cwd=tmp_path,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    program_and_words, variables = [
        [line for line in done.stdout.splitlines() if line.startswith(PREFIX) is ours] for ours in (False, True)
    ]
    run_as = ["--reuid=traektoria", "--regid=traektoria", "--init-groups"]
    assert program_and_words == [*run_as, ".venv/bin/python", "-m", "dashboard", "restore", "a copy"]
    owners = ["TRAEKTORIA_OWNER_DATABASE_URL=postgresql://traektoria_owner@localhost/t"] if as_owner else []
    assert sorted(variables) == sorted(
        [
            f"TRAEKTORIA_DATABASE_URL={secret}",
            f"TRAEKTORIA_METRICS_DIR={tmp_path}/metrics",
            "TRAEKTORIA_PROXIES=1",
            "TRAEKTORIA_VAR_DIR=/var/lib/traektoria",
            *owners,
        ]
    )
    assert not (tmp_path / "x").exists()


def test_install_without_fitting_wheels_says_what_to_do(tmp_path: Path) -> None:
    def install() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(ROOT / "scripts" / "wheelhouse.sh"), "--install", str(tmp_path)],
            env={"PATH": os.environ["PATH"], "ENVIRONMENT": str(tmp_path / "env")},
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    done = install()
    assert done.returncode == 2
    assert "нет колёс" in done.stderr
    (tmp_path / "some.whl").touch()
    (tmp_path / "python-version").write_text("3.0\n")
    done = install()
    assert done.returncode == 2
    assert "собраны для Python 3.0" in done.stderr
    assert not (tmp_path / "env").exists()
