"""Placeholders of help desks and mail tools: how they are written, and a word that could stand there.

Their forms are those of the products' documentation: Liquid and Jinja (Zendesk, Chatwoot, Intercom …), Help
Scout, Zammad, osTicket, Salesforce, espanso, Quicktext, Znuny.
"""

import html
import re

CERTAIN = re.compile(
    r"\{\{\{[^{}\n]{0,120}\}\}\}|\{\{[^{}\n]{0,200}\}\}"  # {{ticket.requester.name}} {{{Recipient.Name}}}
    r"|\{%[^{}\n]{0,200}%\}"  # {%customer.firstName,fallback=there%} {% if vip %}
    r"|[%#$]\{[^{}\n]{0,80}\}|\{![^{}\n]{0,80}\}"  # %{name} #{ticket.customer.name} ${name} {!Contact.Name}
    r"|<<[^<>\n]{1,80}>>|\[\[[^\[\]\n]{1,80}\]\]"  # <<name>> [[TO=firstname]]
    r"|\{[a-zA-Z_][\w. ]{0,60}\|[^{}\n]{1,80}\}"  # {first_name | fallback: 'there'}
    r"|<attribute\b[^<>\n]{1,200}>"  # <attribute key="user.name" default="there"/>
    r"|<(?:OTRS|ZNUNY|KIX)_\w{1,80}>|&lt;(?:OTRS|ZNUNY|KIX)_\w{1,80}&gt;"
    r"|\$\|\$"
)
"""What is a placeholder in any markup."""

PLACEHOLDER = re.compile(
    CERTAIN.pattern
    + r"|\[[A-Z][A-Z0-9_ .'-]{1,60}\]|\[[A-Z][a-z]+(?: [A-Za-z]+){0,4}\]"  # [CUSTOMER NAME] [Your name]
    r"|\{[a-zA-Z_][\w. ]{0,60}\}|<[a-z]+(?:[ _][a-z]+){0,4}>|\$[A-Z][A-Z_]{2,40}\$?"
    r"|\$[a-z]\w{1,40}(?:\.\w{1,40}){0,4}\$|%[a-z_]{3,40}%"
)
"""What is read as a placeholder in plain text."""

ATTRIBUTE = re.compile(r"<attribute\b[^<>]*?\bkey=[\"']([^\"'<>]*)[\"'][^<>]*>")
SILENT = frozenset({"$|$"})
"""Placeholders that leave nothing behind: the place of espanso's cursor."""

SAMPLES = (
    (re.compile(r"(?i)name|agent|customer|requester|contact|user|signature|who"), "Alex"),
    (re.compile(r"(?i)date|day|time|eta|when"), "Friday"),
    (re.compile(r"(?i)amount|price|total|number|count|id\b|order|ticket|code|days|hours|qty"), "42"),
    (re.compile(r"(?i)link|url|mail|site|address"), "example.com"),
    (re.compile(r"(?i)company|brand|shop|store|organi[sz]ation|team"), "Acme"),
)


def sample(placeholder: str) -> str:
    """A word that could stand where the placeholder stands; empty where nothing will."""
    if placeholder in SILENT:
        return ""
    return next((word for pattern, word in SAMPLES if pattern.search(placeholder)), "Alex")


def as_text(placeholder: str) -> str:
    """A placeholder in HTML as it would stand in plain text."""
    attribute = ATTRIBUTE.fullmatch(placeholder)
    return f"{{{{{attribute[1]}}}}}" if attribute else html.unescape(placeholder)
