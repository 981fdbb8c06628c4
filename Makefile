# Every target sets up what it needs. PYTHON may name another interpreter of 3.11 or newer.
PYTHON ?= python3
GOLD ?= ../shared
DATA ?= ../shared/data
BIN := .venv/bin

.PHONY: demo test check lint types contracts tests eval bench train crossval clean

demo: .venv/ready
	$(BIN)/casus demo

test: check

check: lint types contracts tests

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

contracts: .venv/dev
	$(BIN)/lint-imports

tests: .venv/dev
	$(BIN)/python -m pytest

eval: .venv/dev
	$(BIN)/python -m eval.gate --gold $(GOLD)

bench: .venv/dev
	$(BIN)/python -m bench

train: .venv/train
	$(BIN)/python -m training.train --data $(DATA) --out src/casus/language/model
	$(BIN)/python -m training.events.train --pages $(GOLD)/train training/coded --out src/casus/language/model
	$(BIN)/python -m training.actors --pages training/coded

# networks that have not seen a fold of the coded pages, for the cross-validated part of `make eval`
crossval: .venv/train
	$(BIN)/python -m training.events.crossval --pages $(GOLD)/train training/coded --out build/cv
	$(BIN)/python -m training.choices --pages $(GOLD)/train training/coded --networks build/cv

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	touch $@

.venv/train: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
	touch $@

clean:
	rm -rf .venv build dist out
