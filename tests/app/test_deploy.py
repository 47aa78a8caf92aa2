"""The samples of deploy/: read by the programs that they are for, and naming only what there is."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.settings import PREFIX, Settings
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


def test_nginx_understands_its_sample(tmp_path: Path) -> None:
    nginx = program("nginx")
    certificate = [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x"]
    keys = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run([*certificate, *keys], check=True, capture_output=True, timeout=60)
    sample = (DEPLOY / "nginx" / "traektoria.conf").read_text(encoding="utf-8")
    for place in ("/etc/traektoria/tls", "/var/cache/nginx", "/var/log/nginx"):
        assert place in sample
        sample = sample.replace(place, str(tmp_path))
    (tmp_path / "site.conf").write_text(sample, encoding="utf-8")
    main = f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} http {{ include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(main)
    done = subprocess.run(
        [nginx, "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "traektoria" in line and "warn" in line] == []


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


def test_scripts_are_shell() -> None:
    subprocess.run(["sh", "-n", str(ROOT / "scripts" / "wheelhouse.sh")], check=True, timeout=60)


def test_install_without_wheels_says_what_to_do(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "wheelhouse.sh"
    done = subprocess.run(
        ["sh", str(script), "--install", str(tmp_path)], capture_output=True, text=True, timeout=60,
        env={"PATH": os.environ["PATH"], "ENVIRONMENT": str(tmp_path / "env")},
    )  # fmt: skip
    assert done.returncode == 2
    assert "нет колёс" in done.stderr
    assert not (tmp_path / "env").exists()
