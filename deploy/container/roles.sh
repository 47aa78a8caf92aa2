#!/bin/sh
# База и роли «Траектории». Образ PostgreSQL выполняет это один раз, когда папка данных пуста, от имени POSTGRES_USER.
# Приложение входит ролью traektoria: она ничем не владеет и построчной защиты не обходит. То же руками — docs/operating.md.
set -eu
secrets=/run/secrets

# Через окружение, а не параметры: параметры видны всем процессам.
OWNER_PASSWORD=$(cat "$secrets/database_owner")
APPLICATION_PASSWORD=$(cat "$secrets/database_application")
COPIES_PASSWORD=$(cat "$secrets/database_copies")
for password in "$OWNER_PASSWORD" "$APPLICATION_PASSWORD" "$COPIES_PASSWORD"; do
    [ -n "$password" ] || { echo 'Секрет с паролем роли пуст.' >&2; exit 2; }
done
export OWNER_PASSWORD APPLICATION_PASSWORD COPIES_PASSWORD

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv application_password APPLICATION_PASSWORD
\getenv copies_password COPIES_PASSWORD
CREATE ROLE traektoria_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE traektoria LOGIN PASSWORD :'application_password';
CREATE ROLE traektoria_copies LOGIN BYPASSRLS PASSWORD :'copies_password';
GRANT pg_read_all_data TO traektoria_copies;
CREATE DATABASE traektoria OWNER traektoria_owner;
REVOKE CONNECT ON DATABASE traektoria FROM PUBLIC;
GRANT CONNECT ON DATABASE traektoria TO traektoria, traektoria_copies;
\connect traektoria
CREATE EXTENSION amcheck SCHEMA pg_catalog;
GRANT EXECUTE ON FUNCTION bt_index_check(regclass) TO traektoria_owner, traektoria;
SQL
