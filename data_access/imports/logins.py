"""ФИС ОКО logins: assigned by a file that gives the ОГРН, otherwise proposed for the analyst to confirm."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from data_access import walls
from data_access.imports.differences import Difference
from data_access.imports.findings import Finding
from data_access.imports.parsed import Parsed, Row
from data_access.imports.records import CONFLICT, UNKNOWN, Problem, describe, doubt
from data_access.imports.schools import SchoolIndex
from data_access.imports.scopes import Scope
from data_access.schema import login_proposal, school
from data_access.writing import writing

_CERTAIN = {"ogrn", "inn", "login"}
_SCOPE = Scope("logins")


@dataclass(slots=True)
class Logins:
    """The outcome: rows stored, rows set aside, warnings, what changed, and logins proposed (→ name, school)."""

    rows_stored: int
    problems: list[Problem]
    findings: list[Finding]
    proposals: dict[str, tuple[str, int]]
    difference: Difference


@dataclass(frozen=True, slots=True)
class LoginProposal:
    """A login met in a file whose school was found by number or name: for the analyst to confirm or reject."""

    id: int
    login: str
    name: str
    school_id: int
    school_name: str


class CannotAssign(Exception):
    """The login or the school is taken; the message says by whom, in Russian."""


def store(connection: Connection, file: str, parsed: Parsed, index: SchoolIndex) -> Logins:
    """Assigns the logins of rows whose ОГРН or ИНН is known; sets the others aside with a proposal."""
    problems: list[Problem] = []
    findings: list[Finding] = []
    proposals: dict[str, tuple[str, int]] = {}
    certain: dict[tuple[str, int], list[Row]] = {}
    for row in parsed.rows:
        login = str(row.values["login"])
        match = index.match(row.school)
        if match.by == "login" and (row.school.ogrn or row.school.inn):
            # The ОГРН of the row is unknown although its login is: the two speak of different schools.
            problems.append(_unknown_ogrn(row, match.school_id, index))
        elif match.school_id is None:
            problems.append(doubt(_SCOPE, row, match, None, index))
        elif match.by in _CERTAIN:
            certain.setdefault((login, match.school_id), []).append(row)
        else:
            problems.append(_to_confirm(row, match.school_id, index))
            proposals[login] = (row.school.name or login, match.school_id)
    assigned, stored = _settled(certain, problems, index)
    before = sum(1 for item in index.schools.values() if item.login)
    changed = {item: login for item, login in assigned.items() if index.schools[item].login != login}
    for school_id, login in changed.items():
        held = index.schools[school_id].login
        if held:
            message = f"{describe(index, school_id)}: логин {login} вместо прежнего {held}"
            findings.append(Finding(file, None, None, None, message, "Проверьте, что логин действительно сменился"))
    added = sum(1 for school_id in changed if index.schools[school_id].login is None)
    assign(connection, changed, index)
    difference = Difference(
        "logins",
        "Логины ФИС ОКО",
        before,
        before + added,
        added,
        len(changed) - added,
        len(assigned) - len(changed),
        before - (len(assigned) - added),
    )
    return Logins(stored, problems, findings, proposals, difference)


def _settled(
    certain: Mapping[tuple[str, int], list[Row]], problems: list[Problem], index: SchoolIndex
) -> tuple[dict[int, str], int]:
    """School → login, and the number of rows, for the pairs that nothing contradicts; the others become problems."""
    logins = Counter(login for login, _ in certain)
    schools = Counter(school_id for _, school_id in certain)
    leaving = {school_id for _, school_id in certain}
    assigned: dict[int, str] = {}
    stored = 0
    for (login, school_id), rows in certain.items():
        holder = index.by_login(login)
        if logins[login] > 1 or schools[school_id] > 1:
            message = f"логин {login} и {describe(index, school_id)} сопоставлены в файле не одному друг другу"
        elif holder is not None and holder.id != school_id and holder.id not in leaving:
            message = f"логин {login} уже принадлежит школе {describe(index, holder.id)}"
        else:
            assigned[school_id] = login
            stored += len(rows)
            continue
        problems += [Problem(row, _SCOPE, CONFLICT, message, "Исправьте логин или ОГРН", school_id) for row in rows]
    return assigned, stored


def _unknown_ogrn(row: Row, school_id: int | None, index: SchoolIndex) -> Problem:
    assert school_id is not None
    message = f"ОГРН {row.school.ogrn} неизвестен, а логин принадлежит школе {describe(index, school_id)}"
    return Problem(row, _SCOPE, CONFLICT, message, "Исправьте ОГРН или загрузите школу в реестре", school_id)


def _to_confirm(row: Row, school_id: int, index: SchoolIndex) -> Problem:
    message = f"логин {row.values['login']} дан без известного ОГРН; по названию это {describe(index, school_id)}"
    return Problem(row, _SCOPE, UNKNOWN, message, "Подтвердите соответствие или укажите ОГРН", school_id)


def assign(connection: Connection, logins: Mapping[int, str], index: SchoolIndex) -> None:
    """Gives schools their logins (school id → login); a login that passes from one school to another is freed first."""
    if not logins:
        return
    of_school = update(school).where(school.c.id == bindparam("school"))
    connection.execute(of_school.values(login=None), [{"school": school_id} for school_id in logins])
    rows = [{"school": school_id, "given": login} for school_id, login in logins.items()]
    connection.execute(of_school.values(login=bindparam("given")), rows)
    states = [index.schools[school_id] for school_id in logins]
    index.drop(logins)
    for state in states:
        state.login = logins[state.id]
        index.add(state)
    settled = update(login_proposal).where(
        login_proposal.c.login == bindparam("given"), login_proposal.c.status == "proposed"
    )
    connection.execute(settled.values(status="confirmed"), [{"given": login} for login in logins.values()])


def propose(connection: Connection, batch_id: int, proposals: Mapping[str, tuple[str, int]]) -> int:
    """Records proposals (login → name as written, school id) that are not known yet; returns how many are new."""
    if not proposals:
        return 0
    known = set(connection.scalars(select(login_proposal.c.login)))
    rows = [
        {"login": login, "name": name, "school_id": school_id, "batch_id": batch_id, "status": "proposed"}
        for login, (name, school_id) in proposals.items()
        if login not in known
    ]
    if rows:
        connection.execute(insert(login_proposal), rows)
    return len(rows)


def open_proposals(connection: Connection) -> list[LoginProposal]:
    """Logins that wait for the analyst, with the school proposed for each."""
    table = login_proposal.c
    query = (
        select(table.id, table.login, table.name, table.school_id, school.c.name)
        .join(school, school.c.id == table.school_id)
        .where(table.status == "proposed")
        .order_by(table.login)
    )
    return [LoginProposal(*row) for row in connection.execute(query)]


def confirm(engine: Engine, ids: Iterable[int]) -> int:
    """Assigns the proposed logins; all or none. Returns how many. Raises CannotAssign where one is taken."""
    from data_access.imports.schools import load

    with writing(engine) as connection:
        walls.declare_system(connection)
        wanted = set(ids)
        chosen = [item for item in open_proposals(connection) if item.id in wanted]
        check_free(connection, {item.login: item.school_id for item in chosen})
        assign(connection, {item.school_id: item.login for item in chosen}, load(connection))
    return len(chosen)


def reject(engine: Engine, ids: Iterable[int]) -> int:
    """Turns proposals down for good: the same login is not proposed again. Returns how many."""
    table = login_proposal.c
    with writing(engine) as connection:
        walls.declare_system(connection)
        change = update(login_proposal).where(table.id.in_(list(ids)), table.status == "proposed")
        return connection.execute(change.values(status="rejected")).rowcount


def check_free(connection: Connection, logins: Mapping[str, int]) -> None:
    """Raises CannotAssign where a login belongs to another school, or a school would get two logins."""
    if len(set(logins.values())) < len(logins):
        raise CannotAssign("Двум логинам предложена одна школа: подтвердите один из них, другой отклоните.")
    holders = select(school.c.id, school.c.name, school.c.login).where(school.c.login.is_not(None))
    for row in connection.execute(holders):
        if row.login in logins and logins[row.login] != row.id:
            raise CannotAssign(f"Логин {row.login} уже принадлежит школе «{row.name}».")
        if row.id in logins.values() and row.login not in logins:
            raise CannotAssign(f"У школы «{row.name}» уже есть логин {row.login}.")
