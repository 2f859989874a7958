# Two commands do everything on a fresh machine with Python 3.11: `make run` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := samples/archive/sample.warc.gz
WEEK := 2026-W46

.PHONY: run test check serve schedule bench sample format clean

run: $(VENV)/.installed ## the whole main job on the bundled sample archive
	$(BIN)/pantau nightly --replay $(SAMPLE)
	$(BIN)/pantau matrix --week $(WEEK)
	$(BIN)/pantau search "layanan digital untuk warga desa" --limit 3
	$(BIN)/pantau brief --week $(WEEK)

test: $(VENV)/.installed-dev check ## everything that must hold before a change lands
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

check: $(VENV)/.installed-dev ## linters, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/yamllint --strict provinces samples/sources .yamllint.yml
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

serve: $(VENV)/.installed ## web app on http://127.0.0.1:8000
	$(BIN)/pantau serve

schedule: $(VENV)/.installed ## Dagster: nightly and weekly runs
	$(BIN)/pantau schedule

bench: $(VENV)/.installed-dev ## measurements beside named peers
	$(BIN)/python -m bench

sample: $(VENV)/.installed-dev ## build the sample web archive anew
	$(BIN)/python -m samples.build

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## take away everything `make` and the sample run made
	-$(BIN)/pantau db stop
	rm -rf $(VENV) .pantau

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed; name it with: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/.installed
