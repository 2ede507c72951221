# `make` checks everything that CI checks, fast things first.
PYTHON ?= .venv/bin/python

.PHONY: check format lint types test banks bench grading train

check: lint types test banks

format:
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

banks:
	$(PYTHON) -m interview_prep lint

bench:
	$(PYTHON) benchmarks/speed.py

grading:
	$(PYTHON) benchmarks/grading.py

train:
	$(PYTHON) -m training.train
