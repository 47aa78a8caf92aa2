#!/bin/sh
# Собирает колёса для установки без доступа к хранилищу пакетов. На машине с доступом, той же архитектуры и с тем же Python:
#   sh scripts/wheelhouse.sh [ПАПКА]           — скачать всё из requirements.txt (по умолчанию в wheelhouse/)
# На машине без доступа, куда перенесены система и папка:
#   sh scripts/wheelhouse.sh --install [ПАПКА] — создать .venv и поставить из папки, ни к кому не обращаясь
# В обоих случаях пакет, хеш которого не тот, что в requirements.txt, не принимается.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')

if [ "${1:-}" = --install ]; then
    folder=${2:-wheelhouse}
    if ! ls "$folder"/*.whl >/dev/null 2>&1; then
        echo "В папке $folder нет колёс: соберите её на машине с доступом (sh scripts/wheelhouse.sh)." >&2
        exit 2
    fi
    made_for=$(cat "$folder/python-version" 2>/dev/null || echo "$version")
    if [ "$made_for" != "$version" ]; then
        echo "Колёса собраны для Python $made_for, а $python здесь — $version: соберите их тем же Python или назовите его (PYTHON=python$made_for)." >&2
        exit 2
    fi
    environment=${ENVIRONMENT:-.venv}
    [ -x "$environment/bin/python" ] || "$python" -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$folder" \
        --require-hashes --only-binary :all: -r requirements.txt
    # Служба байт-код не пишет: без него каждый запуск переводил бы программу заново.
    "$environment/bin/python" -m compileall -q app.py callbacks dashboard data_access geodata layouts monitoring
    echo "Поставлено в $environment: $("$environment/bin/python" -m dashboard --version)"
    exit 0
fi

folder=${1:-wheelhouse}
"$python" -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --dest "$folder" -r requirements.txt
echo "$version" >"$folder/python-version"
echo "Колёс в $folder: $(ls "$folder"/*.whl | wc -l) (Python $version)"
