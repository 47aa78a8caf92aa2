"""Publication: what was imported becomes what readers see, in one transaction; and the way back.

``publish`` takes the newest active edition of each dataset, computes cards, listings and summaries and switches the
one row that every reader follows. Nothing of a former publication is changed, so ``undo`` only switches back, and a
crash at any moment leaves the former publication whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, or_, select, update

from data_access import clock, publishing, walls
from data_access.clock import in_utc
from data_access.list_changes import list_changes
from data_access.publishing import Progress
from data_access.schema import (
    app_setting,
    audit_entry,
    current_publication,
    edition,
    import_batch,
    method_version,
    publication,
    publication_edition,
    publication_method,
    quarantine,
)
from data_access.working import head_ids, token
from data_access.writing import writing
from monitoring.method_profiles import MethodProfile, profiles
from monitoring.reports.desk import ListChange


class NothingToPublish(Exception):
    """The working state is what readers see already, or there is none."""


class NothingToUndo(Exception):
    """There is no former publication to return to."""


class Changed(Exception):
    """What is stored or what readers see is no longer what whoever decided had before him; nothing was done."""


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """One publication in the history. ``state``: ``current``, ``former`` (an undo leads to it) or ``undone``."""

    id: int
    previous_id: int | None
    created_at: datetime
    today: date
    synthetic: bool
    schools: int
    results: int
    sources: tuple[str, ...]
    state: str
    actor: str | None = None


_CURRENT_ID = select(current_publication.c.publication_id)


def current_id(connection: Connection) -> int | None:
    """Id of the publication that readers see, or None before the first one. Asked with every page."""
    return connection.scalar(_CURRENT_ID)


def publish(
    engine: Engine, *, now: datetime, progress: Progress | None = None, actor: str | None = None, seen: str = ""
) -> int:
    """Publish the working state; returns the id of the new publication. ``actor``: code of who does.

    ``seen``: the state (``working.token``) on which he decided, empty for whatever there is. Raises ``Changed`` where
    it is another by now, ``NothingToPublish`` where editions, method profiles and partnerships are those that readers
    see already.
    """
    report = progress or (lambda _step: None)
    with writing(engine) as connection:
        walls.declare_system(connection)
        _require_seen(connection, seen)
        heads = head_ids(connection)
        applied = list(profiles().values())
        _require_change(connection, heads, applied)
        previous = current_id(connection)
        created = publishing.make(connection, previous, heads, applied, now, report)
        remember_changes(connection, created)
        _remember(connection, _known_batches(created), import_batch.c.id)
        report("переключение читателей")
        if previous is None:
            connection.execute(insert(current_publication).values(id=1, publication_id=created))
        else:
            connection.execute(update(current_publication).values(publication_id=created))
        connection.execute(update(publication).where(publication.c.id == created).values(actor=actor))
    return created


def preview(
    engine: Engine, *, now: datetime, progress: Progress | None = None, seen: str = ""
) -> tuple[ListChange, ...]:
    """What publishing the working state would change in the newest list of each method. Nothing is kept of it.

    Takes as long as ``publish``, and holds off other writers as long. ``seen`` and errors as there.
    """
    report = progress or (lambda _step: None)
    with writing(engine, keep=False) as connection:
        walls.declare_system(connection)
        _require_seen(connection, seen)
        heads = head_ids(connection)
        applied = list(profiles().values())
        _require_change(connection, heads, applied)
        previous = current_id(connection)
        created = publishing.make(connection, previous, heads, applied, now, report)
        report("сравнение списков")
        return list_changes(connection, previous, created)


def undo(
    engine: Engine,
    *,
    expected: int | None = None,
    seen: str = "",
    actor: str | None = None,
    now: datetime | None = None,
) -> int:
    """Return readers to the publication before the current one; returns its id.

    ``actor``: code of who does. ``expected``: the publication that is to be undone; ``NothingToUndo`` where readers
    see another one by now. ``seen``: the state (``working.token``) on which he decided; ``Changed`` where something
    was imported since, which would be withdrawn unseen.

    Imports that it does not hold are withdrawn with their quarantined rows, so that the working state is what readers
    see again. The register of schools itself keeps what was learnt: readers see the cards of the publication.
    Raises ``NothingToUndo`` where there is no former publication.
    """
    with writing(engine) as connection:
        walls.declare_system(connection)
        current = current_id(connection)
        if expected is not None and current != expected:
            raise NothingToUndo("Читатели видят уже другую публикацию: посмотрите ещё раз.")
        _require_seen(connection, seen)
        target = connection.scalar(select(publication.c.previous_id).where(publication.c.id == current))
        if target is None:
            raise NothingToUndo("Вернуться не к чему: прежней публикации нет.")
        connection.execute(update(current_publication).values(publication_id=target))
        undone = {"undone_at": now or clock.now(), "undone_by": actor}
        connection.execute(update(publication).where(publication.c.id == current).values(undone))
        _withdraw_newer(connection, target, {"withdrawn_at": undone["undone_at"], "withdrawn_by": actor})
    return target


def history(engine: Engine) -> list[PublicationRecord]:
    """All publications, the newest first."""
    with engine.connect() as connection:
        rows = connection.execute(select(publication).order_by(publication.c.id.desc())).all()
        current = current_id(connection)
    previous = {row.id: row.previous_id for row in rows}
    former = set()
    step = previous.get(current) if current is not None else None
    while step is not None:
        former.add(step)
        step = previous[step]
    return [
        PublicationRecord(
            id=row.id,
            previous_id=row.previous_id,
            created_at=in_utc(row.created_at),
            today=row.today,
            synthetic=row.synthetic,
            schools=row.schools,
            results=row.results,
            sources=tuple(row.sources),
            actor=row.actor,
            state="current" if row.id == current else "former" if row.id in former else "undone",
        )
        for row in rows
    ]


def _require_seen(connection: Connection, seen: str) -> None:
    # Asked under the lock: a writer for whom this one waited may have changed what was looked at.
    if seen and token(connection) != seen:
        raise Changed


def _require_change(connection: Connection, heads: frozenset[int], applied: Sequence[MethodProfile]) -> None:
    if not heads:
        raise NothingToPublish("Публиковать нечего: данные ещё не загружены.")
    current = current_id(connection)
    if current is None:
        return
    editions = connection.scalars(
        select(publication_edition.c.edition_id).where(publication_edition.c.publication_id == current)
    )
    digests = connection.scalars(
        select(method_version.c.digest)
        .join(publication_method, publication_method.c.method_version_id == method_version.c.id)
        .where(publication_method.c.publication_id == current)
    )
    same = set(editions) == heads and set(digests) == {profile.digest for profile in applied}
    if same and not _partnerships_changed(connection, current):
        raise NothingToPublish("Публиковать нечего: с последней публикации ни данные, ни методики не изменились.")


def _partnerships_changed(connection: Connection, current: int) -> bool:
    """Whether the effect of support, computed at publication, rests on partnerships that have changed since.

    Since the last change that the publication knew, by number: the clock may have gone back meanwhile. Publications
    made before numbers were kept are judged by their time.
    """
    known = connection.scalar(select(app_setting.c.value).where(app_setting.c.key == _known_changes(current)))
    since = select(publication.c.created_at).where(publication.c.id == current).scalar_subquery()
    newer = audit_entry.c.at > since if known is None else audit_entry.c.id > int(known)
    statement = select(audit_entry.c.id).where(audit_entry.c.kind == "partnership_agreement", newer).limit(1)
    return connection.scalar(statement) is not None


def remember_changes(connection: Connection, created: int) -> None:
    """Keeps the number of the last change that the publication knows."""
    _remember(connection, _known_changes(created), audit_entry.c.id)


def _remember(connection: Connection, key: str, number: ColumnElement[int]) -> None:
    connection.execute(delete(app_setting).where(app_setting.c.key == key))
    last = connection.scalar(select(func.max(number))) or 0
    connection.execute(insert(app_setting).values(key=key, value=str(last)))


def _known_changes(number: int) -> str:
    return f"changes-of-publication-{number}"


def _known_batches(number: int) -> str:
    return f"batches-of-publication-{number}"


def _withdraw_newer(connection: Connection, target: int, by: Mapping[str, object]) -> None:
    """Withdraw active editions that are newer than those of the publication, and batches left without any.

    ``by``: columns of a batch that say who did and when.
    """
    heads = (
        select(edition.c.dataset, edition.c.id.label("head_id"))
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .where(publication_edition.c.publication_id == target)
        .subquery()
    )
    newer = (
        select(edition.c.id)
        .outerjoin(heads, heads.c.dataset == edition.c.dataset)
        .where(edition.c.status == "active", or_(heads.c.head_id.is_(None), edition.c.id > heads.c.head_id))
    )
    withdrawn = connection.scalars(newer).all()
    connection.execute(update(edition).where(edition.c.id.in_(withdrawn)).values(status="withdrawn"))
    # A batch may have stored nothing (every row in quarantine): its number decides then. Its time is that of the
    # import's start, which may lie before a publication that knew nothing of it; publications made before numbers were
    # kept have nothing else to be judged by.
    known = connection.scalar(select(app_setting.c.value).where(app_setting.c.key == _known_batches(target)))
    made_at = select(publication.c.created_at).where(publication.c.id == target).scalar_subquery()
    later = import_batch.c.imported_at > made_at if known is None else import_batch.c.id > int(known)
    editions_of = select(func.count()).where(edition.c.batch_id == import_batch.c.id)
    empty_since = (editions_of.scalar_subquery() == 0) & later
    without_active = import_batch.c.id.in_(select(edition.c.batch_id).where(edition.c.id.in_(withdrawn))) & (
        editions_of.where(edition.c.status == "active").scalar_subquery() == 0
    )
    batches = connection.scalars(
        select(import_batch.c.id).where(import_batch.c.status == "stored", or_(empty_since, without_active))
    ).all()
    connection.execute(update(import_batch).where(import_batch.c.id.in_(batches)).values(status="withdrawn", **by))
    connection.execute(update(quarantine).where(quarantine.c.batch_id.in_(batches)).values(status="withdrawn"))
