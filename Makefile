# Two commands are enough: `make run` and `make test`. Each target does all its set-up itself.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run stop status test lint types checks generated reset bench lock messages set-up environment

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
SERVERS := $(BIN)/python -m kompass_site.devserver
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
PYTEST := PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(BIN)/python -m pytest

# Values that let production settings start, for `check --deploy`; none is a real one.
AS_PRODUCTION := KOMPASS_SECRET_KEY=an-example-of-fifty-or-more-characters-0123456789-abcdefgh \
	KOMPASS_HOSTS=kompass.example KOMPASS_SITE_ADDRESS=https://kompass.example \
	KOMPASS_MAIL_URL=smtp://mail.kompass.example:587 KOMPASS_MAIL_FROM=kompass@kompass.example KOMPASS_DATA_DIR=/tmp \
	DATABASE_URL=postgresql://kompass_app@/kompass DATABASE_OWNER_URL=postgresql://kompass_owner@/kompass \
	VALKEY_URL=redis://127.0.0.1:6379 KOMPASS_HOOK_IS_ENOUGH=yes

help:     ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: set-up     ## Start everything and tell where it is (PORT=8001 make run for another port)
	@exec $(SERVERS) run

stop: set-up     ## Stop what runs from this checkout
	@$(SERVERS) stop

status: set-up     ## Tell what runs from this checkout, and how much memory it takes
	@$(SERVERS) status

test: set-up     ## Every check and test, fast ones first
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target checks types generated
	$(PYTEST) -n 2 --dist worksteal -m "not browser and not generated" --ignore=tests/benchmarks
	@if [ -x /usr/bin/chromium ] || command -v chromium >/dev/null; then \
		set -x; $(PYTEST) -n 2 --dist worksteal -m browser; \
	else \
		printf '\n!!! NOT RUN: the browser tests, since there is no Chromium (apt-get install chromium)\n\n'; \
	fi

lint: set-up     ## The checks without the tests
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target checks types

# These work on one processor each, so that two of them share the machine.
checks:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	find templates -name '*.html' -exec $(BIN)/djade --check --target-version 6.1 {} +
	$(SERVERS) exec --throwaway -- python manage.py makemigrations --check --dry-run
	$(MANAGE) check
	$(AS_PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING --settings kompass_site.settings.production
	$(MANAGE) check_translations
	$(BIN)/python .ci/audit.py

types:
	$(BIN)/mypy .

generated:
	$(PYTEST) -m generated tests/api

bench: set-up     ## Measure against the numbers the product promises (FULL=1 with 60,000 actions)
	$(if $(FULL),KOMPASS_BENCH=--full )$(PYTEST) tests/benchmarks

reset: set-up     ## Throw away the development database, queue and files
	@$(SERVERS) reset

lock: set-up     ## Pin the newest versions that requirements/*.in allow, with hashes
	cd requirements && for name in base dev production; do \
		../$(BIN)/uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
			--custom-compile-command "make lock" --upgrade --quiet --output-file $$name.txt $$name.in || exit 1; \
	done

messages: set-up     ## Compile the translations that have changed

set-up: environment $(TRANSLATIONS)

environment:
	@python=$$(sh kompass_site/devserver/find_python.sh) && exec "$$python" kompass_site/devserver/set_up.py

$(TRANSLATIONS): %.mo: %.po | environment
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
