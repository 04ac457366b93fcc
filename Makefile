# Saraban. On a fresh machine: `make demo`, then `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: check demo test lint types golden lock wheel clean

check: lint types test          ## everything a change must pass

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

demo: $(VENV)/.installed        ## install and run the main job on the sample circular
	@$(BIN)/python -m benchmarks.demo

test: $(VENV)/.installed-test   ## install what the tests need and run them
	sh tests/install-system-packages.sh
	$(BIN)/python -m pytest -q -n auto

lint: $(VENV)/.installed-test   ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-test  ## mypy, strict
	$(BIN)/mypy && $(BIN)/mypy cli.py

golden: $(VENV)/.installed-test ## rewrite the golden files; look at the diff
	$(BIN)/python -m pytest -q --update-golden tests

lock: $(VENV)/.installed-test   ## pin again
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --extra test -o requirements-test.lock pyproject.toml

wheel: $(VENV)/.installed       ## build the wheel
	$(BIN)/python -m build --wheel

clean:                          ## remove what was built
	rm -rf $(VENV) demo dist
