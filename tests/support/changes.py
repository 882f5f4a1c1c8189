"""Which pages of the book are new since what readers have, where Git can tell."""

import subprocess

from support.book import ROOT, contents


def _git(*arguments):
    """What Git answers, or None where it does not know."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _base():
    """Where a branch left the main one; on that, the last release. None in a clone that has neither."""
    for main in ("origin/HEAD", "origin/main", "main"):
        left = _git("merge-base", "HEAD", main)
        if left and left != _git("rev-parse", "HEAD"):
            return left
    return _git("describe", "--tags", "--abbrev=0", "--match=v*")


def changed_pages():
    """The pages whose file differs from what it was."""
    base = _base()
    changed = set((_git("diff", "--name-only", base, "--", "book") or "").splitlines()) if base else set()
    return [page for page in contents() if {f"{page}.md", f"{page}.ipynb"} & changed]
