import assert from "node:assert/strict";
import { test } from "node:test";
import { highlighted } from "../src/highlight.js";

const marked = (kind, text) => `<span class="lrnotes-${kind}">${text}</span>`;

test("words, numbers, strings and comments are told apart", () => {
  assert.equal(
    highlighted("from x1 import y  # for 1 <b>"),
    `${marked("keyword", "from")} x1 ${marked("keyword", "import")} y  ${marked("comment", "# for 1 &lt;b&gt;")}`,
  );
  assert.equal(
    highlighted('f(a_2=1e-05, b="# \\" in", c=None)'),
    `f(a_2=${marked("number", "1e-05")}, b=${marked("string", "&quot;# \\&quot; in&quot;")}, c=${marked("number", "None")})`,
  );
  assert.equal(
    highlighted("# pip install optax\n\nλ2 = 3."),
    `${marked("install", "# pip install optax")}\n\nλ2 = ${marked("number", "3.")}`,
  );
});

test("the program is the text of its HTML", () => {
  const program = "# pip install \"a @ b\"\n\ndef f(x):  # 'yours'\n    return x if x < 1_000.5e3 else -x\n";
  const text = highlighted(program)
    .replace(/<[^>]+>/g, "")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'");
  assert.equal(text.replace(/&lt;/g, "<"), program);
});
