"""How letters are opened and closed: greetings, names, sign-offs, as regular expressions."""

import re

NOT_A_NAME = (
    r"I|I'\w+|We|You|Your|Our|My|It|This|That|The|Thanks|Thank|Please|Sorry|Got|Just|So|As|In|On|If|Yes|No|Not|"
    r"What|Here|There|Unfortunately|Great|Happy|Glad"
)
PLACEHOLDER = r"\{+[^{}\n]*\}+|\[[^\]\n]*\]|%\{[^}\n]*\}|<[^>\n]*>|@\w+"
NAME = rf"(?:(?!(?:{NOT_A_NAME})\b)(?:[A-Z]\.|[A-Z][\w'-]*)|{PLACEHOLDER})"
TITLE = r"(?i:mr|mrs|ms|mx|dr|prof|sir|madam|ma'am)\b\.?"
OTHERS = (
    r"(?i:there|all|everyone|everybody|again|team|folks|friend|guys|and|or|valued|customer|member|guest|"
    r"parents?|colleagues?|both|ladies|gentlemen|welcome)\b"
)
HAIL = (
    r"(?i:hi|hello|hey|hiya|heya|hallo|dear|greetings|howdy|g'day|good (?:morning|afternoon|evening|day)|"
    r"morning|afternoon|evening|welcome|ahoy|yo|to whom it may concern)"
)
GREETING = re.compile(
    rf"{HAIL}\b,?(?:(?:[ \t]+|[ \t]*[/&-][ \t]*)(?:&|{TITLE}|{OTHERS}|{NAME})(?![\w']))*[ \t]*[,!.:;—–-]*"
)
BARE_NAME = re.compile(rf"(?:{TITLE}[ ])?{NAME}(?:[ ](?:{NAME}|and|&)){{0,3}}[ ]?[,:!—–-]+$")

WISHES = r"(?:very |most |with |our |my )*(?:kind(?:est)?|best|warm(?:est)?|many|sincere|friendly)?"
SIGN_OFF = re.compile(
    rf"(?i)(?:{WISHES} ?(?:regards|wishes|greetings)|"
    r"(?:yours|very) (?:sincerely|truly|faithfully|respectfully)|sincerely|respectfully|cheers|best|warmly|"
    r"all the best|(?:many |with )?(?:thanks|thx)(?: (?:again|so much|a lot|a million|and regards))?|"
    r"thank you(?: (?:again|so much|very much))?|(?:with )?(?:gratitude|appreciation)|take care|talk soon|"
    r"see you(?: (?:soon|then|around))?|yours|kindly|ttyl)"
    r"(?: from(?: all of us)?(?: at)?(?: \w+){1,4})?[ \t]*[,.!—–-]*"
)
INLINE_SIGN_OFF = re.compile(
    r"(?<=[.!?…)])[ \t]+(?:(?:(?i:(?:kind |best |warm )?(?:regards|wishes)|best|cheers|sincerely|thanks)"
    rf"[,!]?[ ]+)(?:{NAME}[ ]?){{1,3}}|[~—–^-]+[ ]?(?:{NAME}[ ]?){{1,4}})[.!]?$"
)
SMALL_IN_NAMES = frozenset(
    ("of", "and", "the", "at", "for", "in", "on", "to", "from", "a", "de", "van", "von", "der", "la", "team",
     "care", "support", "service", "services", "office", "desk", "department", "your", "my", "our",
     "customer", "x")
)  # fmt: skip


def is_name(text: str) -> bool:
    """Whether a short text reads like names, titles and departments, with no sentence in it."""
    words = [word for word in (part.strip("~—–^*-|,()") for part in text.split()) if word]
    named = all(not word[0].islower() or word.lower() in SMALL_IN_NAMES for word in words)
    sentence = text.endswith(("!", "?")) or (text.endswith(".") and len(words) != 2)
    return 1 <= len(words) <= 7 and named and not sentence


def is_contact(text: str) -> bool:
    """Whether a short text holds an address or a telephone number."""
    digits = sum(char.isdigit() for char in text)
    return len(text.split()) <= 7 and ("@" in text or "www." in text or digits >= 6)
