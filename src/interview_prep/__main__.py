"""Run `prep` as `python -m interview_prep`."""

from interview_prep.cli import main

main()
