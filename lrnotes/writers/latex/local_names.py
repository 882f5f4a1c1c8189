"""What the local variables of a definition held when it returned: the names that parts of a formula have in the code.

The methods of a definition are compiled again from their source, with every ``return`` handing over the local variables
first. Nothing global is touched: a profiler or debugger that is running goes on.
"""

import ast
import inspect
import textwrap
import types

_LEAVE, _LOCALS, _SUPER = "__leave__", "__locals__", "__super__"


def watch(instance, base, note):
    """Make the methods of this instance, as far as they are defined below ``base``, call ``note(variables, result)``.

    ``variables`` are pairs of a name and the value that it held, in the order in which the names appear. The instance
    is changed: it must be a copy.
    """
    seen = set()
    for cls in type(instance).__mro__:
        if cls is base:
            return
        for name, method in vars(cls).items():
            if isinstance(method, types.FunctionType) and name not in seen and not name.startswith("__"):
                watched = _watched(method, cls.__name__, note)
                object.__setattr__(instance, name, types.MethodType(watched, instance))
            seen.add(name)


def _watched(function, owner, note):
    """The function with its returns watched; the function itself where its source is not at hand."""
    try:
        module = ast.parse(textwrap.dedent(inspect.getsource(function)))
        code = _compiled(module, function, owner)
        if code.co_code != function.__code__.co_code:  # the file has changed since
            return function
    except (OSError, TypeError, SyntaxError, StopIteration):  # typed at a prompt, or made by `exec`
        return function
    _Returns().visit(module.body[0])
    code = _compiled(ast.fix_missing_locations(module), function, owner)
    names = code.co_varnames[code.co_argcount :]

    def leave(result, variables):
        note([(name, variables[name]) for name in names if name in variables], result)
        return result

    def parent(cls, instance):
        return _Parent(cls, instance, note)

    namespace = {**function.__globals__, _LEAVE: leave, _LOCALS: locals, _SUPER: parent}
    twin = types.FunctionType(code, namespace, function.__name__, function.__defaults__, function.__closure__)
    twin.__kwdefaults__ = function.__kwdefaults__
    return twin


def _compiled(module, function, owner):
    """The code of the only function in the module, compiled inside a class ``owner`` with the same outer variables."""
    definition = module.body[0]
    around = ast.parse(f"def around({', '.join(function.__code__.co_freevars)}):\n    class {owner}:\n        pass")
    around.body[0].body[0].body = [definition]
    return next(code for code in _codes(compile(around, "<formula>", "exec")) if code.co_name == function.__name__)


def _codes(code):
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from _codes(constant)


class _Parent:
    """What ``super()`` is in a method: its functions are watched, too."""

    def __init__(self, cls, instance, note):
        self._cls, self._instance, self._note = cls, instance, note

    def __getattr__(self, name):
        mro = type(self._instance).__mro__
        for cls in mro[mro.index(self._cls) + 1 :]:
            method = vars(cls).get(name)
            if isinstance(method, types.FunctionType):
                return types.MethodType(_watched(method, cls.__name__, self._note), self._instance)
        return getattr(super(self._cls, self._instance), name)


class _Returns(ast.NodeTransformer):
    """``return x`` becomes ``return __leave__(x, __locals__())``, and ``super()`` is watched.

    Functions inside the function stay as they are.
    """

    def __init__(self):
        self._inside = False

    def visit_FunctionDef(self, node):
        if self._inside:
            return node
        self._inside, self._instance = True, node.args.args[0].arg if node.args.args else "self"
        return self.generic_visit(node)

    def visit_Lambda(self, node):
        return node

    def visit_ClassDef(self, node):
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
            own = [ast.Name("__class__", ast.Load()), ast.Name(self._instance, ast.Load())]
            return ast.Call(ast.Name(_SUPER, ast.Load()), own, [])
        return node

    def visit_Return(self, node):
        self.generic_visit(node)
        if node.value is not None:
            variables = ast.Call(ast.Name(_LOCALS, ast.Load()), [], [])
            node.value = ast.Call(ast.Name(_LEAVE, ast.Load()), [node.value, variables], [])
        return node
