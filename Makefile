# Everything a newcomer runs. Needs python3.11 (or newer), pip and make; the rest is installed into .venv.
#   make site    the bundled content as web pages, Markdown and one email, in build/
#   make test    the tests that this machine can run; what is missing, or takes seconds, is named as skipped (CI=1: all)
#   make frameworks   adds Flask, Django, FastAPI, Sphinx and the FHIR models, which widen what `make test` tries
#   make test-spark   newsletters on Spark (needs Java 17); installs pyspark and pandas
#   make docs    the documentation as a site, in build/docs
#   make check   format, lint, types, content
#   make bench   CPU time of the installed wheel, beside what it stands on
#   make content-report   docs/content-report.md: reading grades and plain-language checks of the bundled content
#   make constraints   look for newer dependencies and pin them again
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help

# The first interpreter that is new enough; PYTHON=... overrules.
PYTHON ?= $(shell for name in python3.11 python3.13 python3.12 python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
# Hashes in constraints.txt are checked for every package it names; -e . itself has none, which is why these are
# constraints and not a requirements file with --require-hashes.
PIP := $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt
PINS := pyproject.toml constraints.txt
# Each worker begins with a share of the files in a row, so that tests that share one browser, or one built wheel,
# meet on it, and takes from the others at the end. Each holds the whole catalog: more than four of them need more
# memory than they save time.
TEST_ARGS ?= -n auto --maxprocesses 4 --dist worksteal

# uv brings its own list of certificates; a company's or a lab's own certificate lies with the system.
export UV_SYSTEM_CERTS ?= 1
export UV_NO_PROGRESS ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK ?= 1

.PHONY: help setup frameworks site docs test test-spark check bench content-report constraints clean

help:
	@sed -n '1,10s/^# \{0,1\}//p' Makefile

setup: $(VENV)/.ready-dev

frameworks: $(VENV)/.ready-dev
	$(PIP) -e '.[all,locale]' --group frameworks

site: $(VENV)/.ready
	$(BIN)/ketacontent site build/site --markdown build/markdown --email build/email

# The page of each integration is written from its module, so all frameworks are needed.
docs: frameworks
	$(BIN)/mkdocs build --quiet
	@echo "build/docs/index.html"

test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest $(TEST_ARGS)

test-spark: $(VENV)/.ready-dev
	$(PIP) --group spark
	$(BIN)/python -m pytest -rs tests/newsletter/test_spark.py

check: $(VENV)/.ready-dev
	scripts/check

bench: $(VENV)/.ready-dev
	$(BIN)/python bench/start.py
	$(BIN)/python bench/mail.py
	$(BIN)/python bench/site.py --sizes 1000
	$(BIN)/python bench/lint.py

# textstat 0.7.4 needs a setuptools that still has pkg_resources; neither belongs into the development environment,
# so uv makes one for this run only.
content-report: $(VENV)/.ready-dev
	$(BIN)/uv run --quiet --no-project --python $(BIN)/python --with-editable '.[authoring]' \
		--with 'textstat==0.7.4' --with 'setuptools<81' \
		python -W 'ignore:pkg_resources is deprecated' scripts/content_report.py $(REPORT_ARGS)

constraints: $(VENV)/.ready-dev
	scripts/constraints.sh --upgrade

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# --without-pip, then pip from outside: works where Debian's python3-venv is not installed. The sed takes uv's own pin
# with its hashes, which pip wants in a requirements file.
$(BIN)/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found." >&2; exit 2; }
	$(PYTHON) -m venv --without-pip $(VENV)
	sed -n '/^uv==/,/[^\\]$$/p' constraints.txt > $(VENV)/uv.txt
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --no-deps -r $(VENV)/uv.txt
	@touch $@

# The stamps keep a second `make` from installing again; a changed pin or dependency makes them stale.
$(VENV)/.ready: $(BIN)/uv $(PINS)
	$(PIP) -e '.[all]'
	@touch $@

$(VENV)/.ready-dev: $(BIN)/uv $(PINS)
	$(PIP) -e '.[all]' --group dev
	@touch $(VENV)/.ready $@
