# `make site` builds the example site into output/; `make test` checks everything. Both set themselves up:
# a virtual environment with the versions of constraints.txt, made again only when those change.
# A machine needs Python 3.11 or later and make; nothing asks a question.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.installed
TESTING := $(VENV)/.installed-test
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable

.PHONY: site manual test lint types tools golden reference messages fuzz bench screenshots upgrade clean help

site: $(RUNTIME) ## build the example site into output/
	$(PY) -m mingpian build

test: tools lint types ## all checks: ruff, mypy, pytest
	$(PY) -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder

lint: $(TESTING) ## ruff alone
	$(PY) -m ruff check .

types: $(TESTING) ## mypy alone
	$(PY) -m mypy

tools: $(TESTING) ## what the tests need beyond Python: Chromium, Nu HTML checker, axe, CommonMark's examples
	$(PY) tests/tools.py

golden: $(TESTING) ## write the expected output of the golden sites anew; read the diff before you commit it
	$(PY) -m pytest --golden=update -m golden

reference: $(RUNTIME) ## write the manual's reference anew from the declarations: settings, fields, commands, templates, codes
	$(PY) -m mingpian schema --markdown --into docs/content/chapters

messages: $(TESTING) ## bring the Chinese catalogue in line with the texts in the source, and name those that lack their Chinese
	$(PY) -m tests.i18n.extract

manual: $(RUNTIME) ## build the manual into docs/output/
	$(PY) -m mingpian build --root docs

fuzz: $(TESTING) ## the property tests, with many more examples
	$(PY) -m pytest --hypothesis-profile=fuzz -m hypothesis

bench: $(TESTING) ## measure this generator beside its peers
	$(PY) -m benchmarks

screenshots: tools ## take the pictures of docs/screenshots/ anew
	$(PY) -m tests.browser.gallery

upgrade: ## move constraints.txt to the newest versions that pyproject.toml allows
	rm -rf .cache/upgrade
	$(PYTHON) -m venv .cache/upgrade
	.cache/upgrade/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	.cache/upgrade/bin/python -m pip list --format=freeze --exclude-editable --exclude pip --exclude setuptools > constraints.txt
	rm -rf .cache/upgrade

clean: ## remove the built site and every cache, keep the environment
	rm -rf output .mingpian .cache dist

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

$(PY):
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml constraints.txt | $(PY)
	$(INSTALL) .
	touch $@

$(TESTING): pyproject.toml constraints.txt | $(PY)
	$(INSTALL) '.[test]'
	touch $@ $(RUNTIME)
