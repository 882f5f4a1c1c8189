"""Where each operation of a program stands: once, and inside the branch that alone needs it."""

from .recorder import LEAF, Node, reachable

# Longer expressions are split: parsers, and people, follow only so many parentheses.
_DEEPEST = 12


class Scope:
    """A place for lines: what is outside the function, the function itself, or one branch of a choice in it."""

    def __init__(self, outer, root=None):
        self.outer = outer
        self.root = root or self
        self.depth = outer.depth + 1 if outer else 0
        self.lines = []  # the nodes that have a line of their own here, each after its operands

    def branch(self):
        return Scope(self, self.root)


def _shared(one, other):
    """The innermost scope that holds both."""
    while one is not other:
        if one.depth >= other.depth:
            one = one.outer
        else:
            other = other.outer
    return one


class Layout:
    """The scopes of a program and the lines in them.

    ``once`` holds what does not depend on the step, if there is such a place (``hoist``), and ``function`` the rest. A
    node stands in the innermost scope that holds all its uses, so a branch that is not chosen is not computed. A node
    that is used once needs no line: it stands in the expression that uses it.
    """

    def __init__(self, results, hoist, by_name):
        self._by_name = by_name  # the operations whose templates read an operand twice
        self._hoist = hoist
        self.once = Scope(None)
        self.function = Scope(self.once)
        self.function.root = self.function
        self.branches = {}  # of each choice: the scope where it holds, and the one where it does not
        self.heights = {}
        self._uses = {}
        self._places = {}
        self._inline = {}  # the depth of each expression that needs no line
        for result in results:
            self._use(result, self.function)
        nodes = [node for node in reachable(results) if node.operation != LEAF]
        for node in reversed(nodes):
            self._place(node)
        for node in nodes:
            self._set_down(node)

    def _use(self, operand, scope):
        if isinstance(operand, Node):
            self._uses.setdefault(operand.number, []).append(scope)

    def _place(self, node):
        uses = self._uses[node.number]
        if self._hoist and not node.varies:
            uses = [self.once if use.root is self.function else use for use in uses]
        scope = uses[0]
        for use in uses[1:]:
            scope = _shared(scope, use)
        self._places[node.number] = scope
        scopes = [scope] * len(node.operands)
        if node.operation == "where":
            self.branches[node.number] = scopes[1:] = scope.branch(), scope.branch()
        for operand, place in zip(node.operands, scopes):
            self._use(operand, place)
            if node.operation in self._by_name:
                self._use(operand, place)

    def _set_down(self, node):
        scope, uses = self._places[node.number], self._uses[node.number]
        operands = [each for each in node.operands if isinstance(each, Node)]
        depth = 1 + max((self._inline.get(each.number, 0) for each in operands), default=0)
        branches = self.branches.get(node.number, ())
        needs_lines = any(branch.lines for branch in branches)
        if uses == [scope] and depth <= _DEEPEST and not needs_lines:
            self._inline[node.number] = depth
            return
        scope.lines.append(node)
        if branches:
            low, high = sorted(self.height(branch) for branch in branches)
            self.heights[node.number] = max(high, low + 1)

    def height(self, scope):
        """How many choices stand inside one another there, at most."""
        return max((self.heights.get(line.number, 0) for line in scope.lines), default=0)

    def is_inline(self, node):
        return node.number in self._inline

    def is_only_use(self, node, scope):
        return self._uses[node.number] == [scope]
