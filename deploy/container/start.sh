#!/bin/sh
# Берёт пароли ролей базы и ключ подписи из файлов секретов, какие контейнеру даны, и запускает команду.
set -eu
secrets=/run/secrets

require() {
    if [ -r "$secrets/$1" ] && [ -s "$secrets/$1" ]; then return; fi
    echo "Секрет $1 пуст или не читается: он должен принадлежать пользователю $(id -u), права 0440 (docs/operating.md)." >&2
    exit 2
}

# address РОЛЬ СЕКРЕТ — адрес базы под этой ролью.
address() {
    password=$(python -c 'import sys, urllib.parse; print(urllib.parse.quote(sys.stdin.read().strip(), safe=""))' \
        <"$secrets/$2")
    echo "postgresql://$1:$password@database/traektoria"
}

if [ -e "$secrets/database_application" ]; then
    require database_application
    TRAEKTORIA_DATABASE_URL=$(address traektoria database_application)
    export TRAEKTORIA_DATABASE_URL
fi
if [ -e "$secrets/database_owner" ]; then
    require database_owner
    TRAEKTORIA_OWNER_DATABASE_URL=$(address traektoria_owner database_owner)
    export TRAEKTORIA_OWNER_DATABASE_URL
fi
if [ -e "$secrets/database_copies" ]; then
    require database_copies
    TRAEKTORIA_BACKUP_DATABASE_URL=$(address traektoria_copies database_copies)
    export TRAEKTORIA_BACKUP_DATABASE_URL
fi
if [ -e "$secrets/secret_key" ]; then
    require secret_key
    TRAEKTORIA_SECRET_KEY=$(cat "$secrets/secret_key")
    export TRAEKTORIA_SECRET_KEY
fi
exec "$@"
