"""Accounts: passwords, delays, one-time passwords, sessions that end at once. On both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, func, select, update

from data_access.accounts import manage, passwords, sessions
from data_access.accounts.account import Account, AccountError, named
from data_access.accounts.sign_in import Refused, SignedIn, attempt, delay
from data_access.schema import account, account_session, school
from data_access.viewer import Role, Viewer
from data_access.writing import writing
from monitoring.organisations import Organisation
from tests.data.access_world import World

NOW = datetime(2025, 11, 15, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OWN = "четыре несвязанных слова подряд"
NEVSKY = Viewer(Role.DISTRICT, "nevsky")


@pytest.fixture(autouse=True)
def _quick(quick_hashes: None) -> None:
    """Every test of this file makes several hashes."""


@pytest.fixture
def holder(engine: Engine) -> str:
    """Name of an account of Невский район whose holder has chosen a password (OWN)."""
    with engine.begin() as connection:
        first = manage.add(connection, "Nevsky", "Администрация Невского района", NEVSKY, NOW)
        made = named(connection, "nevsky")
        token = sessions.open_session(connection, made.id, NOW)
        assert manage.choose_password(connection, made, first, OWN, NOW, token=token) is None
        sessions.end(connection, token, NOW)
    return "nevsky"


def signed_in(engine: Engine, name: str, password: str = OWN, now: datetime = NOW) -> SignedIn:
    done = attempt(engine, name, password, now)
    assert isinstance(done, SignedIn)
    return done


def whose(engine: Engine, token: str, now: datetime = NOW) -> Account | None:
    with engine.connect() as connection:
        return sessions.account_of(connection, token, now, 12 * HOUR)


def test_holder_signs_in_whatever_the_case_of_the_name(engine: Engine, holder: str) -> None:
    done = signed_in(engine, " NEVSKY ")
    found = whose(engine, done.token)
    assert found is not None
    assert (found.viewer, found.must_change, found.signed_in_at) == (NEVSKY, False, NOW)


def test_neither_password_nor_token_is_kept(engine: Engine, holder: str) -> None:
    done = signed_in(engine, holder)
    with engine.connect() as connection:
        rows = [*connection.execute(select(account)), *connection.execute(select(account_session))]
    kept = " ".join(str(value) for row in rows for value in row)
    assert "$argon2id$" in kept
    assert OWN not in kept
    assert done.token not in kept


@pytest.mark.parametrize(("name", "password"), [("nevsky", "не тот пароль совсем"), ("nobody", OWN), ("", "")])
def test_wrong_name_and_wrong_password_are_refused_alike(engine: Engine, holder: str, name: str, password: str) -> None:
    assert attempt(engine, name, password, NOW) == Refused()


def test_five_wrong_passwords_begin_a_delay_that_doubles(engine: Engine, holder: str) -> None:
    for _ in range(5):
        assert attempt(engine, holder, "не тот", NOW) == Refused()
    # The right password does not count either, and the wait is told.
    assert attempt(engine, holder, OWN, NOW + 30 * MINUTE / 60) == Refused(wait=MINUTE / 2)
    assert attempt(engine, holder, "не тот", NOW + MINUTE) == Refused()
    assert attempt(engine, holder, OWN, NOW + 2 * MINUTE) == Refused(wait=MINUTE)
    signed_in(engine, holder, now=NOW + 3 * MINUTE)
    assert attempt(engine, holder, "не тот", NOW + 3 * MINUTE) == Refused()
    signed_in(engine, holder, now=NOW + 3 * MINUTE)


def test_delay_is_never_longer_than_an_hour() -> None:
    assert [delay(n) for n in (0, 4, 5, 6, 7)] == [timedelta(), timedelta(), MINUTE, 2 * MINUTE, 4 * MINUTE]
    assert {delay(n) for n in (11, 12, 100, 10**9)} == {HOUR}


def test_locked_account_neither_signs_in_nor_keeps_its_sessions(engine: Engine, holder: str) -> None:
    done = signed_in(engine, holder)
    with engine.begin() as connection:
        manage.lock(connection, holder, "уволен", NOW)
    assert whose(engine, done.token) is None
    assert attempt(engine, holder, OWN, NOW) == Refused()
    with engine.begin() as connection:
        manage.unlock(connection, holder, NOW)
    assert whose(engine, done.token) is None, "an ended session does not come back"
    signed_in(engine, holder)


def test_another_role_ends_the_sessions(engine: Engine, holder: str) -> None:
    done = signed_in(engine, holder)
    with engine.begin() as connection:
        manage.change_role(connection, holder, Viewer(Role.ANALYST, organisation=Organisation.APPO), NOW)
    assert whose(engine, done.token) is None
    again = whose(engine, signed_in(engine, holder).token)
    assert again is not None
    assert again.viewer.code == "analyst:appo"


def test_session_ends_with_its_longest_time(engine: Engine, holder: str) -> None:
    done = signed_in(engine, holder)
    assert whose(engine, done.token, NOW + 12 * HOUR - MINUTE) is not None
    assert whose(engine, done.token, NOW + 12 * HOUR) is None


def test_one_session_or_all_others_can_be_ended(engine: Engine, holder: str) -> None:
    first, second, third = (signed_in(engine, holder) for _ in range(3))
    with engine.begin() as connection:
        sessions.end(connection, first.token, NOW)
    assert [whose(engine, done.token) is not None for done in (first, second, third)] == [False, True, True]
    with engine.begin() as connection:
        assert sessions.end_all(connection, second.account.id, NOW, "everywhere", but=third.token) == 1
    assert [whose(engine, done.token) is not None for done in (first, second, third)] == [False, False, True]


def test_reset_gives_a_password_for_one_use_within_a_week(engine: Engine, holder: str) -> None:
    done = signed_in(engine, holder)
    with engine.begin() as connection:
        once = manage.reset(connection, holder, NOW)
    assert whose(engine, done.token) is None
    assert attempt(engine, holder, OWN, NOW) == Refused()
    assert signed_in(engine, holder, once, NOW + 6 * DAY).account.must_change
    assert attempt(engine, holder, once, NOW + 8 * DAY) == Refused()


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("короткий", "короче 12"),
        ("х" * 129, "длиннее"),
        ("nevsky-nevsky-17", "имя для входа"),
        ("password1234", "легко подобрать"),
        ("aaaaaaaaaaaaaaaa", "легко подобрать"),
        ("йцукенгшщзхъ", "легко подобрать"),
        ("Пароль123456", "легко подобрать"),
        (OWN, "совпадает с прежним"),
    ],
)
def test_weak_passwords_are_refused_with_advice(engine: Engine, holder: str, password: str, words: str) -> None:
    token = signed_in(engine, holder).token
    with engine.begin() as connection:
        known = named(connection, holder)
        assert words in str(manage.choose_password(connection, known, OWN, password, NOW, token=token))
    signed_in(engine, holder)


def test_own_password_needs_the_former_one(engine: Engine, holder: str) -> None:
    token = signed_in(engine, holder).token
    with engine.begin() as connection:
        known = named(connection, holder)
        wrong = manage.choose_password(connection, known, "не тот", "совсем другие четыре слова", NOW, token=token)
    assert wrong == "Прежний пароль неверен."


def test_weaker_hash_is_made_anew_at_sign_in(engine: Engine, holder: str) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(OWN)
    with engine.begin() as connection:
        connection.execute(update(account).values(password_hash=weak))
    signed_in(engine, holder)
    with engine.connect() as connection:
        kept = connection.scalar(select(account.c.password_hash))
    assert kept != weak
    assert not passwords.outdated(str(kept))


def test_names_are_checked(engine: Engine, holder: str) -> None:
    with engine.begin() as connection:
        for name in ("ab", "a b c", "x" * 65, ""):
            with pytest.raises(AccountError, match="не годится"):
                manage.add(connection, name, "Пост", NEVSKY, NOW)
        with pytest.raises(AccountError, match="уже есть"):
            manage.add(connection, "NEVSKY", "Пост", NEVSKY, NOW)
        with pytest.raises(AccountError, match="должность"):
            manage.add(connection, "other", "  ", NEVSKY, NOW)
        assert connection.scalar(select(func.count()).select_from(account)) == 1


def test_roles_are_checked(world: World) -> None:
    number, own = world.connection.execute(select(school.c.id, school.c.district_code).limit(1)).one()
    assert manage.viewer_for(world.connection, "school", None, number, None) == Viewer(Role.SCHOOL, own, number)
    other = "nevsky" if own != "nevsky" else "kalininsky"
    for words in (
        ("king", None, None, None),
        ("district", "moon", None, None),
        ("district", None, None, None),
        ("school", None, None, None),
        ("school", None, 10**6, None),
        ("school", other, number, None),
        ("committee", "nevsky", None, None),
        ("committee", None, None, "school"),
        ("committee", None, None, "nothing"),
    ):
        with pytest.raises(AccountError):
            manage.viewer_for(world.connection, *words)


def _reset(connection: Connection, known: Account) -> None:
    manage.reset(connection, known.name, NOW)


def _lock(connection: Connection, known: Account) -> None:
    manage.lock(connection, known.name, "уволен", NOW)


def _end(connection: Connection, known: Account) -> None:
    sessions.end_all(connection, known.id, NOW, "everywhere")


@pytest.mark.parametrize("meanwhile", [_reset, _lock, _end])
def test_what_the_administrator_does_meanwhile_stands(
    engine: Engine, holder: str, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Connection, Account], None]
) -> None:
    done, hashed = signed_in(engine, holder), passwords.hashed

    def slowly(password: str) -> str:
        monkeypatch.setattr(passwords, "hashed", hashed)
        with writing(engine) as connection:
            meanwhile(connection, done.account)
        return hashed(password)

    monkeypatch.setattr(passwords, "hashed", slowly)
    chosen = "выбрано похитителем чужого сеанса"
    with engine.begin() as connection:
        wrong = manage.choose_password(connection, done.account, OWN, chosen, NOW, token=done.token)
    assert wrong is not None
    assert "тем временем" in wrong
    with engine.connect() as connection:
        known = named(connection, holder)
        kept = connection.scalar(select(account.c.password_hash).where(account.c.id == known.id))
    assert not passwords.fits(chosen, kept)
    assert known.must_change == (meanwhile is _reset)
    assert whose(engine, done.token) is None
