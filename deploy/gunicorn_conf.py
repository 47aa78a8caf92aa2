"""Настройки gunicorn: ``gunicorn -c deploy/gunicorn_conf.py app:server`` из папки системы.

Число процессов и адрес можно менять переменными WEB_CONCURRENCY и TRAEKTORIA_BIND, остальное — настройками системы.
"""

import os
from pathlib import Path
from typing import Any

from gunicorn.http import wsgi

from dashboard import logs
from dashboard.settings import load

# Папка показателей общая для всех процессов; прежние счётчики при запуске стираются, как при перезапуске одного.
_runtime = os.environ.get("RUNTIME_DIRECTORY", "").split(":")[0]
os.environ.setdefault("TRAEKTORIA_METRICS_DIR", str(Path(_runtime or load().var_dir) / "metrics"))
_settings = load()

bind = os.environ.get("TRAEKTORIA_BIND", "127.0.0.1:8050")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = _settings.threads
# Страницы собираются один раз, до разделения на процессы: быстрее запуск, меньше памяти.
preload_app = True
control_socket_disable = True

# Дольше отвечает только загрузка больших файлов; процесс, который молчит дольше, завершается и запускается заново.
timeout = 120
graceful_timeout = 30
keepalive = 5
# Процесс живёт не вечно: если память где-то прирастает, она возвращается. Разброс — чтобы не все сразу.
max_requests = 20_000
max_requests_jitter = 2_000

# Чем отвечает сервер, посторонним знать незачем.
wsgi.SERVER = "web"

# Строки запросов пишет сама система; gunicorn — только о себе, в том же виде и туда же.
accesslog = None
errorlog = "-"
logconfig_dict = logs.configuration(_settings)

# Временные файлы работников — в памяти: на медленном диске работник не кажется замершим.
_memory = "/dev/shm"  # noqa: S108 - папка создаётся системой, имена в ней случайны
worker_tmp_dir = _memory if Path(_memory).is_dir() else None


def on_starting(_server: Any) -> None:
    """Стирает счётчики прежнего запуска."""
    folder = Path(os.environ["TRAEKTORIA_METRICS_DIR"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in folder.glob("*.db"):
        path.unlink(missing_ok=True)


def child_exit(_server: Any, worker: Any) -> None:
    """Говорит библиотеке показателей, что процесса больше нет."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid, path=os.environ["TRAEKTORIA_METRICS_DIR"])
