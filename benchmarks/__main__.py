"""``python -m benchmarks [NAME …]``: measures and prints; a missed aim is said, and fails nothing."""

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks import demo_city, machine
from benchmarks.report import Result, plain, text

# Name → what it measures and the module that does, imported when its turn comes.
BENCHMARKS = {
    "throughput": ("пропускная способность", "throughput"),
    "server": ("время сервера по частям", "server_time"),
    "drawing": ("время до карты в Chromium", "drawing"),
    "transfer": ("байты по сети", "transfer"),
    "import": ("импорт", "importing"),
    "memory": ("память", "memory"),
    "methods": ("все методы", "methods"),
    "matching": ("подбор партнёров", "matching"),
    "rules": ("методики, сравнивающие школы друг с другом", "rules_proof"),
    "effect": ("эффект помощи на городах с известной правдой", "effect_proof"),
    "objectivity": ("признаки объективности на городах с известной правдой", "objectivity_proof"),
    "intervals": ("интервалы на городах с известной правдой", "interval_proof"),
    "audit": ("журнал обращений", "audit"),
    "changes": ("изменение записи", "changes"),
    "load": ("читатели, пока аналитик публикует", "publishing_load"),
    "briefings": ("справки", "briefings"),
    "walls": ("построчная защита PostgreSQL", "walls"),
    "change": ("изменение доли низких на городах с известной правдой", "change_proof"),
}


def main(arguments: list[str] | None = None) -> int:
    """Runs the measurements; 0 also when aims are missed, 1 when a measurement did not come to its end."""
    asked = _arguments(arguments)
    kind = machine.describe()
    began = datetime.now(UTC).astimezone()
    print(f"# Измерения {began:%d.%m.%Y}\n\n{machine.sentence(kind)}\n", flush=True)
    results: list[Result] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="traektoria-bench-") as temporary:
        folder = Path(temporary)
        _say("Строится демонстрационный город…")
        city = demo_city.prepare(asked.city.resolve() if asked.city else folder / "city", asked.database)
        for name in asked.names or BENCHMARKS:
            title, module = BENCHMARKS[name]
            _say(f"Измеряется: {title}…")
            started = time.monotonic()
            try:
                result = import_module(f"benchmarks.{module}").run(city, folder / name)
            except Exception as error:  # the other measurements are still wanted
                failed.append(name)
                print(f"## {title}\n\nНе измерено: {type(error).__name__}: {error}\n", flush=True)
                continue
            results.append(result)
            print(f"{text(result)}\n", flush=True)
            _say(f"  {time.monotonic() - started:.0f} с")
    if asked.json:
        found = {"date": began.isoformat(), "machine": kind, "results": [plain(result) for result in results]}
        asked.json.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 1 if failed else 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Измеряет и печатает; ничего не проверяет.",
        epilog="; ".join(f"{name} — {title}" for name, (title, _) in BENCHMARKS.items()),
    )
    parser.add_argument("names", nargs="*", metavar="ИЗМЕРЕНИЕ", help="по умолчанию все")
    parser.add_argument("--json", type=Path, metavar="ФАЙЛ", help="записать результаты и в этот файл")
    parser.add_argument(
        "--city", type=Path, metavar="ПАПКА", help="построить город в этой папке и оставить до следующего раза"
    )
    parser.add_argument(
        "--database", default="", metavar="АДРЕС", help="измерить server и на этой базе PostgreSQL (пустую заполнит)"
    )
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"нет измерения {', '.join(unknown)}; есть {', '.join(BENCHMARKS)}")
    return asked


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
