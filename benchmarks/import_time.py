"""What `import lrnotes` costs beyond NumPy, each in a fresh interpreter."""

import statistics
import subprocess
import sys

from bars import SHORT, verdict

BAR = 10
ASK = "import time, numpy; start = time.perf_counter(); import lrnotes; print(time.perf_counter() - start)"
NUMPY = "import time; start = time.perf_counter(); import numpy; print(time.perf_counter() - start)"


def milliseconds(code):
    runs = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        for _ in range(3 if SHORT else 15)
    ]
    return 1e3 * statistics.median(map(float, runs))


ours, numpy = milliseconds(ASK), milliseconds(NUMPY)
print(f"\nimport lrnotes after NumPy: {ours:.1f} ms  {verdict(ours, BAR, ' ms')}; NumPy itself: {numpy:.1f} ms")
