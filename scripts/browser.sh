#!/bin/sh
# Проверяет, что для проверок есть Chromium и то, что нужно его водителю, и ставит недостающее, если это можно.
set -eu
cd "$(dirname "$0")/.."
. scripts/system_packages.sh

has_chromium() {
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null 2>&1; then return; fi
    done
    return 1
}

if [ -n "${TRAEKTORIA_CHROMIUM:-}" ]; then
    [ -x "$TRAEKTORIA_CHROMIUM" ] || fail "TRAEKTORIA_CHROMIUM указывает на $TRAEKTORIA_CHROMIUM, а там нет программы."
elif ! has_chromium; then
    say 'Для проверок в браузере нужен Chromium (другой путь к нему: TRAEKTORIA_CHROMIUM).'
    need_package chromium
fi

# Водитель браузера из пакета playwright — готовая программа, и ей нужна одна системная библиотека.
if ! .venv/bin/playwright --version >/dev/null 2>&1; then
    say 'Водителю браузера не хватает системной библиотеки.'
    need_package libatomic1
fi
