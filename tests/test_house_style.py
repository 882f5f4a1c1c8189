"""The words that the house style replaces: each finding names the file, the line, what is there and what to write."""

import re

import pytest

from support.prose import Passage, passages, without_code

# What not to write, as a regular expression, and what to write instead.
WORDS = {
    r"warm-ups?": "warmup",
    r"half a wave|half waves?|whole waves?|cosine waves?": "half a period, half-cosine; full periods; cosine",
    r"whole numbers?": "integer",
    r"in stairs": "staircase, in discrete steps",
    r"(?:a|an|its|short|final|slow|fast|steep|longer|faster|slower) falls?(?! (?:to|from|by|in|below|short))": (
        "decay, decay phase, cooldown"
    ),
    r"the fall(?! of)": "the decay, the decay phase, the cooldown",
    r"stays where it is": "is held at its final value",
    r"trainings": "training runs",
    r"unless (?:you say|told|you are told) otherwise|nothing said|(?:if|where) nothing is said": "by default",
    r"is told": "receives",
    r"never ends": "has no end step",
    r"anew|afresh": "again, resets",
    r"live figures?": "interactive plot",
    r"for ever": "forever",
    r"whoever": "if you",
    r"thousand million": "billion",
    r"is refused|are refused": "raises an error",
    r"(?<!there )is no (?:function|schedule|number|library|class|list|array|integer|scheduler|rate)": "is not a ...",
    r"per cent|\d+ %": "75%",
    r"(?<![\d.,])\d{1,3} \d{3}(?! ?\d)": "10,000",
    r"knots": "milestones",
    r"bears": "tolerates",
    r"(?:col|behavi|neighb|fav)our(?:s|ed|ing|able|ite)?": "American spelling: color, behavior, neighbor, favor",
    r"(?:normal|optim|general|initial|real|recogn|summar|serial|organ|minim|maxim)is(?:e[dsr]?|ers|ing|ations?)": (
        "American spelling: -ize, -ization"
    ),
    r"centre[ds]?|licence|catalogue|grey": "American spelling: center, license, catalog, gray",
}
_PATTERN = re.compile(
    "|".join(rf"(?P<_{number}>(?<!\w)(?:{words})(?!\w))" for number, words in enumerate(WORDS)), re.IGNORECASE
)
_REPLACEMENTS = list(WORDS.values())


def findings(passage):
    for found in _PATTERN.finditer(passage.text):
        number = int(found.lastgroup.removeprefix("_"))
        yield f"{passage.place}, line {passage.line(found.start())}: {found[0]!r}: write {_REPLACEMENTS[number]}"


def test_the_prose_is_in_the_house_style():
    read = list(passages())
    assert len(read) > 1500
    found = [finding for passage in read for finding in findings(passage)]
    assert not found, f"{len(found)} words that CONTRIBUTING.md replaces:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "text, words",
    [
        ("A warm-up of 10 000 steps.", ["warm-up", "10 000"]),
        ("one\ntwo, then half a wave", ["half a wave"]),
        ("75 % of a short fall", ["75 %", "short fall"]),
        ("A short fall follows.", ["short fall"]),
        ("It falls to 0 at step 500.", []),
        ("The behaviour of a normalised colour", ["behaviour", "normalised", "colour"]),
        ("color, behavior, otherwise, precise, exercise, surprise, revised", []),
        ("`warm-up`, ``warm-up``, $warm-up$, [warmup](warm-up.md), https://host/warm-up", []),
        ("```python\nwarm-up\n```\n", []),
        ("Example:\n    >>> warm-up\n    warm-up\n\nwarm-up", ["warm-up"]),
        ("A new word: anew.", ["anew"]),
    ],
)
def test_what_is_found(text, words):
    found = list(findings(Passage("file", 1, without_code(text))))
    assert [re.search("'(.*?)'", each)[1] for each in found] == words


def test_a_finding_names_its_line():
    (found,) = findings(Passage("book/page.md", 10, "one\ntwo\nthe warm-up"))
    assert found == "book/page.md, line 12: 'warm-up': write warmup"
