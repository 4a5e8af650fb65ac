# `make` lists what can be done; each target works on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test fuzz check bench assets

help: ## say what can be done
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Commonloom needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/development: requirements-dev.txt $(VENV)/runtime
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	@touch $@

run: $(VENV)/runtime ## make a wiki with the seed corpus, if there is none, and serve it
	@test -e $(DATA)/commonloom.sqlite3 || $(BIN)/python -m wiki --data $(DATA) init
	$(BIN)/python -m wiki --data $(DATA) serve --host $(HOST) --port $(PORT)

test: export PYTHONDONTWRITEBYTECODE = # each of the many processes would compile the program anew
test: $(VENV)/development ## run all tests, browser and standards included
	sh tests/install-chromium
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not alone"
	$(BIN)/python -m pytest -m alone

fuzz: $(VENV)/development ## draw new examples for the property-based tests
	sh tests/install-chromium
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=searching -n auto --dist loadfile

check: $(VENV)/development ## style, types and the order of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/development ## measure speed and growth; see bench/README.md
	$(BIN)/python -m bench

assets: ## rebuild what is vendored from npm (needs Node)
	sh wiki/web/assets/build
