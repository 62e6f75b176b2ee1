"""Text and places in it: spans, sources, offset maps, replies, problems."""
