"""A library of canned responses for tests: three hundred of them in four formats, some with old sins."""

import csv
import html
import io
import json
from itertools import product
from typing import NamedTuple

import yaml

COUNT = 300
MATTERS = (
    ("arrived late", "has asked the courier where it is", "has sent another one by express"),
    ("came without its box", "has packed a box for you", "has taken five pounds off the bill"),
    ("does not start", "has booked a mechanic for you", "has put a new one into the post"),
    ("was sent to your old address", "has redirected it", "has called the people who live there"),
    ("was charged twice", "has returned the second payment", "has corrected the invoice"),
    ("is the wrong colour", "has ordered the right one", "has arranged a pick-up at your door"),
    ("makes a loud noise", "has passed your recording to the workshop", "has reserved a spare one"),
    ("was cancelled by mistake", "has opened the order again", "has kept your old price for you"),
    ("leaks at the bottom", "has ordered a new seal", "has found a plumber in your street"),
    ("stopped in the rain", "has put a dry one aside", "has asked the makers for the cause"),
)
THINGS = {
    "lamp": "The bulb that came with it is yours to keep.",
    "kettle": "Until then you may use ours: it stands at the front desk, with a cup beside it.",
    "bicycle": "The bell and both lights stay as they are.",
    "rug": "Roll it up with the pattern inside, and leave it in the hall.",
    "tent": "There is a dry place for you at the site on the lake, free of charge.",
    "radio": "Its batteries are good for another year, so please do not throw them away.",
    "desk": "Two people will carry it up to the third floor, shoes off.",
    "heater": "A small one is on loan to you from today, with our compliments.",
    "drill": "Your set of bits is complete; I counted them twice.",
    "guitar": "New strings are on it, and it has been tuned.",
}
FRAMES = (
    "I'm sorry that your {thing} {what}, and that you had to write about it. My colleague Ana {done}.",
    "Thank you for the photo. That your {thing} {what} is our doing, and I apologise. Our workshop {done}.",
    "What a nuisance for you: the {thing} {what}. We got that wrong. Ben, who looks after orders, {done}.",
)
TIMES = (
    "You will hear from me again by noon tomorrow.",
    "It will be with you on Thursday before ten.",
    "I will write again on Monday, whatever they say.",
)
ENDS = ("Enjoy the weekend!", "Is there anything else that I can do for you?", "Thank you for telling us.")
SINS = (
    "You should have read the manual before you called.",
    "Our policy is that opened items cannot come back.",
    "Please contact the courier yourself.",
    "Obviously you have to plug it in first.",
    "Someone will get back to you in due course.",
)
EVERY = 12
"""One template in so many has an old sin."""


class Template(NamedTuple):
    """A canned response; `name` is where its customer's name goes."""

    title: str
    lines: tuple[str, ...]

    def text(self, name):
        return "\n\n".join((f"Hi {name},", *self.lines, "Kind regards,\nThe workshop"))


def templates(count=COUNT):
    """So many templates, no two alike."""
    made = []
    for nth, (thing, round_, matter) in enumerate(product(THINGS, range(len(FRAMES)), MATTERS)):
        what, first, second = matter
        done = (first, second, f"{first} and {second}")[(nth + round_) % 3]
        lines = [
            FRAMES[round_].format(thing=thing, what=what, done=done),
            f"{THINGS[thing]} {TIMES[nth % len(TIMES)]}",
            ENDS[nth // 2 % len(ENDS)],
        ]
        if nth % EVERY == 0:
            lines.insert(2, SINS[nth // EVERY % len(SINS)])
        made.append(Template(f"{thing.capitalize()} {what}, {round_ + 1}", tuple(lines)))
    return made[:count]


def macros(some):
    """Macros as Zendesk's API gives them."""
    rows = [
        {
            "id": 1000 + nth,
            "title": it.title,
            "active": True,
            "actions": [{"field": "comment_value", "value": it.text("{{ticket.requester.first_name}}")}],
        }
        for nth, it in enumerate(some)
    ]
    return json.dumps({"macros": rows}, indent=1)


def snippets(some):
    """Snippets of espanso."""
    matches = [{"trigger": f":r{nth}", "replace": it.text("[[name]]")} for nth, it in enumerate(some)]
    return yaml.safe_dump({"matches": matches}, sort_keys=False)


def modules(some):
    """Text modules of Zammad, as a table."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["id", "name", "keywords", "content", "active"])
    for nth, it in enumerate(some):
        blocks = it.text("#{ticket.customer.firstname}").split("\n\n")
        content = "".join(f"<div>{html.escape(block, quote=False)}</div>" for block in blocks)
        table.writerow([nth, it.title, "", content, "true"])
    return out.getvalue()


def page(it):
    """A file with front matter."""
    return f"---\ntitle: {it.title}\n---\n{it.text('{{ customer.first_name }}')}\n"


def write_library(folder, count=COUNT):
    """Writes the library: macros, snippets, a table, and files with front matter, in equal parts."""
    part = count // 4
    made = templates(count)
    (folder / "pages").mkdir(parents=True)
    (folder / "macros.json").write_text(macros(made[:part]))
    (folder / "snippets.yml").write_text(snippets(made[part : 2 * part]))
    (folder / "modules.csv").write_text(modules(made[2 * part : 3 * part]))
    for nth, it in enumerate(made[3 * part :]):
        (folder / "pages" / f"{nth:03}.md").write_text(page(it))
