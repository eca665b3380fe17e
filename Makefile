# Kneedrive. Each target sets up what it needs, by itself, in this folder's own environment; another
# Python gets one of its own: make PYTHON=python3.12 test works in .venv-3.12.
PYTHON ?= python3
VENV ?= .venv$(patsubst python%,-%,$(filter-out python python3,$(notdir $(PYTHON))))
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench mutants train docs lock clean

help: ## what can be made here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/run.done ## film a synthetic runner, analyse the film, write demo/report.html
	$(BIN)/kneedrive demo --out demo

TESTS ?= tests
test: $(VENV)/dev.done ## all tests but the long ones, or those in TESTS
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(TESTS)

lint: $(VENV)/dev.done ## style, types, and the order of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.done ## put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.done ## measure accuracy and speed anew, rewrite the tables in docs/ (long)
	$(BIN)/python -m bench

mutants: $(VENV)/dev.done ## put small mistakes into the measuring core, count those that its tests notice (long)
	$(BIN)/python -m bench mutants

LAB ?= ../shared/lab
train: $(VENV)/dev.done ## learn anew from measured runs in LAB (any folder of the data set) and studio films (long)
	$(BIN)/python -m training $(LAB)

docs: $(VENV)/dev.done ## make docs/metrics.md and docs/programme.md from their tables
	$(BIN)/python -m kneedrive.stride.register_page > docs/metrics.md
	$(BIN)/python -m kneedrive.programme.rules_page > docs/programme.md

# The newest versions that every Python from 3.11 on can have, the same for all of them.
RESOLVE := ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --no-header --no-annotate
lock: $(VENV)/dev.done ## resolve the pinned versions anew
	$(BIN)/pip install --quiet uv
	cd requirements && $(RESOLVE) --upgrade dev.in -o dev.txt
	cd requirements && $(RESOLVE) --upgrade --constraints dev.txt run.in -o run.txt

clean: ## remove the environments and all that was made
	rm -rf .venv .venv-* $(VENV) demo results

$(BIN)/python:
	@python=$$(scripts/find-python $(PYTHON)) && \
	scripts/with-dots "Setting up $$($$python --version) in $(VENV) ..." sh -c "\
		$$python -m venv $(VENV) || { rm -rf $(VENV); $$python -m pip install --quiet --user virtualenv \
		&& $$python -m virtualenv --quiet $(VENV); }"

$(VENV)/run.done: $(BIN)/python requirements/run.txt pyproject.toml
	@scripts/with-dots "Installing what Kneedrive needs into $(VENV) (about a minute) ..." \
		$(BIN)/pip install --quiet --requirement requirements/run.txt
	@scripts/with-dots "Installing Kneedrive itself ..." \
		$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/dev.done: $(VENV)/run.done requirements/dev.txt
	@scripts/with-dots "Installing what its tests need (about half a minute) ..." \
		$(BIN)/pip install --quiet --requirement requirements/dev.txt
	@touch $@
