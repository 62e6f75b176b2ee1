"""The engine: reading a reply, matching patterns, judging rules."""
