"""Fixes brought home: from edits of replies to files that are otherwise the same, byte for byte."""
