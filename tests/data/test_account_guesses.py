"""Guessing passwords: every guess counts, also side by side and over a restart, and time tells nothing."""

import statistics
import threading
import time
from datetime import UTC, datetime, timedelta

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


def test_time_does_not_tell_which_names_there_are(sqlite_url: str) -> None:
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

    def work(name: str) -> float:
        # Work of all threads of this process: its neighbours on the machine do not count.
        begun = time.process_time()
        attempt(engine, name, "не тот пароль совсем", NOW)
        return time.process_time() - begun

    wrong = statistics.median(work("nevsky") for _ in range(FREE_FAILURES))
    for other in ("nobody", "locked", "of-provider", "waiting"):
        assert 0.5 < min(work(other), work(other)) / wrong < 2, other
    engine.dispose()


def test_hash_costs_what_the_decision_says(sqlite_url: str) -> None:
    engine = engines.create(sqlite_url)
    made(engine)
    with engine.connect() as connection:
        kept = str(connection.scalar(select(account.c.password_hash)))
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    engine.dispose()
