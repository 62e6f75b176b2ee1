"""Words and labels of English grammar that the reading of clauses goes by.

Dependency labels are those of spaCy's English pipelines (ClearNLP), tags those of the Penn Treebank.
"""

SUBJECT = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
OBJECT = frozenset(("dobj", "dative", "attr", "oprd", "acomp"))
NO_CLAUSE = frozenset(("aux", "auxpass", "amod", "compound", "punct", "det", "poss", "nmod", "prt", "neg"))
SHARING = frozenset(("xcomp", "conj", "advcl", "pcomp", "ccomp", "acl"))
MAIN = frozenset(("ROOT", "parataxis", "ccomp", "dep"))

MODALS = frozenset(("can", "could", "will", "would", "shall", "should", "may", "might", "must", "ought"))
NEGATIVE = frozenset(
    ("no", "nobody", "none", "nothing", "neither", "nor", "never", "hardly", "nowhere", "no-one")
)
CONDITIONS = frozenset(("if", "unless", "provided", "providing", "assuming", "supposing"))
GUESSES = frozenset(
    ("probably", "presumably", "perhaps", "maybe", "possibly", "likely", "surely", "undoubtedly",
     "evidently", "apparently", "obviously", "clearly")
)  # fmt: skip
GUESSING = frozenset(
    ("assume", "guess", "suspect", "imagine", "bet", "presume", "suppose", "figure", "gather")
)
RAISING = frozenset(("think", "believe", "suppose", "expect", "see", "feel"))
OBLIGING = frozenset(("have", "need", "get", "require", "oblige", "ask", "advise", "suppose", "recommend"))
FAILING = frozenset(
    ("fail", "refuse", "decline", "neglect", "forget", "omit", "unable", "unwilling", "impossible")
)
ENABLING = frozenset(("able", "unable", "capable", "possible", "impossible", "position"))
CARRYING = OBLIGING | FAILING | ENABLING | frozenset(
    ("willing", "going", "go", "want", "allow", "permit", "authorize", "seem", "appear", "plan", "intend",
     "like", "use", "try", "start", "begin", "manage", "mean", "expect", "happy", "glad", "ready", "prepared",
     "sure", "set")
)  # fmt: skip
"""Words that hand negation and modality on to the infinitive behind them: "not able to refund"."""

SPOKEN = frozenset(
    ("hope", "wish", "appreciate", "thank", "apologize", "apologise", "look", "wonder", "guess",
     "understand", "love", "regret", "trust", "hear", "see", "feel", "think", "know", "mean")
)  # fmt: skip
"""Verbs that, without a subject, are said of the writer and command nothing: "Hope this helps"."""

YOUR_PLACE = frozenset(("end", "side", "part", "behalf"))
