# What a person types: `make run`, `make test`. Each target sets up what it needs; a second set-up does nothing.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench accuracy scans seeded docs

SHELL := bash
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 12

$(READY): pyproject.toml constraints.txt tools/setup.sh
	@tools/setup.sh $(VENV)
	@touch $@

setup: $(READY)  ## create .venv and install gouji with its developers' tools
	@echo "gouji: $(VENV) is ready; next: make run"

run: $(READY)  ## run the whole path on samples/: embedded DuckDB, no server
	@$(BIN)/gouji run samples --manifest samples/manifest.csv

test: $(READY)  ## install what is missing and run all tests
	@tools/debian_packages.sh
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: $(READY)  ## ruff, mypy --strict, the import contracts, sqlfluff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	GOUJI_WAREHOUSE=:memory: $(BIN)/sqlfluff lint --disable-progress-bar dbt_project/models

bench: $(READY)  ## measure speed and memory beside other tools, write docs/speed.md, then run the rest of benchmarks/
	@status=0; $(BIN)/python -m benchmarks.speed -o docs/speed.md || status=1; \
	for module in extraction localise newcomer; do \
		echo "== $$module"; $(BIN)/python -m "benchmarks.$$module" || status=1; \
	done; exit $$status

accuracy: $(READY)  ## draw reports in every layout, read them back and write docs/accuracy.md
	@$(BIN)/python -m tools.accuracy --reports 1 -o docs/accuracy.md

scans: $(READY)  ## draw scans as they come in, read them back and write docs/scans.md
	@$(BIN)/python -m tools.accuracy.scans --seeds 1 2 -o docs/scans.md

seeded: $(READY)  ## plant errors for every rule, have dbt judge them and write docs/rules.md
	@$(BIN)/python -m tools.seeded -o docs/rules.md

docs: $(READY)  ## write the generated pages of docs/ and dbt's own documentation
	@$(BIN)/python -m tools.write_docs
	@tools/dbt_docs.sh $(BIN)
