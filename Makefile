# Two commands: `make example` shows what graphkit does, `make test` checks that it does it.
# Both make the environment in .venv when it is not there. Another Python: make example PYTHON=python3.12

SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: example test parity lint wheel system clean

VENV ?= .venv
BIN := $(VENV)/bin
GRAPH := examples/output/graph
PAGE := examples/output/page.html
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

example: $(VENV)/installed
	@mkdir -p $(dir $(GRAPH))
	$(BIN)/graphkit build examples/articles -o $(GRAPH)
	@echo; echo "Who met whom:"
	$(BIN)/graphkit query $(GRAPH) meetings
	@echo; echo "Who sent troops where, asked in Cypher (the embedded database starts for it):"
	$(BIN)/graphkit query $(GRAPH) deployments --lang cypher
	@echo; echo "What North Korea took part in, with the sentences that say so:"
	$(BIN)/graphkit query $(GRAPH) timeline --actor "Kuzey Kore" --evidence
	@echo
	$(BIN)/graphkit view $(GRAPH) -o $(PAGE)
	@echo
	@echo "articles   examples/articles/   (what each shows: examples/README.md)"
	@echo "graph      $(GRAPH)/"
	@echo "page       $(PAGE)   open it in a browser"
	@echo "go on      $(BIN)/graphkit --help"

test: system $(VENV)/installed-test lint
	$(BIN)/python -m pytest

# Every named query on 100,000 generated events in Oxigraph, ArcadeDB, Neo4j and Fuseki: the same rows (15 minutes, 8 GB).
parity: system $(VENV)/installed-test
	GRAPHKIT_EVENTS=100000 $(BIN)/python -m pytest -q tests/test_query_generated.py

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy

# The wheel, installed in an environment of its own, does the main job in another folder.
wheel: $(VENV)/installed-test
	.ci/wheel $(BIN)/python

# Programs that the tests drive: Chromium, Java and Maven.
system:
	@.ci/system

clean:
	rm -rf dist examples/output

$(VENV)/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with its venv module is needed (Debian: apt-get install python3-venv)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@
