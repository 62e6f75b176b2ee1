"""Who a word stands for: the company, the customer, somebody else, nobody."""

from replylint.engine.analysis import Analysis
from replylint.packs.patterns import Role

COMPANY_PRONOUNS = frozenset(("i", "we", "us", "me", "myself", "ourselves", "im"))
CUSTOMER_PRONOUNS = frozenset(("you", "yourself", "yourselves", "u", "ya", "y'all", "youre"))
COMPANY_NOUNS = frozenset(
    ("team", "office", "company", "store", "shop", "staff", "management", "support", "business", "club",
     "clinic", "school", "hotel", "restaurant", "studio", "firm", "agency", "council")
)  # fmt: skip
CUSTOMER_NOUNS = frozenset(
    ("customer", "user", "client", "homeowner", "buyer", "guest", "tenant", "purchaser")
)
PARTITIVE = frozenset(("one", "some", "each", "all", "none", "neither"))


def role_of(a: Analysis, at: int) -> Role:
    """Whom the word at `at`, as the head of a noun phrase, stands for."""
    norm, lemma = a.norm[at], a.lemma[at]
    if norm in COMPANY_PRONOUNS:
        return "company"
    if norm in CUSTOMER_PRONOUNS:
        return "customer"
    if a.dep[at] == "expl" or norm == "there":
        return "nobody"
    owner = next((a.norm[k] for k in a.kids[at] if a.dep[k] == "poss"), "")
    if lemma in COMPANY_NOUNS and (owner == "our" or (not owner and is_bare(a, at))):
        return "company"
    if norm in PARTITIVE and of_us(a, at):
        return "company"
    if lemma in CUSTOMER_NOUNS and owner != "another":
        return "customer"
    return "third"


def is_bare(a: Analysis, at: int) -> bool:
    """Whether a noun stands alone or with "the" or "this": "the team", not "the local agency"."""
    return all(
        a.norm[kid] in ("the", "this")
        if a.dep[kid] == "det"
        else a.dep[kid] not in ("amod", "compound", "nmod")
        for kid in a.kids[at]
    )


def of_us(a: Analysis, at: int) -> bool:
    """Whether "of us" hangs on the word."""
    return any(a.norm[k] == "of" and any(a.norm[p] == "us" for p in a.kids[k]) for k in a.kids[at])
