"""Makes the data of the figures: python -m experiments [problem ...]; what is made already stays."""

import argparse
import contextlib
import importlib
import os
import pathlib
import time

import joblib

from . import results, summary
from .contestants import contestants

PROBLEMS = ("convex", "digits", "language_model")


def make(problem, name, folder):
    """One schedule on one problem: its file, and a line of progress."""
    module = importlib.import_module(f"experiments.{problem}")
    contestant = contestants()[name]
    start = time.process_time()
    raced = module.race(contestant)
    seconds = time.process_time() - start
    settings = {**module.settings(), **contestant.settings}
    made = {**module.made_with(), "seconds": round(seconds, 1)}
    results.write(folder, problem, name, {"settings": settings, "made": made, **raced})
    return f"{problem}: {name}, {sum(map(len, raced['losses']))} trainings, {seconds:.1f} s"


def missing(problems, folder):
    """The pairs of a problem and a schedule that have no result of today's settings."""
    for problem in problems:
        common = importlib.import_module(f"experiments.{problem}").settings()
        for name, contestant in contestants().items():
            if not results.is_made(folder, problem, name, {**common, **contestant.settings}):
                yield problem, name


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m experiments", description=__doc__)
    parser.add_argument("problems", nargs="*", default=PROBLEMS, metavar="problem")
    parser.add_argument("--jobs", type=int, default=-1, help="how many at a time; -1 is as many as there are cores")
    parser.add_argument("--folder", default=results.FOLDER)
    asked = parser.parse_args(arguments)
    work = list(missing(asked.problems, asked.folder))
    print(f"{len(work)} results to make")
    with backend():
        done = joblib.Parallel(n_jobs=asked.jobs, return_as="generator_unordered")(
            joblib.delayed(make)(problem, name, asked.folder) for problem, name in work
        )
        for count, line in enumerate(done, 1):
            print(f"{count}/{len(work)} {line}", flush=True)
    if pathlib.Path(asked.folder) == results.FOLDER:
        summary.write()


@contextlib.contextmanager
def backend():
    """Processes of this machine, or the Dask cluster whose address DASK is."""
    if not os.environ.get("DASK"):
        with joblib.parallel_config(backend="loky"):
            yield
    else:
        from distributed import Client

        with Client(os.environ["DASK"]), joblib.parallel_config(backend="dask"):
            yield


if __name__ == "__main__":
    main()
