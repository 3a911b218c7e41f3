# Two commands set everything up: `make demo` runs the main job, `make test` the tests.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SHARED_PDF := ../shared/real/us-ues-system-upgrade-pws.pdf
OWN_PDF    := examples/eu-open-permits/rfp.pdf
# Labelled documents lie beside the checkout; without them, or before the first figures, no check.
LABELLED   := $(and $(wildcard ../shared/gold/score.py),$(wildcard docs/accuracy.json))

.PHONY: demo test check accuracy bench wheel format clean

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[pdf]" --group dev
	touch $@

demo: $(VENV)/ready
	for case in us-case-management eu-open-permits uk-library-system; do \
	  $(BIN)/rfpkit build examples/$$case -o build/$$case || exit; done
	$(BIN)/rfpkit build examples/eu-tree-register --all -o build/eu-tree-register
	$(BIN)/rfpkit evaluate examples/eu-open-permits
	$(BIN)/rfpkit status examples/eu-open-permits
	$(BIN)/rfpkit lint --fail-on never $(firstword $(wildcard $(SHARED_PDF)) $(OWN_PDF))

test: $(VENV)/ready
	$(BIN)/python -m pytest -n auto

check: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto
	$(if $(LABELLED),$(BIN)/python scripts/accuracy.py --check)

accuracy: $(VENV)/ready
	$(BIN)/python scripts/accuracy.py

bench: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python scripts/bench.py

# The wheel does the main job in an empty environment, outside the checkout.
wheel: $(VENV)/ready
	rm -rf dist build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --wheel --outdir dist .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet "$$(ls $(CURDIR)/dist/*.whl)[pdf]"
	cp examples/us-case-management/spec.yml build/wheel/
	cd build/wheel && venv/bin/rfpkit build spec.yml -o out && venv/bin/rfpkit lint spec.yml out

format: $(VENV)/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build dist
