# Подключается через «.»: сообщения и установка пакетов Debian, если пользователю это можно.

say() {
    printf '%s\n' "$@" >&2
}

fail() {
    say "$@"
    exit 1
}

# Запускает команду от root: прямо или через sudo, если тот не спросит пароль.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1
}

# Ставит пакеты Debian, а где нельзя, говорит, что поставить, и завершает работу с кодом 1.
need_package() {
    advice="Поставьте и повторите: sudo apt-get install $*"
    may_install || fail "$advice"
    say "Ставлю: $*…"
    as_root apt-get update -q >&2 || say 'Не удалось обновить список пакетов, пробую с имеющимся.'
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2 ||
        fail "Не удалось поставить: $*." "$advice"
}
