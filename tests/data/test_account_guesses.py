"""Guessing passwords: every guess counts, also side by side and over a restart, and time tells nothing."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from sqlalchemy import Engine, select, update

from data_access import engine as engines
from data_access.accounts import manage, passwords
from data_access.accounts.sign_in import FREE_FAILURES, Refused, SignedIn, attempt
from data_access.schema import account
from data_access.viewer import Role, Viewer

NOW = datetime(2025, 11, 15, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SIDE_BY_SIDE = 12


def made(engine: Engine, name: str = "nevsky") -> str:
    with engine.begin() as connection:
        return manage.add(connection, name, "Администрация Невского района", Viewer(Role.DISTRICT, "nevsky"), NOW)


def test_guesses_side_by_side_all_count(engine: Engine, quick_hashes: None) -> None:
    password = made(engine)
    together = threading.Barrier(SIDE_BY_SIDE)
    answers: list[object] = []

    def guess(number: int) -> None:
        together.wait()
        answers.append(attempt(engine, "nevsky", f"догадка {number}", NOW))

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(SIDE_BY_SIDE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(Refused()) == FREE_FAILURES + 1, "so many were looked at"
    assert answers.count(Refused(wait=MINUTE)) == SIDE_BY_SIDE - FREE_FAILURES - 1, "the others were not"
    assert attempt(engine, "nevsky", password, NOW) == Refused(wait=MINUTE)


def test_delay_outlives_a_restart(database_url: str, quick_hashes: None) -> None:
    first = engines.create(database_url)
    password = made(first)
    for _ in range(FREE_FAILURES + 1):
        attempt(first, "nevsky", "не тот", NOW)
    first.dispose()
    second = engines.create(database_url)
    assert attempt(second, "nevsky", password, NOW + MINUTE / 2) == Refused(wait=MINUTE / 2)
    assert attempt(second, "nevsky", "не тот", NOW + MINUTE) == Refused()
    assert attempt(second, "nevsky", password, NOW + 2 * MINUTE) == Refused(wait=MINUTE), "and goes on doubling"
    assert isinstance(attempt(second, "nevsky", password, NOW + 3 * MINUTE), SignedIn)
    second.dispose()


class Watched(PasswordHasher):
    """Writes its work down: against which kind of hash it looked at a password, and of how many signs."""

    def __init__(self) -> None:
        super().__init__(time_cost=2, memory_cost=64, parallelism=1)
        self.work: list[tuple[Parameters, int]] = []

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        made = super().hash(password, salt=salt)
        self.work.append((extract_parameters(made), len(password)))
        return made

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.work.append((extract_parameters(str(hash)), len(password)))
        return super().verify(hash, password)


def test_time_does_not_tell_which_names_there_are(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each attempt is one look at one hash of the same cost, whatever stands behind the name."""
    watched = Watched()
    monkeypatch.setattr(passwords, "_hasher", watched)
    engine = engines.create(sqlite_url)
    for name in ("nevsky", "locked", "waiting"):
        made(engine, name)
    with engine.begin() as connection:
        viewer = Viewer(Role.COMMITTEE)
        manage.add_of_provider(connection, "of-provider", "Пост", viewer, NOW, issuer="https://id", subject="1")
        manage.lock(connection, "locked", "проверка", NOW)
        connection.execute(update(account).where(account.c.name == "waiting").values(not_before=NOW + MINUTE))
    passwords._nobodys.cache_clear()  # what stands for the hash of nobody is made once a process
    passwords.fits("x", None)
    password, cost = "не тот пароль совсем", extract_parameters(watched.hash("x"))
    for name in ("nevsky", "nobody", "locked", "of-provider", "waiting"):
        watched.work.clear()
        assert isinstance(attempt(engine, name, password, NOW), Refused)
        assert watched.work == [(cost, len(password))], name
    engine.dispose()


def test_hash_costs_what_the_decision_says(sqlite_url: str) -> None:
    engine = engines.create(sqlite_url)
    made(engine)
    with engine.connect() as connection:
        kept = str(connection.scalar(select(account.c.password_hash)))
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    engine.dispose()
