#!/bin/sh
# Готовит .venv: находит Python, ставит uv и закреплённые пакеты с проверкой хешей.
# scripts/setup.sh requirements.txt — то, что нужно для работы; requirements-dev.txt — ещё и для проверок.
# Повторный вызов с теми же файлами ничего не делает.
set -eu
cd "$(dirname "$0")/.."
. scripts/system_packages.sh
requirements=$1

suits() {
    # Заглушки менеджеров версий есть в PATH, но не запускаются, поэтому Python спрашивается на деле.
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if suits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo 'не найден')
    fail "Нужен Python 3.11 или новее (python3: $found)." \
        'Debian 12, Ubuntu 24.04 и новее: sudo apt-get install python3 python3-venv' \
        'Другой путь к нему можно указать так: make PYTHON=/путь/к/python3'
}

if [ -e .venv ] && ! suits .venv/bin/python; then
    say 'Прежнее окружение .venv не запускается, создаю заново.'
    rm -rf .venv
fi
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "У $python нет модуля venv."
        need_package "python$version-venv"
    fi
    say "Создаю окружение .venv ($("$python" --version))…"
    "$python" -m venv --clear .venv
fi

wanted=$(cat requirements-uv.txt "$requirements" | sha256sum | cut -d ' ' -f 1)
stamp=.venv/.installed-$requirements
if [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then exit 0; fi

say "Ставлю закреплённые пакеты ($requirements)…"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    -r requirements-uv.txt
. scripts/package_source.sh
# Только колёса: для установки не нужен ни компилятор, ни системные библиотеки.
# Предупреждение о копировании вместо ссылок безвредно, поэтому способ назван явно.
UV_LINK_MODE="${UV_LINK_MODE:-copy}" .venv/bin/uv pip install --quiet --python .venv/bin/python \
    --require-hashes --only-binary :all: -r "$requirements"
printf '%s\n' "$wanted" >"$stamp"
if [ "$requirements" = requirements-dev.txt ]; then
    # Набор для проверок включает набор для работы.
    cat requirements-uv.txt requirements.txt | sha256sum | cut -d ' ' -f 1 >.venv/.installed-requirements.txt
fi
