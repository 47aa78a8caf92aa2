#!/bin/sh
# Команда системы с настройками службы и от имени её пользователя; запускает root. Файлы называйте полным путём.
#   sh deploy/command.sh status
#   sh deploy/command.sh --owner restore /var/backups/traektoria/КОПИЯ   — под владельцем таблиц PostgreSQL (owner.env)
set -eu
settings=/etc/traektoria
runtime=/run/traektoria/metrics
user=traektoria
cd "$(dirname "$0")/.."

# Строки файла — не команды оболочки: в паролях бывают её знаки.
read_settings() {
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in [A-Z]*=*) export "$line" ;; esac
    done <"$1"
}

export TRAEKTORIA_VAR_DIR=/var/lib/traektoria PYTHONDONTWRITEBYTECODE=1
if [ -d "$runtime" ]; then export TRAEKTORIA_METRICS_DIR="$runtime"; fi
read_settings "$settings/traektoria.env"
if [ "${1:-}" = --owner ]; then
    shift
    read_settings "$settings/owner.env"
fi
umask 077
exec setpriv --reuid="$user" --regid="$user" --init-groups .venv/bin/python -m dashboard "$@"
