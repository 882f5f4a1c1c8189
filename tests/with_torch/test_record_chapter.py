"""What the chapter on recorded rates says that PyTorch's lines print."""

import contextlib
import io
import json
import re

from support.concepts import literal
from support.recorded import BOOK


def test_the_dry_run_of_the_chapter():
    cells = json.loads((BOOK / "training" / "is_my_schedule_running.ipynb").read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    (lines,) = [code for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "import torch" in code]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(lines, {})
    assert printed.getvalue().split() == literal("is_my_schedule_running", "report").split()
