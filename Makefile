# Две главные команды: make run — запустить, make test — проверить. Остальное: make help.
PORT ?= 8050
PYTHON ?=
# Сколько файлов тестов идёт сразу. На двух ядрах трое: пока один ждёт браузера, базы или срока, работают другие.
WORKERS ?= 3
export PORT PYTHON

BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test lint format bench picture lock clean

help: ## показать эти команды
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 18

run: setup ## запустить на http://127.0.0.1:$PORT (8050), при пустой базе построить демонстрационный город
	@sh scripts/run.sh

setup: ## подготовить .venv для работы
	@sh scripts/setup.sh requirements.txt

setup-dev:
	@sh scripts/setup.sh requirements-dev.txt

test: setup-dev ## все проверки: стиль, типы, направления импорта, тесты
	@sh scripts/browser.sh
	@sh scripts/office.sh
	@$(MAKE) --no-print-directory lint
	@# Запуски системы в проверках не должны каждый раз переводить её в байт-код заново.
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: setup-dev ## стиль, типы и направления импорта
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-dev ## поправить оформление кода
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## измерения (печатаются, ничего не проверяют)
	@sh scripts/browser.sh
	$(BIN)/python -m benchmarks

picture: setup-dev ## переснять картинку для README
	@sh scripts/browser.sh
	$(BIN)/python scripts/picture.py

lock: setup-dev ## обновить закреплённые версии
	@sh scripts/lock.sh

clean: ## убрать .venv и кэши; база в var/ остаётся
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
