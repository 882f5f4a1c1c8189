"""Line breaks of training code: as Black has them, and the same for all values of its numbers.

Every number counts as wide as one of twelve digits can be.
"""

import re
import textwrap

from .code_text import with_widest

WIDTH = 78
_TOKEN = re.compile(r"""\ue000[^\ue001]*\ue001|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[\[({]|[\])}]|,""")


def laid_out(text):
    """The text with its long comments and statements broken, the statements as Black would."""
    lines = []
    for line in text.splitlines():
        code = line.lstrip(" ")
        indent = line[: len(line) - len(code)]
        if code.startswith("#"):
            lines += textwrap.wrap(line, WIDTH, subsequent_indent=f"{indent}# ")
        else:
            lines += _broken(code, indent)
    return "\n".join(lines)


def _fits(line):
    return len(with_widest(line)) <= WIDTH


def _broken(line, indent=""):
    """The lines of a statement: what a bracket holds goes below it where the line would be too long."""
    lines, current, position, brackets = [], indent, 0, list(_brackets(line))
    for (start, stop, commas), after in zip(brackets, [bracket[0] + 1 for bracket in brackets[1:]] + [len(line)]):
        current += line[position : start + 1]
        if stop == start + 1 or _fits(current + line[start + 1 : after]):
            current += line[start + 1 : stop + 1]
        else:
            lines += [current, *_within(line, start, stop, commas, indent + "    ")]
            current = indent + line[stop]
        position = stop + 1
    return [*lines, current + line[position:]]


def _within(line, start, stop, commas, indent):
    """What the bracket holds: on one line, or each item on its own, then with a comma behind the last."""
    ends = [*commas, stop]
    items = [line[begin:end].strip() for begin, end in zip([start + 1, *(comma + 1 for comma in commas)], ends)]
    if _fits(indent + ", ".join(items)):
        return [indent + ", ".join(items)]
    called = re.search(r"[\w)\]]$", line[:start]) is not None
    last = "," if commas or (line[start] == "(") == called else ""  # (a,) is not (a), nor is [0,] an index
    return [part for item, end in zip(items, ends) for part in _broken(item + ("," if end != stop else last), indent)]


def _brackets(line):
    """Start, end and commas of every outermost pair of brackets."""
    opened, commas = [], []
    for token in _TOKEN.finditer(line):
        if token[0] in "([{":
            opened.append(token.start())
        elif token[0] in ")]}":
            start = opened.pop()
            if not opened:
                yield start, token.start(), commas
                commas = []
        elif token[0] == "," and len(opened) == 1:
            commas.append(token.start())
