# The commands that a person runs and that CI runs: docs/contributing.md lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
export UV_PYTHON_DOWNLOADS := never

.PHONY: help setup demo test matrix lint format types contracts check clean

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP)  ## create .venv with everything in it; a second when nothing changed
	@echo "$(VENV) is ready. Next: make demo, or make test"

$(STAMP): requirements.lock pyproject.toml
	@echo "Setting up $(VENV): a virtual environment and the locked packages (once; about half a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: on Debian and Ubuntu, apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode requirements.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $(STAMP)

demo: $(STAMP)  ## the bot in a Slack-like page on http://127.0.0.1:8300, no accounts
	@$(BIN)/ses-check demo

test: $(STAMP)  ## all tests, on two cores
	@$(BIN)/pytest -n 3 --dist worksteal

matrix: $(STAMP)  ## every fault through the product: prints the table, writes docs/fault-matrix.md
	@$(BIN)/python -m tests.matrix

lint: $(STAMP)  ## ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(STAMP)  ## let ruff rewrite
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(STAMP)  ## mypy, strict
	@$(BIN)/mypy

contracts: $(STAMP)  ## the layers of docs/architecture.md
	@$(BIN)/lint-imports

check: lint types contracts test  ## everything that CI runs

clean:  ## remove what setup made
	rm -rf $(VENV)
