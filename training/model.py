"""The judge: a small encoder, 35 verdicts, and for each word piece how much it shows each violation."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name everybody knows

from features import CLS, PAD, SEP, TYPES
from guidelines import GUIDELINES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
LARGE = 1e4
CUT = 3
"""Layers below may be frozen, and their states kept: half the work."""


class Layer(nn.Module):
    """One transformer layer of BERT (post-norm)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Attend (``bias`` is -LARGE on padding), then transform."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias, dim=-1)
        mixed = (self.dropout(weights) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6; line breaks and case, which its word pieces do not know, come in above layer CUT."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.marks = nn.Embedding(TYPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def lower(self, ids: Tensor, types: Tensor) -> Tensor:
        """The states under layer CUT, (batch, length, WIDTH)."""
        bias = self._bias(ids)
        where = self.positions.weight[: ids.shape[1]]
        x = self.words(ids) + where[None] + self.segments(types // (TYPES // 2))
        x = self.dropout(self.norm(x))
        for layer in self.layers[:CUT]:
            x = layer(x, bias)
        return x

    def upper(self, x: Tensor, ids: Tensor, types: Tensor) -> Tensor:
        """The last states, from those under layer CUT."""
        bias = self._bias(ids)
        x = x + self.marks(types)
        for layer in self.layers[CUT:]:
            x = layer(x, bias)
        return x

    def _bias(self, ids: Tensor) -> Tensor:
        return (ids == PAD).to(self.norm.weight.dtype)[:, None, None, :] * -LARGE


class Judge(nn.Module):
    """Verdicts from the reply as a whole and from its strongest words, trained together."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        count = len(GUIDELINES)
        self.encoder = Encoder(dropout)
        self.whole = nn.Linear(3 * WIDTH, count)
        self.evidence = nn.Linear(WIDTH, count)
        self.trust = nn.Parameter(torch.full((count,), 0.5))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, types: Tensor, under: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Logits of the verdicts (batch, 35) and of the evidence (batch, length, 35).

        ``under``: the states under layer CUT, where they are known already.
        """
        under = self.encoder.lower(ids, types) if under is None else under
        states = self.encoder.upper(under, ids, types)
        reply = ((ids != PAD) & (ids != CLS) & (ids != SEP) & (types < TYPES // 2)).to(states.dtype)[
            ..., None
        ]
        mean = (states * reply).sum(1) / reply.sum(1).clamp(min=1.0)
        top = (states - (1.0 - reply) * LARGE).amax(1)
        summary = torch.cat([states[:, 0], mean, top.clamp(min=-50.0)], dim=-1)
        evidence = self.evidence(self.dropout(states)) - (1.0 - reply) * LARGE
        strongest = (torch.softmax(evidence, dim=1) * evidence.clamp(min=-50.0)).sum(1)
        return self.whole(self.dropout(summary)) + self.trust * strongest, evidence


def load_base(judge: Judge, weights: dict[str, Tensor]) -> None:
    """Fill the encoder with the weights of a MiniLM-L6 checkpoint (names of the transformers library)."""
    encoder = judge.encoder
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "segments.weight": weights["embeddings.token_type_embeddings.weight"],
        "marks.weight": torch.zeros(TYPES, WIDTH),
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for at in range(LAYERS):
        prefix = f"encoder.layer.{at}."
        for kind in ("weight", "bias"):
            parts = [weights[f"{prefix}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            state[f"layers.{at}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in names.items():
                state[f"layers.{at}.{ours}.{kind}"] = weights[f"{prefix}{theirs}.{kind}"]
    encoder.load_state_dict(state)
    nn.init.normal_(judge.whole.weight, std=0.01)
    nn.init.zeros_(judge.whole.bias)
    nn.init.normal_(judge.evidence.weight, std=0.02)
    nn.init.constant_(judge.evidence.bias, -1.0)
