"""The trained judge: a small encoder that says how likely each guideline is broken, and by which words."""
