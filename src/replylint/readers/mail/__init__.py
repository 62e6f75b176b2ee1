"""Mails: from the bytes of a message to the reply that was written in it."""
