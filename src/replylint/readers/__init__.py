"""Readers: from bytes on disk to replies."""
