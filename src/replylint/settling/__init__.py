"""Which findings count: what is suppressed, what was accepted before, and what of that is of no use now."""
