# The doors of the workshop. `make run` is all an office needs; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run packages setup test test-quick proof screens lock

PY := .venv/bin/python
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

PO := $(wildcard locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
VENDOR := static/vendor/.made

help:
	@echo "make run         set up and start everything (HOST= PORT= DEMO=0)"
	@echo "make setup       set up only"
	@echo "make packages    fetch packages and compile translations only"
	@echo "make test        everything: style, types, contracts, both databases, browser, deployment check"
	@echo "make test-quick  style, contracts and the suite on SQLite (for daily work)"
	@echo "make proof       the long proofs, part by part (PART=name, FRESH=1); figures go to docs/proofs.md"
	@echo "make screens     walk the story in Chromium and take the pictures of docs/screens anew"
	@echo "make bench-NAME  one measurement of bench/NAME.py"
	@echo "make lock        lock the packages anew"

run: packages .env
	@exec $(PY) manage.py serve --setup

packages: .venv/.run $(VENDOR) $(MO)

setup: packages .env
	@$(PY) manage.py setup

test: .venv/.test $(VENDOR) $(MO)
	@$(PY) tests/run.py

test-quick: .venv/.test $(VENDOR) $(MO)
	@$(PY) tests/run.py --quick

proof: .venv/.test $(VENDOR) $(MO)
	@$(PY) bench/proofs.py $(if $(PART),--part $(PART)) $(if $(FRESH),--fresh)

screens: .venv/.test $(VENDOR) $(MO)
	@$(PY) bench/proofs.py --part screens --fresh

bench-%: .venv/.test $(VENDOR) $(MO)
	@$(PY) bench/$*.py

.venv/.run: requirements/run.txt .ci/packages
	@.ci/packages python requirements/run.txt
	@touch $@

.venv/.test: requirements/test.txt requirements/run.txt .ci/packages
	@.ci/packages python requirements/test.txt
	@touch .venv/.run $@

$(VENDOR): package.json package-lock.json .ci/packages
	@.ci/packages pages
	@touch $@

%.mo: %.po | .venv/.run
	@$(PY) .ci/catalogs.py $< $@

.env: | .venv/.run
	@.ci/secrets

lock: .venv/.run
	@.ci/packages lock
	@npm install --package-lock-only --ignore-scripts
