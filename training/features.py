"""What the model reads: the linter's own reading (`replylint.engine.judge.features`), cut as in training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replylint.engine.judge import features
from replylint.engine.judge.features import CLS, CUSTOMER, SEP, Pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["CLS", "MAX_CUSTOMER", "MAX_REPLY", "PAD", "SEP", "TYPES", "Pieces", "encode"]

PAD = 0
MAX_REPLY, MAX_CUSTOMER = 200, 64
"""Word pieces kept of each; the customer's message is the first to be cut."""
TYPES = 2 * CUSTOMER


def encode(tokenizer: Tokenizer, reply: str, customer: str | None) -> Pieces:
    """`[CLS] reply [SEP]`, and `customer [SEP]` where the message is known."""
    return features.encode(tokenizer, reply, customer, (MAX_REPLY, MAX_CUSTOMER))
