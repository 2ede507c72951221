"""Interview preparation in the terminal: question banks, graded free-text answers, spaced repetition."""

__version__ = "0.1.0"
