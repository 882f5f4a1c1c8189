"""``lrnotes recipe``: what published models were trained with."""

import argparse
import json

from .arguments import Parser, Wrong

SUMMARY = "Show the schedule that a published model was trained with."


def parser() -> Parser:
    made = Parser(
        "recipe",
        SUMMARY,
        """
lrnotes recipe --list
lrnotes recipe SmolLM3-3B
lrnotes recipe SmolLM3-3B --expression | lrnotes plot -
lrnotes recipe SmolLM3-3B --json
""",
    )
    made.add_argument("name", nargs="?", metavar="NAME", help="the name of a model, as --list shows it")
    made.add_argument("--list", action="store_true", help="the names of all recipes")
    kind = made.add_mutually_exclusive_group()
    kind.add_argument("--expression", action="store_true", help="only the schedule, as an expression")
    kind.add_argument("--json", action="store_true", help="the facts as JSON")
    return made


def run(arguments: argparse.Namespace) -> int:
    from ..published.table import recipe

    if arguments.list == (arguments.name is not None):
        raise Wrong("give the name of a recipe, or --list for all names; see lrnotes recipe --help")
    if arguments.list:
        return _list(arguments.json)
    found = recipe(arguments.name)
    if arguments.json:
        print(json.dumps(found.to_dict(), indent=2, ensure_ascii=True))
    else:
        print(found.schedule if arguments.expression else found)
    return 0


def _list(as_json: bool) -> int:
    from ..published.table import recipes

    found = recipes()
    if as_json:
        print(json.dumps([each.to_dict() for each in found], indent=2, ensure_ascii=True))
        return 0
    width = max(len(each.name) for each in found)
    for each in found:
        print(f"{each.name:<{width}}  {each.year}  {each.task}")
    return 0
