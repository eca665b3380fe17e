# Kneedrive. Each target sets up what it needs, by itself, in this folder's own environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench train docs lock clean

help: ## what can be made here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/run.done ## film a synthetic runner, analyse the film, write demo/report.html
	$(BIN)/kneedrive demo --out demo

test: $(VENV)/dev.done ## all tests but the long ones
	$(BIN)/python -m pytest -n 2 --dist loadgroup

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

LAB ?= ../shared/lab
train: $(VENV)/dev.done ## learn anew from measured runs in LAB (any folder of the data set) and studio films (long)
	$(BIN)/python -m training $(LAB)

docs: $(VENV)/dev.done ## make docs/metrics.md and docs/programme.md from their tables
	$(BIN)/python -m kneedrive.stride.register_page > docs/metrics.md
	$(BIN)/python -m kneedrive.programme.rules_page > docs/programme.md

lock: $(VENV)/dev.done ## resolve the pinned versions anew
	$(BIN)/pip install --quiet uv
	cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
		--no-header --no-annotate --upgrade dev.in -o dev.txt
	cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
		--no-header --no-annotate --constraints dev.txt run.in -o run.txt

clean: ## remove the environment and all that was made
	rm -rf $(VENV) .venv-mediapipe demo results

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Kneedrive needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); $(PYTHON) -m pip install --quiet --user virtualenv \
		&& $(PYTHON) -m virtualenv --quiet $(VENV); }

$(VENV)/run.done: $(BIN)/python requirements/run.txt pyproject.toml
	$(BIN)/pip install --quiet --requirement requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/dev.done: $(VENV)/run.done requirements/dev.txt
	$(BIN)/pip install --quiet --requirement requirements/dev.txt
	@touch $@
