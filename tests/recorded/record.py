"""Records the rates of libraries' own schedulers, which tests/test_translate_recorded.py compares with ours.

    python tests/recorded/record.py deepspeed composer

writes tests/recorded/deepspeed.json and composer.json. A library's module in ``recorders`` says what to install, in an
environment of your own; the rates are what the library's code computes when it is run, at full precision.
"""

import argparse
import importlib
import inspect
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent


def arguments_of(function):
    """The arguments of a function or a signature as [name] or [name, default], without self."""
    found = []
    signature = function if isinstance(function, inspect.Signature) else inspect.signature(function)
    for each in signature.parameters.values():
        if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL) and each.name != "self":
            found.append([each.name] if each.default is each.empty else [each.name, each.default])
    return found


def recorded(module):
    """The record of a library, as JSON with one line for each setting."""
    head = {"library": module.LIBRARY, "version": module.VERSION, "install": module.INSTALL, "steps": module.STEPS}
    if hasattr(module, "FLOAT32"):
        head["float32"] = True
    head["signatures"] = {name: arguments_of(function) for name, function in module.FUNCTIONS.items()}
    lines = []
    for name, rate, arguments in module.SETTINGS:
        given = {} if rate is None else {"learning_rate": rate}
        rates = [float(each) for each in module.rates(name, rate, dict(arguments), module.STEPS)]
        lines.append({"original": name, **given, "arguments": arguments, "rates": rates})
    body = ",\n  ".join(json.dumps(line) for line in lines)
    refused = ",\n  ".join(json.dumps(refusal(module, *each)) for each in getattr(module, "REFUSED", []))
    metrics = f'"metrics": {json.dumps(module.METRICS)},\n ' if hasattr(module, "METRICS") else ""
    refused = f',\n "refused": [\n  {refused}\n ]' if refused else ""
    return f'{json.dumps(head)[:-1]},\n {metrics}"settings": [\n  {body}\n ]{refused}}}\n'


def refusal(module, name, rate, arguments, message):
    """What the library does with arguments that ours refuses with this message: its rates, or its error."""
    given = {} if rate is None else {"learning_rate": rate}
    try:
        rates = [float(each) for each in module.rates(name, rate, dict(arguments), module.STEPS)]
    except (ArithmeticError, AssertionError, RuntimeError, TypeError, ValueError) as error:
        outcome = {"error": type(error).__name__}
    else:
        outcome = {"rates": rates}
    return {"original": name, **given, "arguments": arguments, "message": message, **outcome}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("libraries", nargs="+", choices=sorted(each.stem for each in HERE.glob("recorders/[a-z]*.py")))
    sys.path.insert(0, str(HERE))
    for library in parser.parse_args().libraries:
        module = importlib.import_module(f"recorders.{library}")
        text = recorded(module)
        assert json.loads(text)["settings"], "no settings"
        (HERE / f"{library}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
