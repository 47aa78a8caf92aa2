"""The server's clock jumps while it serves: numbers keep the order, terms follow the day, pages are never stale."""

import shutil
from pathlib import Path

from tests.app.test_faults_sqlite import MEASURE, query, school_of
from tests.served import served

JUMPING = """
import datetime, pathlib
from data_access import clock
real = clock.now
clock.now = lambda: real() + datetime.timedelta(days=int(pathlib.Path({file!r}).read_text()))
"""


def test_a_clock_that_jumps(published_small_city: Path, tmp_path: Path) -> None:
    path, days = tmp_path / "traektoria.db", tmp_path / "days"
    shutil.copyfile(published_small_city, path)
    school = school_of(path)
    typed = MEASURE | {"school_id": str(school)}
    days.write_text("0")
    with served(f"sqlite:///{path}", tmp_path / "var", prelude=JUMPING.format(file=str(days))) as server:
        assert server.save(server.form("measure", school_id=school), typed | {"title": "Первая"}) == "Сохранено"
        number = query(path, "select id from measure")[0][0]
        days.write_text("-30")
        # Who read before the jump and who came after it are told apart by revision, not by time.
        late = server.form("measure", id=number)
        assert server.save(server.form("measure", id=number), {**late["given"], "title": "Вторая"}) == "Сохранено"
        assert "запись изменили" in server.save(late, {**late["given"], "title": "Третья"})
        assert "Вторая" in server.page("/record/measure", f"?id={number}").text
        assert server.save(server.form("measure", school_id=school), typed | {"title": "Другая"}) == "Сохранено"
        entries = query(path, "select revision, at from audit_entry where kind = 'measure' order by id")
        assert [revision for revision, _ in entries] == [1, 2, 1]
        assert str(entries[1][1]) < str(entries[0][1]), "часы не отведены: проверка ничего не проверила"
        days.write_text("0")
        # Terms follow the day, there and back: no page of another day is kept for this one.
        today = server.page("/attention").text
        days.write_text("400")
        assert server.page("/attention").text != today
        days.write_text("0")
        assert server.page("/attention").text == today
        assert "Traceback" not in server.log
