"""Doing the jobs of the desk, one after another, in a process of their own."""

import logging
import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from data_access import clock
from data_access.desk import checking, jobs, uploads
from data_access.desk.checking import Setting
from data_access.desk.folder import Desk
from data_access.imports.findings import Refused, refuse
from data_access.imports.run import order_of
from monitoring.reports.desk import Check, Job, JobKind, ListChange, Upload

log = logging.getLogger(__name__)

LOST = "Работа прервана: процесс остановлен."
NOT_COUNTED = "С тех пор, как вы смотрели, загруженное изменилось: посчитайте ещё раз, что изменится в списках."
NOT_PUBLISHED = (
    "Ничего не опубликовано: с тех пор, как вы смотрели, загруженное изменилось. Посчитайте ещё раз, что изменится в "
    "списках, потом публикуйте."
)
FAILED = "Работа прервана ошибкой, она записана в журнал системы."
UNKNOWN = "Чем она кончилась, неизвестно: база данных не отвечает. Прежде чем повторять, посмотрите, что загружено."
BROKE = "на этом файле проверка прервалась: скорее всего, не хватило памяти"
TOO_LARGE = "файл не помещается в отведённую память"


@dataclass(frozen=True, slots=True)
class Runner:
    """What jobs are done with."""

    desk: Desk
    engine: Engine
    boundaries: Path
    memory: int = 0
    """Bytes that reading one file may take, 0 for as many as there are."""
    around: Callable[[JobKind], AbstractContextManager[None]] = lambda _kind: nullcontext()
    """What each job is done within: it sees how long that took and what it raised."""

    def run(self) -> None:
        """Does all jobs that wait, unless another process is at it."""
        while self._run() and jobs.open_jobs(self.desk):
            pass  # asked for between the last look at the queue and its end

    def _run(self) -> bool:
        with self.desk.running() as alone:
            if not alone:
                return False
            for lost in jobs.lost(self.desk):
                self._refuse_breaker(lost)
                self._end_broken(lost, LOST)
                if lost.kind == "check" and _waiting(self.desk):  # behind the file that broke it
                    jobs.ask(self.desk, "check", by=lost.by, now=clock.now())
            while (job := jobs.begin_next(self.desk)) is not None:
                self._do(job)
        return True

    def _refuse_breaker(self, lost: Job) -> None:
        """A file on which the process ended is not tried again and again."""
        for upload_id in lost.uploads if lost.kind == "check" else ():
            item = uploads.upload(self.desk, upload_id)
            if item is not None and item.state == "received":
                uploads.put_check(self.desk, item, _failed(item, BROKE, "Разделите файл на части")[0], refused=True)

    def _end_broken(self, job: Job, why: str) -> None:
        """Ends a job that stopped half way with what came of it."""
        from data_access.desk import aftermath  # as costly as publications

        try:
            found = aftermath.look(self.desk, self.engine, job)
        except SQLAlchemyError:
            log.exception("чем кончилась работа %s (%s)", job.id, job.kind)
            jobs.end(self.desk, job, "failed", f"{why} {UNKNOWN}")
        else:
            jobs.end(self.desk, job, found.state, f"{why} {found.words}")

    def _do(self, job: Job) -> None:
        deeds: dict[str, Callable[[Job], tuple[str, tuple[ListChange, ...]]]] = {
            "check": self._check, "import": self._import, "preview": self._preview, "publish": self._publish,
        }  # fmt: skip
        try:
            with self.around(job.kind):
                message, lists = deeds[job.kind](job)
        except Undone as known:
            jobs.end(self.desk, job, "failed", str(known))
        except Exception:
            log.exception("работа %s (%s)", job.id, job.kind)
            self._end_broken(job, FAILED)
        else:
            jobs.end(self.desk, job, "done", message, lists)

    def _check(self, job: Job) -> tuple[str, tuple[ListChange, ...]]:
        count = 0
        while waiting := _waiting(self.desk):
            item = waiting[0]
            others = f", ещё {len(waiting) - 1}" if waiting[1:] else ""
            jobs.step(self.desk, job, f"проверка: {item.name}{others}", (item.id,))
            found, refused = self._checked(item)
            count += uploads.put_check(self.desk, item, found, refused=refused)
        return f"Проверено файлов: {count}.", ()

    def _checked(self, item: Upload) -> tuple[Check, bool]:
        try:
            with self._bounded():
                return checking.check(self._setting, item)
        except MemoryError:
            return _failed(item, TOO_LARGE, "Разделите файл на части")
        except FileNotFoundError:
            return _failed(item, "файла нет на диске", "Отправьте его ещё раз")
        except Exception:
            # A file that breaks the reader must not stop the files behind it.
            log.exception("проверка файла %s", item.id)
            return _failed(item, "файл не читается: ошибка записана в журнал системы", "Сохраните файл заново")

    def _import(self, job: Job) -> tuple[str, tuple[ListChange, ...]]:
        wanted = [item for item in uploads.standing(self.desk) if item.id in job.uploads and item.state == "checked"]
        wanted.sort(key=lambda item: order_of(item.check.kind if item.check else ""))
        stored = same = changed = 0
        for done, seen in enumerate(wanted):
            jobs.step(self.desk, job, f"загрузка: {seen.name} ({done + 1} из {len(wanted)})")
            item = uploads.upload(self.desk, seen.id)
            if item is None or (item.revision, item.state) != (seen.revision, "checked"):
                changed += 1
                continue
            try:
                with self._bounded():
                    outcome = checking.bring_in(self._setting, item)
            except Refused as refused:
                uploads.put_check(self.desk, item, checking.refusal(item, refused), refused=True)
            except MemoryError:
                uploads.put_check(self.desk, item, _failed(item, TOO_LARGE, "Разделите файл на части")[0], refused=True)
            else:
                uploads.put_imported(self.desk, item, outcome.batch_id)
                stored, same = stored + (not outcome.unchanged), same + outcome.unchanged
        failed = len(job.uploads) - stored - same - changed
        words = [f"Загружено файлов: {stored}."]
        words += [f"Уже были загружены: {same}."] if same else []
        words += [f"Пропущено: {changed}, выбор для файла изменён, когда загрузка уже шла."] if changed else []
        words += [f"Не загружено: {failed}, причины — на страницах файлов."] if failed else []
        return " ".join(words), ()

    def _preview(self, job: Job) -> tuple[str, tuple[ListChange, ...]]:
        from data_access import publications  # the libraries of its methods take seconds; a check needs none

        try:
            lists = publications.preview(
                self.engine, now=clock.now(), progress=lambda words: jobs.step(self.desk, job, words), seen=job.seen
            )
        except publications.Changed:
            raise Undone(NOT_COUNTED) from None
        except publications.NothingToPublish as nothing:
            raise Undone(str(nothing)) from None
        return "Рассчитано, что изменит публикация.", lists

    def _publish(self, job: Job) -> tuple[str, tuple[ListChange, ...]]:
        from data_access import publications

        try:
            made = publications.publish(
                self.engine,
                now=clock.now(),
                progress=lambda words: jobs.step(self.desk, job, words),
                actor=job.by,
                seen=job.seen,
            )
        except publications.Changed:
            raise Undone(NOT_PUBLISHED) from None
        except publications.NothingToPublish as nothing:
            raise Undone(str(nothing)) from None
        return f"Опубликовано: версия данных {made}.", ()

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """Address space beyond the limit is refused: the file fails with words, the machine is left alone."""
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if self.memory:
            resource.setrlimit(resource.RLIMIT_AS, (self.memory, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

    @property
    def _setting(self) -> Setting:
        return Setting(self.desk, self.engine, self.boundaries, clock.now())


class Undone(Exception):
    """The work cannot be done; the message says why, in Russian."""


def _waiting(desk: Desk) -> list[Upload]:
    """Files that no check has looked at."""
    return [item for item in uploads.standing(desk) if item.state == "received"]


def _failed(item: Upload, message: str, mend: str) -> tuple[Check, bool]:
    return checking.refusal(item, refuse(item.name, message, mend)), True
