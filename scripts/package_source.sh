# Подключается через «.»: передаёт uv то, что на этой машине настроено для pip (uv читает только свои настройки).
# Уже заданное для uv не трогает. Подмену пакета из любого источника исключают хеши.

pip_settings=$(.venv/bin/python -m pip config list 2>/dev/null || true)

# Значение настройки pip; переменная окружения сильнее раздела [install], тот сильнее [global].
pip_setting() {
    for section in :env:. install. global.; do
        found=$(printf '%s\n' "$pip_settings" | sed -n "s/^$section$1='\(.*\)'\$/\1/p")
        if [ -n "$found" ]; then
            printf '%s' "$found" | sed 's/\\n/ /g'
            return
        fi
    done
}

# use_pip_setting НАСТРОЙКА ПЕРЕМЕННАЯ [ПЕРЕМЕННАЯ, которая её заменяет]
use_pip_setting() {
    eval "already=\${$2:-}\${${3:-$2}:-}"
    value=$(pip_setting "$1")
    if [ -z "$already" ] && [ -n "$value" ]; then
        if [ "$1" = find-links ]; then value=$(printf '%s' "$value" | tr -s ' ' ','); fi
        export "$2=$value"
    fi
}

use_pip_setting index-url UV_DEFAULT_INDEX UV_INDEX_URL
use_pip_setting extra-index-url UV_INDEX UV_EXTRA_INDEX_URL
use_pip_setting find-links UV_FIND_LINKS
use_pip_setting trusted-host UV_INSECURE_HOST
use_pip_setting cert SSL_CERT_FILE
use_pip_setting proxy HTTPS_PROXY https_proxy
# Как у pip: годится версия из любого из указанных мест.
export UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}"
