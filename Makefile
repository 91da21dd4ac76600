# What a person types. The work is in scripts/ and in manage.py; `make help` lists the targets.
PORT ?= 8000
PYTEST_WORKERS ?= 2

python = .venv/bin/python

# A test must not see the settings of the person who runs it: neither .env nor what the shell exports.
settings = $(shell sed -n 's/^\#\{0,1\} *\([A-Z][A-Z0-9_]*\)=.*/-u \1/p' .env.example 2>/dev/null)
clean = env $(settings) -u DATABASE_URL -u DEBUG DJANGO_READ_DOT_ENV=off SECRET_KEY=only-for-tests-and-checks-0123456789-abcdefghijklmnopqrstuvwxyz

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run install test check bench lock

help: ## list the targets
	@sed -n 's/^\([a-z]*\): *## /  make \1\t/p' Makefile | expand -t 18

run: ## set up what is missing, then serve on http://127.0.0.1:8000 (PORT=... for another)
	@scripts/setup.sh run
	@exec $(python) manage.py serve --port $(PORT)

install: ## set up what is missing and prepare the database, without serving
	@scripts/setup.sh run
	@exec $(python) manage.py prepare

test: ## all tests, on SQLite and on a throw-away PostgreSQL (what touches a database)
	@scripts/setup.sh dev test
	@echo "== SQLite, with the journeys in a browser"
	@$(clean) CHROMIUM="$$(scripts/find_chromium.sh)" $(python) -m pytest -n $(PYTEST_WORKERS) --dist loadgroup -m "not postgres"
	@echo "== PostgreSQL: everything that touches a database"
	@$(clean) CHROMIUM="$$(scripts/find_chromium.sh)" scripts/with_postgres.sh $(python) -m pytest -n $(PYTEST_WORKERS) --dist loadgroup -m "(not browser or everywhere) and not pure and not measured"

check: ## style, types, import order, security, migrations, vendored files: looks, changes nothing
	@scripts/setup.sh dev
	@$(clean) DATABASE_URL=sqlite://:memory: scripts/check.sh

bench: ## measure pages, actions and documents
	@scripts/setup.sh dev
	@exec $(python) -m benchmarks

lock: ## pin requirements.in, -dev.in and -s3.in anew, with hashes (needs uv)
	@scripts/lock.sh
