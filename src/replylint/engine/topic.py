"""Topic words: what a stretch of text is about."""

from replylint.engine.analysis import Analysis
from replylint.text.span import Span

CONTENT = ("NN", "VB", "JJ", "CD", "FW", "RB")
EMPTY = frozenset(
    (
        "be", "have", "do", "get", "go", "make", "can", "will", "not", "so", "very", "just", "now",
        "then", "here", "there", "please", "thank", "thanks", "hi", "hello", "dear", "sorry",
        "know", "let", "say", "want", "need", "thing", "way", "time", "day", "today", "also",
        "still", "again", "really", "more", "much", "many", "one", "like", "would", "could",
        "should", "may", "might", "must", "when", "how", "why", "where", "what", "write", "message",
        "email", "mail", "contact", "reply", "help", "use", "try", "take", "come", "see", "tell",
        "ask", "think", "hear", "understand", "other", "new", "good", "great", "nice", "back", "up",
        "out", "only", "even", "ever", "never", "already", "yet", "too", "well", "always",
        "customer", "guy", "people", "mr", "mrs", "ms", "keep", "look", "give", "put", "happen",
        "sure", "able", "problem", "issue", "question", "trouble",
    )
)  # fmt: skip
"""Words that say nothing about what a message is about."""


def topic_words(a: Analysis, where: Span | None, ignore: frozenset[str]) -> frozenset[str]:
    """Stems of the words that carry a topic, in a stretch or in the whole text.

    A stem is the first five letters of the base form, so that "deliver" and "delivery" meet.
    """
    return frozenset(
        a.lemma[at][:5]
        for at in range(len(a.norm))
        if a.tag[at].startswith(CONTENT)
        and a.lemma[at] not in EMPTY
        and a.lemma[at] not in ignore
        and a.norm[at][:1].isalnum()
        and (where is None or (a.starts[at] >= where.start and a.ends[at] <= where.end))
    )
