# The commands that a person runs and that CI runs: docs/contributing.md explains them.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
PROCESSES ?= 3
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
# The tests whose outcome can depend on the version of Python: TLS, asyncio, processes, sqlite3, the standard library's
# messages. CI runs these on a second Python. The rest is pure, or takes too long to run twice.
VERSION_TESTS := $(addprefix tests/,probes lab cli store jobs targets handlers/slack handlers/app \
	test_app.py test_logs.py test_service.py test_settings.py)
# The system's certificates hold the authority of a proxy that inspects TLS. pip and uv each bring a list of their own
# instead, so setup points both to the system's.
CA_FILE := $(firstword $(wildcard $(SSL_CERT_FILE) /etc/ssl/certs/ca-certificates.crt \
	/etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem))
REQUESTS_CA_BUNDLE ?= $(CA_FILE)
UV_SYSTEM_CERTS ?= $(if $(CA_FILE),true,false)
INSTALL := REQUESTS_CA_BUNDLE="$(REQUESTS_CA_BUNDLE)" UV_SYSTEM_CERTS="$(UV_SYSTEM_CERTS)" UV_PYTHON_DOWNLOADS=never \
	VIRTUAL_ENV="$(abspath $(VENV))"

.PHONY: help setup demo test test-versions matrix lint format types contracts check clean

help:  ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP)  ## create .venv with everything in it; a second when nothing changed
	@echo "$(VENV) is ready. Next: make demo, or make test, or source $(BIN)/activate and then ses-check --help"

$(STAMP): requirements.lock pyproject.toml
	@echo "Setting up $(VENV): a virtual environment with the locked packages, 540 MB. It needs Python 3.11 or"
	@echo "newer with its venv module, and a package index (PyPI). Once; about half a minute on a fast network."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is missing or older than Python 3.11. If there is a newer one: make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) lacks the venv module. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@{ $(INSTALL) $(BIN)/python -m pip install --quiet --disable-pip-version-check uv && \
	$(INSTALL) $(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode requirements.lock && \
	$(INSTALL) $(BIN)/uv pip install --quiet --no-deps --editable .; } || { echo "The packages could not be installed. Behind a proxy set HTTPS_PROXY, for a mirror PIP_INDEX_URL and UV_DEFAULT_INDEX, for certificates outside the system's store SSL_CERT_FILE. Then: make setup"; exit 1; }
	@touch $(STAMP)

demo: $(STAMP)  ## the bot in a Slack-like page on http://127.0.0.1:8300, no accounts; PORT=8301 for another port
	@$(BIN)/ses-check demo $(if $(SCENARIO),--scenario $(SCENARIO)) $(if $(PORT),--port $(PORT))

test: $(STAMP)  ## all tests
	@echo "All tests, in $(PROCESSES) processes: about 5 minutes on two idle cores."
	@$(BIN)/python -m tests.programs
	@$(BIN)/pytest -n $(PROCESSES) --dist worksteal

test-versions: $(STAMP)  ## the tests whose outcome can depend on the version of Python
	@echo "The tests that depend on the version of Python, here $$($(BIN)/python -V), in $(PROCESSES) processes: about 2 minutes on two idle cores."
	@$(BIN)/python -m tests.programs
	@$(BIN)/pytest -n $(PROCESSES) --dist worksteal $(VERSION_TESTS)

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

contracts: $(STAMP)  ## import-linter: the layers of docs/architecture.md
	@$(BIN)/lint-imports

check: lint types contracts test  ## everything that CI runs

clean:  ## remove what setup made
	rm -rf $(VENV)
