"""Settings: read once, frozen, and failing with advice."""

import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard import factory, settings
from dashboard.settings import SettingsError, load, unknown_names


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of ours, no .env of the developer."""
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(f"{settings.PREFIX}{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_defaults_need_nothing() -> None:
    chosen = load()
    assert chosen.database == "sqlite:///var/traektoria.db"
    assert chosen.boundaries == Path("var/boundaries")
    assert chosen.demo_mode == "auto"


def test_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", "postgresql://somebody@localhost/base")
    monkeypatch.setenv("TRAEKTORIA_DEMO_MODE", "ON")
    chosen = load()
    assert chosen.database == "postgresql://somebody@localhost/base"
    assert chosen.demo_mode == "on"


def test_empty_variable_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAEKTORIA_SECRET_KEY", "")
    assert load().secret_key is None


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load().__setattr__("threads", 3)


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("DATABASE_URL", "mysql://host/base", "sqlite:///"),
        ("CACHE_URL", "memcached://host", "simple://"),
        ("CACHE_URL", "file://", "file:///var/cache"),
        ("SECRET_KEY", "short", "secrets.token_urlsafe"),
        ("DEMO_MODE", "maybe", "'auto', 'on' и 'off'"),
        ("DEMO_MODE", "off", "TRAEKTORIA_SECRET_KEY"),
        ("THREADS", "many", "целое число"),
        ("THREADS", "0", "не меньше 1"),
        ("HTTPS", "perhaps", "true или false"),
    ],
)
def test_wrong_value_is_answered_with_advice(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, advice: str
) -> None:
    monkeypatch.setenv(f"TRAEKTORIA_{name}", value)
    with pytest.raises(SettingsError) as raised:
        load()
    assert advice in str(raised.value)
    assert "docs/settings.md" in str(raised.value)


def test_all_wrong_values_are_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAEKTORIA_THREADS", "many")
    monkeypatch.setenv("TRAEKTORIA_CACHE_URL", "nowhere")
    with pytest.raises(SettingsError, match=r"(?s)(THREADS.*CACHE_URL|CACHE_URL.*THREADS)"):
        load()


def test_secret_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    chosen = load(var_dir=tmp_path / "files")
    secret = chosen.session_secret()
    kept = tmp_path / "files" / "secret-key"
    assert kept.read_text() == secret
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret-key"]
    assert load(var_dir=tmp_path / "files").session_secret() == secret
    assert load(var_dir=tmp_path / "others").session_secret() != secret


def test_spoilt_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("123")
    with pytest.raises(SettingsError, match="удалите файл"):
        load(var_dir=tmp_path).session_secret()


def test_given_secret_is_not_shown() -> None:
    chosen = load(secret_key="a-secret-that-nobody-may-read")
    assert chosen.session_secret() == "a-secret-that-nobody-may-read"
    assert "nobody-may-read" not in repr(chosen)


def test_folder_that_cannot_be_made_is_answered_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="VAR_DIR"):
        load(var_dir=tmp_path / "file" / "var").prepare_folders()


def test_slip_in_a_name_is_noticed() -> None:
    found = unknown_names({"TRAEKTORIA_DATABSE_URL": "x", "TRAEKTORIA_DATABASE_URL": "y", "PATH": "z"})
    assert found == ["настройки TRAEKTORIA_DATABSE_URL нет; может быть, TRAEKTORIA_DATABASE_URL?"]


def test_application_has_a_connection_for_each_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}

    def create(_address: str, **options: object) -> None:
        asked.update(options)
        raise InterruptedError

    monkeypatch.setattr(factory.engines, "create", create)
    with pytest.raises(InterruptedError):
        factory.create_app(load(threads=40))
    assert asked["threads"] == 40
