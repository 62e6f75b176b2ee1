"""Packs of rules: the model, YAML with places, loading, manual pages."""
