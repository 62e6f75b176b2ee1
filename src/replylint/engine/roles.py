"""Who a word stands for: the company, the customer, somebody else, nobody."""

COMPANY_PRONOUNS = frozenset(("i", "we", "us", "me", "myself", "ourselves", "im"))
CUSTOMER_PRONOUNS = frozenset(("you", "yourself", "yourselves", "u", "ya", "y'all", "youre"))
NOBODY = frozenset(("there", "it"))
COMPANY_NOUNS = frozenset(
    ("team", "office", "company", "store", "shop", "staff", "management", "support", "business", "club",
     "clinic", "school", "hotel", "restaurant", "studio", "firm", "agency", "council")
)  # fmt: skip
CUSTOMER_NOUNS = frozenset(
    ("customer", "user", "client", "homeowner", "buyer", "guest", "tenant", "purchaser")
)
