"""Matchers: one module for each kind of pattern."""
