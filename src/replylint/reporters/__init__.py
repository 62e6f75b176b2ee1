"""Reporters: from a report to text."""
