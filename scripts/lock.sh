#!/bin/sh
# Обновляет закреплённые наборы. В файлы не попадают ни адреса хранилищ, ни пути этой машины:
# откуда брать пакеты, решает настройка того, кто ставит.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

compile requirements-uv.in --output-file requirements-uv.txt
compile requirements.in --output-file requirements.txt
compile requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt
grep -c == requirements.txt requirements-dev.txt
