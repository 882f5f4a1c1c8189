"""Which ways the branches of a module's functions were taken.

They are counted by bytecode, so that conditions inside an expression count.
"""

import dis
import linecache
import sys
import types

_NOT_TAKEN = "NOT_TAKEN"  # what Python 3.14 puts between a jump and the instruction after it


def _codes(module):
    """The code of every function that is written in a module, inner ones too."""
    todo = [each.__code__ for each in vars(module).values() if isinstance(each, types.FunctionType)]
    while todo:
        code = todo.pop()
        if code.co_filename == module.__file__:
            yield code
            todo += [each for each in code.co_consts if isinstance(each, types.CodeType)]


def _jumps(code):
    """The conditional jumps of a function: where each is, where it leads, where it is passed, and its line."""
    instructions = list(dis.get_instructions(code))
    line = code.co_firstlineno
    for i, each in enumerate(instructions):
        line = (each.positions.lineno if each.positions else None) or line
        if "JUMP" in each.opname and "_IF_" in each.opname:  # Python 3.11 also says which way it jumps
            after = [other.offset for other in instructions[i + 1 : i + 3]]
            yield each.offset, each.argval, after, line


def steps_taken(module, run):
    """The pairs of instructions that followed each other while something ran, in the functions of a module."""
    taken = set()
    codes = set(_codes(module))

    def note(frame, event, argument):
        if frame.f_code not in codes:
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        taken.add((frame.f_code, None, None))
        last = None

        def inside(frame, event, argument):
            nonlocal last
            if event == "opcode":
                taken.add((frame.f_code, last, frame.f_lasti))
                last = frame.f_lasti
            return inside

        return inside

    before = sys.gettrace()
    sys.settrace(note)
    try:
        run()
        run()  # from Python 3.12 on, a function's first call only arranges that its instructions are told
    finally:
        sys.settrace(before)
    return taken


def not_taken(module, taken):
    """In words, each branch of a module's functions that was taken one way alone, and each function that never ran."""
    found = []
    ran = {code for code, _, _ in taken}
    for code in sorted(set(_codes(module)), key=lambda code: code.co_firstlineno):
        if code not in ran:
            found.append(f"line {code.co_firstlineno}: {code.co_qualname} is never used")
            continue
        for offset, target, _, line in _jumps(code):
            ways = {there == target for here_code, here, there in taken if here_code is code and here == offset}
            if len(ways) == 1:
                text = linecache.getline(code.co_filename, line).strip()
                found.append(f"line {line}: `{text}` always goes the same way")
    return list(dict.fromkeys(found))
