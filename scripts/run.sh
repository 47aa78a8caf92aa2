#!/bin/sh
# Запускает «Траекторию»: при пустой базе строит демонстрационный город, затем раздаёт страницы.
set -eu
cd "$(dirname "$0")/.."

# Остановка с клавиатуры, пока строится город, — обычный конец работы, а не ошибка.
stopped=
trap 'stopped=1' INT TERM
code=0
.venv/bin/python -m dashboard demo --if-empty || code=$?
if [ -n "$stopped" ]; then exit 0; fi
if [ "$code" != 0 ]; then exit "$code"; fi
trap - INT TERM

# exec: сигналы получает сам сервер.
exec .venv/bin/python -m dashboard serve --port "${PORT:-8050}"
