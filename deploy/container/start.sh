#!/bin/sh
# Берёт пароль базы и ключ подписи из файлов секретов и запускает команду.
set -eu
if [ -r /run/secrets/database_password ]; then
    password=$(python -c 'import sys, urllib.parse; print(urllib.parse.quote(sys.stdin.read().strip(), safe=""))' \
        </run/secrets/database_password)
    export TRAEKTORIA_DATABASE_URL="postgresql://traektoria:$password@database/traektoria"
fi
if [ -r /run/secrets/secret_key ]; then
    TRAEKTORIA_SECRET_KEY=$(cat /run/secrets/secret_key)
    export TRAEKTORIA_SECRET_KEY
fi
exec "$@"
