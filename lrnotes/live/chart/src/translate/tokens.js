/** The tokens of a Python expression. */
const TOKEN =
  /\s+|#[^\n]*|\\\n|((?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)|([A-Za-z_][\w.]*)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(\*\*|\/\/|[-+*/%()[\]{},:=])/gy;

/** Each token with where it stands: a value, a name or a sign. */
export function* tokens(text) {
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`cannot read ${text.slice(start, start + 12)}`);
    const [whole, number, name, string, sign] = match;
    const token = { text: whole, start, end: start + whole.length };
    if (number) yield { ...token, value: { kind: "number", value: Number(number.replaceAll("_", "")) } };
    else if (name) yield { ...token, name };
    else if (string) yield { ...token, value: { kind: "text", value: string.slice(1, -1).replace(/\\(.)/g, "$1") } };
    else if (sign) yield { ...token, sign };
  }
}
