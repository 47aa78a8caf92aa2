#!/bin/sh
# Проверяет, что для проверок справок есть LibreOffice и pdftoppm, и ставит недостающее, если это можно.
set -eu
cd "$(dirname "$0")/.."
. scripts/system_packages.sh

if ! command -v soffice >/dev/null 2>&1; then
    say 'Для проверок справок (DOCX, PPTX, XLSX) нужен LibreOffice без окон.'
    need_package libreoffice-impress-nogui libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation
fi

if ! command -v pdftoppm >/dev/null 2>&1; then
    say 'Чтобы увидеть страницы PDF, проверкам нужен pdftoppm.'
    need_package poppler-utils
fi
