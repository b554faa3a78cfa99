# cablearchive: `make` alone lists what can be made.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
DEMO_CABLES ?= 500
TARGET ?= read
SECONDS ?= 600
DIR ?= build/screenshots
WHOOSH3 ?= 3.54.0
# What `make test` runs on PostgreSQL within its time; `make test-postgresql` and `make drills` run all that reach it.
SOON_ON_POSTGRESQL := tests/models tests/keeping tests/corrections tests/test_databases.py \
    tests/ingest/test_ingest.py tests/ingest/test_kills.py tests/ingest/test_nul.py tests/ingest/test_write.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help env env-dev demo demo-data test test-postgresql drills test-whoosh3 lint bench fuzz screenshots clean

help: ## what can be made
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

env: $(VENV)/installed ## the environment in .venv, alone

env-dev: $(VENV)/installed-dev

demo: env demo-data ## demonstration cables, read and searchable, at http://127.0.0.1:8000 (PORT=...)
	@echo "The reading room is open at http://127.0.0.1:$(PORT)/ (Ctrl-C closes it)."
	@BASE_URL=http://127.0.0.1:$(PORT) exec $(VENV)/bin/gunicorn cablearchive.wsgi --bind 127.0.0.1:$(PORT) \
	    --log-level warning

demo-data: env
	@$(RUN) tools/port_is_free.py $(PORT)
	@tools/debian "reading 7z archives" libarchive13 || echo "Going on: everything but 7z archives can be read."
	@$(RUN) manage.py migrate --verbosity 0
	@test -e build/demo.truth.jsonl || { rm -rf build/demo; \
	    $(RUN) manage.py make_cables --count $(DEMO_CABLES) --seed 1 build/demo; }
	@$(RUN) manage.py ingest --collection demonstration tests/cables build/demo
	@$(RUN) manage.py collectstatic --no-input --verbosity 0

test: env-dev ## everything: lint, then all tests, a real browser among them
	@tools/debian "the browser tests" chromium libatomic1 fonts-liberation
	@tools/debian "reading 7z archives" libarchive13
	@$(MAKE) --no-print-directory lint
	$(RUN) -m pytest -n 2 --dist loadgroup
	@$(MAKE) --no-print-directory test-postgresql ON_POSTGRESQL="$(SOON_ON_POSTGRESQL)"

test-postgresql: env-dev ## the tests that reach the database once more, on a private PostgreSQL
	@tools/debian "the tests on PostgreSQL" postgresql || echo "Going on: what is said below was not checked." >&2
	$(RUN) -m tools.postgres --optional $(RUN) -m pytest -n 2 --dist loadgroup --database $(ON_POSTGRESQL)

drills: env-dev ## long ones, on both databases: kills of an ingest, load, failures
	@tools/debian "the drills on PostgreSQL" postgresql || echo "Going on: what is said below was not checked." >&2
	$(RUN) -m pytest -m drill
	$(RUN) -m tools.postgres --optional $(RUN) -m pytest -m drill --database
	@$(MAKE) --no-print-directory test-postgresql

test-whoosh3: env-dev ## the tests of the Whoosh engine on whoosh3, Whoosh's living fork, beside the environment
	rm -rf build/whoosh3
	$(RUN) -m pip install --quiet --no-deps --target build/whoosh3 whoosh3==$(WHOOSH3)
	PYTHONPATH=build/whoosh3 $(RUN) -c "import whoosh; print('Whoosh', *whoosh.__version__, whoosh.__file__)"
	PYTHONPATH=build/whoosh3 $(RUN) -m pytest tests/search/test_whoosh.py tests/search/test_engines_agree.py

lint: env-dev ## ruff and mypy
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy .
	$(RUN) manage.py makemigrations --check --dry-run --verbosity 1

bench: env ## timings, in a table with the machine and the corpus
	$(RUN) -m tools.bench

screenshots: env-dev ## pictures of every page type at two widths, light and dark (DIR=build/screenshots)
	@tools/debian "the pictures" chromium libatomic1 fonts-liberation
	$(RUN) -m tools.screenshots $(DIR)

fuzz: env ## coverage-guided fuzzing of the reader with atheris, ten minutes (TARGET=read SECONDS=600)
	$(RUN) -m tools.fuzz $(TARGET) --seconds $(SECONDS)

clean: ## takes away what was made: environment, demonstration, caches (not var/)
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache

# Stamps: made again when the pinned lists change.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/debian "the environment" python3-venv
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --requirement requirements-dev.txt
	@touch $@ $(VENV)/installed
