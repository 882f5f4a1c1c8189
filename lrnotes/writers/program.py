"""A recorded formula as the lines of a function. JavaScript and Python differ in a table of templates alone."""

from dataclasses import dataclass

from .layout import Layout
from .recorder import LEAF, Node

# What JavaScript and Python write alike.
OPERATORS = {
    "add": "{0} + {1}",
    "subtract": "{0} - {1}",
    "multiply": "{0} * {1}",
    "divide": "{0} / {1}",
    "power": "{0} ** {1}",
    "negative": "-{0}",
    "lt": "{0} < {1}",
    "le": "{0} <= {1}",
    "gt": "{0} > {1}",
    "ge": "{0} >= {1}",
}


@dataclass(frozen=True)
class Language:
    """How a language writes each operation, each kind of line, and a constant."""

    calls: dict  # operations whose operands need no parentheses, and that need none themselves
    operators: dict
    by_name: frozenset  # operations whose templates read an operand more than once
    line: str  # a name and its value
    announced: str  # a name that is given a value later; empty where that is not needed
    assigned: str
    result: str
    condition: str
    next_condition: str
    otherwise: str
    end: str
    negation: str = "!({0})"

    def template(self, operation):
        return self.calls.get(operation) or self.operators[operation]


class Lines:
    """Writes a program's lines. ``used`` gathers the operations that were written."""

    def __init__(self, language, results, hoist=False):
        self._language = language
        self._layout = Layout(results, hoist, language.by_name)
        self._names = {}
        self.used = set()

    def once(self, indent):
        """The lines of what does not depend on the step."""
        return self._written(self._layout.once.lines, indent)

    def returning(self, result, indent):
        """The lines of a function that returns the one result."""
        return self._branch(self._layout.function, result, None, indent)

    def leading_to(self, results, indent):
        """The lines that several results need, and the text of each result."""
        lines = self._written(self._layout.function.lines, indent)
        return lines, [self.text(each) for each in results]

    def text(self, value, parentheses=False):
        """A value as (a part of) an expression."""
        if not isinstance(value, Node):
            return self.constant(value)
        if value.operation == LEAF:
            return value.operands[0]
        if value.number in self._names:
            return self._names[value.number]
        text = self._expression(value)
        return f"({text})" if parentheses and value.operation in self._language.operators else text

    def constant(self, value):
        raise NotImplementedError

    def operands(self, node):
        """The texts that the operation's template is filled with."""
        loose = node.operation in self._language.operators
        return [self.text(each, loose) for each in node.operands]

    def finished(self, text, value):
        """The text of a result."""
        return text

    def _expression(self, node):
        self.used.add(node.operation)
        operands = self.operands(node)
        if node.operation == "list":
            return f"[{', '.join(operands)}]"
        return self._language.template(node.operation).format(*operands)

    def _named(self, node):
        return self._names.setdefault(node.number, f"v{len(self._names)}")

    def _written(self, nodes, indent):
        written = []
        for node in nodes:
            if self._is_choice(node):
                target = f"v{len(self._names)}"
                if self._language.announced:
                    written.append(indent + self._language.announced.format(target))
                self._names[node.number] = target
                written += self._choice(node, target, indent)
            else:
                text = self._expression(node)
                written.append(indent + self._language.line.format(self._named(node), text))
        return written

    def _is_choice(self, node):
        """Does this choice need statements, because one of its branches has lines of its own?"""
        branches = self._layout.branches.get(node.number, ())
        return any(branch.lines for branch in branches)

    def _continues(self, scope, result):
        """Is the result itself a choice that nothing else in the scope reads?"""
        return (
            isinstance(result, Node)
            and scope.lines
            and scope.lines[-1] is result
            and self._is_choice(result)
            and self._layout.is_only_use(result, scope)
        )

    def _branch(self, scope, result, target, indent):
        """The lines of a scope, which end with its result: assigned to the target, or without one returned."""
        if self._continues(scope, result):
            return self._written(scope.lines[:-1], indent) + self._choice(result, target, indent)
        written, text = self._written(scope.lines, indent), self.text(result)
        if target is None:
            return [*written, indent + self._language.result.format(self.finished(text, result))]
        return [*written, indent + self._language.assigned.format(target, text)]

    def _choice(self, node, target, indent):
        """The lines of a choice. A chain of choices stays flat: as many returns, or as many conditions in a row."""
        written, inner, language = [], indent + "    ", self._language
        opening = language.condition
        while True:
            condition, (scope, result), rest, rest_result = self._split(node)
            written.append(indent + opening.format(condition))
            written += self._branch(scope, result, target, inner)
            flat = self._continues(rest, rest_result)
            if target is None:
                written += [indent + language.end] if language.end else []
                if not flat:
                    return written + self._branch(rest, rest_result, target, indent)
                written += self._written(rest.lines[:-1], indent)
            elif not flat or len(rest.lines) > 1:
                written.append(indent + language.otherwise)
                written += self._branch(rest, rest_result, target, inner)
                return written + ([indent + language.end] if language.end else [])
            else:
                opening = language.next_condition
            node = rest_result

    def _split(self, node):
        """The condition, the branch inside it, and the branch that goes on: the one with more choices in it."""
        condition, yes, no = node.operands
        inside, after = self._layout.branches[node.number]
        text = self.text(condition)
        if self._layout.height(inside) > self._layout.height(after):
            return self._language.negation.format(text), (after, no), inside, yes
        return text, (inside, yes), after, no
