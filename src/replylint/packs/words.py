"""Word lists that include others."""

from replylint.packs.files import nearest
from replylint.packs.parts import Parts
from replylint.packs.references import excused, loops
from replylint.text.problem import Problem


def resolve_words(parts: Parts, problems: list[Problem]) -> dict[str, list[str]]:
    """The word lists with every `@other` filled in, each word once, in order.

    Adds lists that are missing or contain themselves to `problems`; then the result is not complete.
    """
    edges = {
        name: [word[1:] for word in words if word.startswith("@")] for name, words in parts.words.items()
    }
    sound = True
    for loop in loops(edges):
        sound = False
        way = " → ".join(f"`{name}`" for name in (*loop, loop[0]))
        place = parts.places["words", loop[0]]
        problems.append(place.problem(f"the word list `{loop[0]}` contains itself: {way}"))
    for name, words in parts.words.items():
        for index, word in enumerate(words):
            if word.startswith("@") and word[1:] not in parts.words:
                sound = False
                if excused(parts, "words", word[1:]):
                    continue
                hint = nearest(word[1:], parts.words)
                place = parts.places["words", name]
                problems.append(place.problem(f"there is no word list `{word[1:]}`", hint, (index,)))
    return _filled(parts.words) if sound else {}


def _filled(words: dict[str, list[str]]) -> dict[str, list[str]]:
    full: dict[str, list[str]] = {}
    for name in words:
        waiting = [name]
        while waiting:
            here = waiting[-1]
            open_ = [word[1:] for word in words[here] if word.startswith("@") and word[1:] not in full]
            if open_:
                waiting.extend(open_)
                continue
            parts = (full[word[1:]] if word.startswith("@") else [word] for word in words[here])
            full[here] = list(dict.fromkeys(word for part in parts for word in part))
            waiting.pop()
    return {name: full[name] for name in words}
