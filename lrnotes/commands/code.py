"""``lrnotes code``: a schedule as a framework's training code."""

import argparse
from typing import Any

from ..core.messages import did_you_mean, joined
from .arguments import Parser, Wrong, schedule

SUMMARY = "Print the training code of a schedule for a framework."


def parser() -> Parser:
    made = Parser(
        "code",
        SUMMARY,
        """
lrnotes code "CosineDecay(0.1, 1000).warmup(100)" --to torch
lrnotes code "CosineDecay(0.1, 1000)" --to optax --native
lrnotes translate "optax.cosine_decay_schedule(0.1, 1000)" | lrnotes code - --to keras
""",
        "Without --to it prints the code of every framework. With --native the exit code is 1 if there is none.",
    )
    made.add_argument("schedule", metavar="SCHEDULE", help="an expression; - reads it from standard input")
    add_framework(made)
    made.add_argument("--native", action="store_true", help="only the framework's own lines, without lrnotes")
    made.add_learning_rate()
    return made


def add_framework(made: Parser) -> None:
    made.add_argument("--to", metavar="FRAMEWORK", help="a framework, such as torch, keras, optax or transformers")


def run(arguments: argparse.Namespace) -> int:
    if arguments.native and arguments.to is None:
        raise Wrong("--native needs --to, the framework")
    return print_code(schedule(arguments.schedule, arguments.learning_rate), arguments.to, arguments.native)


def print_code(made: Any, to: str | None, native: bool = False) -> int:
    """Print the code for one framework, or for all."""
    from ..to_others.frameworks import FRAMEWORKS
    from ..to_others.training_code import blocks, native_code

    if to is None:
        print("\n\n\n".join(f"# {title}\n\n{text}" for title, text in blocks(made)))
        return 0
    framework = _framework(to, FRAMEWORKS)
    if not native:
        print(dict(blocks(made))[framework.title])
        return 0
    if framework.key is None:
        raise Wrong(f"{framework.title} has no code of its own; leave --native out")
    text = native_code(made, framework.key)
    print(text)
    return int(all(line.startswith("#") for line in text.splitlines() if line))


def _framework(name: str, known: Any) -> Any:
    names = {each.lower(): framework for framework in known for each in _names(framework)}
    if name.lower() not in names:
        keys = joined([each.key or each.title for each in known], " or ")
        raise Wrong(f"--to: no framework is named {name!r}{did_you_mean(name, names) or f'; it is {keys}'}")
    return names[name.lower()]


def _names(framework: Any) -> list[str]:
    """Its key, its title, and the libraries that its title names: pytorch, tensorflow, huggingface."""
    title = framework.title
    return [*filter(None, [framework.key]), title, title.replace(" ", ""), *title.split(", ")]
