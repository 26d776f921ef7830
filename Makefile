# Everything from a fresh clone: needs Python 3.11 or newer and make, and takes uv where there is one.
# All paths are relative, so the clone may lie anywhere, below a path with spaces too.

PY = .venv/bin/python
UV := $(shell command -v uv 2>/dev/null)
SCENARIO = scenarios/assiut
.DEFAULT_GOAL = help

.PHONY: help setup plan national test bench lint docs reference requirements clean

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' Makefile

setup: .venv/dev.done ## Install Mizalla with all that its developers need

plan: .venv/run.done ## Plan the scenario of Assiut, or make plan SCENARIO=folder
	$(PY) -m mizalla plan "$(SCENARIO)"

test: .venv/dev.done ## Run all tests, and see that they cover at least 90% of the code
	$(PY) -m pytest -n 2 --cov --cov-report=term

bench: .venv/dev.done ## Measure what docs/benchmarks.md promises, and compare with the plain model
	$(PY) -m benchmarks
	$(PY) -m benchmarks.allocation --size S

national: .venv/run.done ## Write the national scenario into build/national, if it is not there, and plan it
	test -d build/national || $(PY) -m mizalla generate scenarios/national/recipe.yaml build/national
	$(PY) -m mizalla plan build/national

lint: .venv/dev.done ## Check style, types and layers
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports

docs: .venv/docs.done ## Build the documentation into site/
	$(PY) -m mkdocs build --strict

reference: .venv/dev.done ## Write docs/reference/{commands,hooks,rules,records}.md anew from the code
	$(PY) -m mizalla.cli.reference > docs/reference/commands.md
	$(PY) -m mizalla.reference docs/reference
	$(PY) -m mizalla.export.schemas docs/reference/schemas

requirements: ## Write requirements/ anew from uv.lock
	sh requirements/export.sh requirements

clean: ## Remove all that was made, but not what was written
	rm -rf .venv site dist build/national .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/%.done: pyproject.toml uv.lock requirements/%.txt requirements/install.sh
	sh requirements/install.sh $* "$(UV)"
	@touch $@
