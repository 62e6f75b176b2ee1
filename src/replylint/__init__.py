"""Replylint: a linter for replies to customers."""

__version__ = "0.1.0"
