"""What is recorded of each library, and how its code is run: a module a library, and what they share."""

import importlib.machinery
import importlib.metadata
import importlib.util
import pathlib
import sys
import types
import urllib.request

#: Around the multiples of 10 and 20 at which the settings of most libraries change.
STEPS = [0, 1, 2, 3, 8, 9, 10, 11, 12, 19, 20, 21, 30, 39, 40, 41, 59, 60, 61, 79, 80, 81, 99, 100, 101, 119, 120, 121]


def version_of(distribution):
    return importlib.metadata.version(distribution)


def stand_in(name, **contents):
    """A module of that name with these contents, for what a file imports but its schedulers do not need."""
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        module = sys.modules.setdefault(".".join(parts[:count]), types.ModuleType(".".join(parts[:count])))
        module.__path__ = getattr(module, "__path__", [])
    vars(module).update(contents)
    return module


def folder_of(package):
    """Where an installed package is, which need not be one that can be imported."""
    return pathlib.Path(importlib.machinery.PathFinder.find_spec(package).submodule_search_locations[0])


def file_alone(package, path, name, stand_ins=None):
    """One file of an installed package as a module, without the package's own imports: these stand in for some."""
    folder = folder_of(package)
    for each, contents in (stand_ins or {}).items():
        stand_in(each, **contents)
    return file_as(folder / path, name)


def file_as(path, name):
    """A file as a module of that name."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def from_github(repository, commit, path):
    """The path of one file of a repository at a commit, fetched unless the folder of downloads has it."""
    kept = pathlib.Path(__file__).parents[1] / "downloads" / repository / commit / path
    if not kept.exists():
        text = urllib.request.urlopen(f"https://raw.githubusercontent.com/{repository}/{commit}/{path}").read()
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(text)
    return kept


def optimizer(rate):
    """An optimizer of PyTorch with one parameter."""
    import torch

    return torch.optim.AdamW([torch.zeros(1, requires_grad=True)], lr=rate)


def rates_in_training(optimizer, scheduler, steps):
    """The optimizer's rate at each of the updates; the scheduler steps after each update."""
    used = []
    for _ in range(max(steps) + 1):
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return [used[step] for step in steps]
