# What a contributor types; each target first sets up what it lacks. Paths with spaces are fine.

PYTHON ?= python3
PREFIX ?= $(HOME)/.local
PROJECT ?=
ARGS ?=

VENV_PYTHON := .venv/bin/python
INSTALL := $(VENV_PYTHON) -m pip --disable-pip-version-check install --constraint constraints.txt
OFFSCREEN := QT_QPA_PLATFORM=offscreen $(VENV_PYTHON)

# The Python of .venv, or nothing when .venv is missing, half made, or its Python has left the machine.
MADE_WITH := $(shell $(VENV_PYTHON) -c 'import pip, sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
ifeq ($(origin PYTHON),file)
WANTED := $(MADE_WITH)
else
WANTED := $(shell "$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
endif
ifeq ($(and $(MADE_WITH),$(filter $(MADE_WITH),$(WANTED))),)
VENV := venv
endif

help: ## list the targets; `make` alone does so too
	@echo "make TARGET [PYTHON=python3.12]"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '  %-16s %s\n' "$$name" "$$what"; done

run: .venv/installed-to-run ## open the window; PROJECT=study.otsannot opens that study
	@$(VENV_PYTHON) -IS tools/system_packages.py window
	@$(VENV_PYTHON) -m otsannot $(if $(PROJECT),"$(PROJECT)")

test: .venv/installed-to-develop ## run every test; ARGS="-k spans" chooses
	@$(VENV_PYTHON) -IS tools/system_packages.py offscreen
	$(OFFSCREEN) -m pytest -n 2 $(ARGS)

check: .venv/installed-to-develop ## look for faults in style, types and imports
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m mypy
	.venv/bin/lint-imports

bench: .venv/installed-to-develop ## measure how fast it is; ARGS go to the benchmarks
	@$(VENV_PYTHON) -IS tools/system_packages.py offscreen
	$(OFFSCREEN) -m tests.benchmarks $(ARGS)

fuzz: .venv/installed-to-develop ## give the readers of texts damaged files, a minute for each; ARGS="docx --seconds 600"
	$(VENV_PYTHON) -m tests.fuzz $(ARGS)

screenshots: .venv/installed-to-develop ## take the pictures in docs/screenshots anew
	@$(VENV_PYTHON) -IS tools/system_packages.py offscreen fonts
	$(VENV_PYTHON) -m tools.pictures docs/screenshots $(ARGS)

wheel: .venv/installed-to-develop ## build the wheel, in dist/
	$(VENV_PYTHON) -m build --wheel --no-isolation

try-wheel: .venv/installed-to-develop ## build the wheel and use it where nothing else is installed
	tools/try_wheel.sh $(VENV_PYTHON)

install-desktop: .venv/installed-to-run ## add otsannot to the desktop's menu, under PREFIX (~/.local)
	$(VENV_PYTHON) tools/install_desktop.py "$(PREFIX)"

clean: ## remove all that was made, .venv too
	rm -rf .venv build dist bench.json .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

venv:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"otsannot needs Python 3.11 or newer, and $(PYTHON) is older. Try: make PYTHON=python3.12")'
	"$(PYTHON)" -m venv --clear .venv

.venv/installed-to-run: pyproject.toml constraints.txt $(VENV)
	$(INSTALL) hatchling editables
	$(INSTALL) --no-build-isolation --editable .
	@touch $@

.venv/installed-to-develop: pyproject.toml constraints.txt $(VENV)
	$(INSTALL) hatchling editables
	$(INSTALL) --no-build-isolation --editable ".[test,dev]"
	@touch .venv/installed-to-run $@

.PHONY: help run test check bench fuzz screenshots wheel try-wheel install-desktop clean venv
