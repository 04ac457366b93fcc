# Saraban. On a fresh machine: `make demo`, then `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: audit bench bench-counter bench-deadlines bench-letters bench-reading bench-search bench-tracking check clean demo gallery golden lint lock reference test types wheel

check: lint types test          ## everything a change must pass

# Debian keeps venv in a package of its own; where it is missing, virtualenv stands in.
$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear $(VENV) || { \
	    $(PYTHON) -m pip install --quiet --target $(VENV).tool virtualenv && \
	    PYTHONPATH=$(VENV).tool $(PYTHON) -m virtualenv --quiet $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
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

bench: $(VENV)/.installed-test  ## all of them one after another, into docs/benchmarks.md (BENCH=--quick: small sizes)
	$(BIN)/python -m benchmarks.bench $(BENCH)

bench-deadlines: $(VENV)/.installed-test  ## how fast and how rightly deadlines are read, beside others
	$(BIN)/python -m benchmarks.deadlines

bench-counter: $(VENV)/.installed-test  ## how quickly the counter in the browser answers
	$(BIN)/python -m benchmarks.counter

bench-reading: $(VENV)/.installed-test  ## how fast letters are understood
	$(BIN)/python -m benchmarks.reading

bench-letters: $(VENV)/.installed-test  ## how fast letters are written, and where their lines end
	$(BIN)/python -m benchmarks.letters
	$(BIN)/python -m benchmarks.line_breaks
	$(BIN)/python -m benchmarks.readers

gallery: $(VENV)/.installed-test ## draw the pictures of docs/gallery again
	$(BIN)/python -m benchmarks.gallery

reference: $(VENV)/.installed-test ## write docs/reference.*.md again from the commands
	$(BIN)/python -m benchmarks.reference

bench-search: $(VENV)/.installed-test  ## how well and how fast letters are found, beside others
	$(BIN)/python -m benchmarks.search

bench-tracking: $(VENV)/.installed-test  ## how quickly a country's registry answers, and that kill -9 loses nothing
	$(BIN)/python -m benchmarks.tracking

golden: $(VENV)/.installed-test ## rewrite the golden files; look at the diff
	$(BIN)/python -m pytest -q --update-golden tests

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header

lock: $(VENV)/.installed-test   ## pin again; the test lock also holds what the first one does
	$(COMPILE) --build-deps-for editable -o requirements.lock pyproject.toml
	$(COMPILE) --build-deps-for editable --extra test -o requirements-test.lock pyproject.toml

audit: $(VENV)/.installed-test  ## ask the public list of known weaknesses about what is pinned (needs the Internet)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --target $(VENV).tool pip-audit
	PYTHONPATH=$(VENV).tool $(BIN)/python -m pip_audit --requirement requirements.lock --disable-pip

wheel: $(VENV)/.installed       ## build the wheel
	$(BIN)/python -m build --wheel

clean:                          ## remove what was built
	rm -rf $(VENV) $(VENV).tool demo dist
