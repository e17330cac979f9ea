# Daily recipes; `just` lists them. They expect the environment of the README's test command in .venv.
python := ".venv/bin/python"

# list the recipes
default:
    @just --list

# make the environment
setup:
    python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

# run the tests
test *ARGS:
    {{python}} -m pytest {{ARGS}}

# lint, types and floors
lint:
    .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports

# format the code
format:
    .venv/bin/ruff check --fix . && .venv/bin/ruff format .

# train the classifier from corpus/clauses into models/
train *ARGS:
    {{python}} scripts/train.py {{ARGS}}

# score the project's own agreements against their gold
evaluate *ARGS:
    {{python}} scripts/evaluate.py {{ARGS}}

# time the pipeline beside its peers
benchmark *ARGS:
    {{python}} scripts/benchmark.py {{ARGS}}

# look for input that breaks a reader: just fuzz pdf --minutes 20 (needs the extra [fuzz])
fuzz *ARGS:
    {{python}} scripts/fuzz.py {{ARGS}}

# make the sample agreements again
samples:
    {{python}} scripts/make_samples.py

# all that CI does
ci:
    bash .ci/run
