"""Formulas that are a little wrong: each arithmetic expression in turn 0.1 % more than it is.

The values by hand of a class have to notice every one of them; what they do not notice may be wrong in the
definition too.
"""

import ast
import contextlib
import inspect
import pathlib
import sys
import textwrap
import types

import lrnotes

_SCHEDULES = str(pathlib.Path(lrnotes.__file__).parent / "schedules")
MORE = 1.001
# What these are given decides between whole numbers, of which the nearest is the same.
_WHOLE = {"floor_divide", "ceil_divide", "remainder", "cycle", "round", "fractal", "uniform", "normal"}


class _Find(ast.NodeVisitor):
    """The expressions whose value is a number that the rate hangs on, not a choice."""

    def __init__(self):
        self.found = []

    def visit_Compare(self, node):
        pass

    def visit_Subscript(self, node):
        pass

    def visit_BinOp(self, node):
        self.found.append(node)
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool) and node.value:
            self.found.append(node)

    def visit_Call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        of_xp = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", None) == "xp"
        if of_xp and name not in ("where", *_WHOLE):
            self.found.append(node)
        if of_xp and name in _WHOLE:
            return
        for argument in node.args[of_xp and name == "where" :]:
            self.visit(argument)

    def visit_FunctionDef(self, node):
        for each in node.body:
            self.visit(each)

    def visit_IfExp(self, node):
        self.visit(node.body)
        self.visit(node.orelse)

    def visit_If(self, node):
        for each in node.body + node.orelse:
            self.visit(each)


class _Wrap(ast.NodeTransformer):
    def __init__(self, place):
        self.place = place

    def generic_visit(self, node):
        node = super().generic_visit(node)
        if (
            type(node),
            getattr(node, "lineno", 0),
            getattr(node, "col_offset", 0),
            getattr(node, "end_col_offset", 0),
        ) == self.place:
            more = ast.copy_location(ast.Constant(MORE), node)
            return ast.copy_location(ast.BinOp(node, ast.Mult(), more), node)
        return node

    visit_Constant = generic_visit


def _functions(module):
    """The functions of a module and of its classes, by their code."""
    for each in vars(module).values():
        if isinstance(each, types.FunctionType):
            yield each
        elif isinstance(each, type) and each.__module__ == module.__name__:
            yield from (inner for inner in vars(each).values() if isinstance(inner, types.FunctionType))


def _used(run):
    """The functions of lrnotes/schedules that something runs, each with the numbers of its lines that ran."""
    codes = {}

    def note(frame, event, argument):
        if not frame.f_code.co_filename.startswith(_SCHEDULES):
            return None
        codes.setdefault(frame.f_code, set()).add(frame.f_lineno)
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        run()
    finally:
        sys.settrace(before)
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith("lrnotes.schedules.")]
    found = {each.__code__: each for module in modules for each in _functions(module)}
    return [(found[code], lines) for code, lines in codes.items() if code in found]


def _code_in(code, name):
    return next(each for each in code.co_consts if isinstance(each, types.CodeType) and each.co_name == name)


@contextlib.contextmanager
def _with(function, code):
    before, function.__code__ = function.__code__, code
    try:
        yield
    finally:
        function.__code__ = before


def unnoticed(run, notices):
    """What may be 0.1 % more, in the functions that ``run()`` runs, without ``notices()`` being true.

    The answer is lines of text.
    """
    found = []
    for function, ran in _used(run):
        lines, first = inspect.getsourcelines(function)
        source = textwrap.dedent("".join(lines))
        finder = _Find()
        finder.visit(tree := ast.parse(source).body[0])
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in finder.found:
            if first + node.lineno - 1 not in ran:
                continue
            place = type(node), node.lineno, node.col_offset, node.end_col_offset
            wrong = ast.fix_missing_locations(_Wrap(place).visit(ast.parse(source)))
            code = _code_in(compile(wrong, function.__code__.co_filename, "exec"), function.__name__)
            with _with(function, code):
                if not notices():
                    file = pathlib.Path(function.__code__.co_filename)
                    where = f"lrnotes/schedules/{file.name}, line {first + node.lineno - 1}"
                    inside = f" of `{ast.unparse(parents[node])}`" if isinstance(node, ast.Constant) else ""
                    found.append(f"`{ast.unparse(node)}`{inside} in {function.__qualname__} ({where})")
    return found
