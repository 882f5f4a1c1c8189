"""What the chapters on ideas recorded from runs of the frameworks, for the tests that run them again."""

import ast
import json

from support.recorded import BOOK


def literal(chapter, name):
    """What a cell of the chapter assigns to ``name``: a literal, numbers computed from it too."""
    cells = json.loads(next(BOOK.glob(f"*/{chapter}.ipynb")).read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and f"\n{name} = " in f"\n{source}" and "# Recorded: " in source:
            for statement in ast.parse(source).body:
                if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") == name:
                    return eval(compile(ast.Expression(statement.value), chapter, "eval"), {"__builtins__": {}})
    raise AssertionError(f"{chapter}: no cell that says what it recorded assigns {name}")
