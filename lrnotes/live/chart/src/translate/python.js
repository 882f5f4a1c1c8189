/**
 * Calls and values as people have them in Python code, read without running anything.
 *
 * A value is {kind: "number" | "text" | "constant" | "list" | "dict" | "name" | "call", text, ...}.
 */
import { tokens } from "./tokens.js";

const CONSTANTS = new Set(["True", "False", "None"]);

class Reader {
  constructor(text) {
    this.text = text;
    this.tokens = [...tokens(text)];
    this.place = 0;
  }

  get next() {
    return this.tokens[this.place];
  }

  is(sign) {
    return this.next?.sign === sign;
  }

  take(sign) {
    if (!this.is(sign)) throw new Error(`expected ${sign}${this.next ? `, found ${this.next.text}` : " at the end"}`);
    this.place++;
  }

  /** An expression: sums of products of powers of values. */
  value() {
    const from = this.place;
    const value = this.sum();
    return { ...value, text: this.between(from) };
  }

  between(from) {
    return this.text.slice(this.tokens[from].start, this.tokens[this.place - 1].end);
  }

  sum() {
    let left = this.product();
    while (this.is("+") || this.is("-")) left = this.computed(left, () => this.product());
    return left;
  }

  product() {
    let left = this.signed();
    while (["*", "/", "//", "%"].includes(this.next?.sign)) left = this.computed(left, () => this.signed());
    return left;
  }

  signed() {
    if (this.is("-") || this.is("+")) {
      const { sign } = this.next;
      this.place++;
      const inner = this.signed();
      return inner.kind === "number" ? { kind: "number", value: sign === "-" ? -inner.value : inner.value } : UNKNOWN;
    }
    const base = this.single();
    return this.is("**") ? this.computed(base, () => this.signed()) : base;
  }

  computed(left, operand) {
    const { sign } = this.next;
    this.place++;
    const right = operand();
    if (left.kind !== "number" || right.kind !== "number") return UNKNOWN;
    return { kind: "number", value: ARITHMETIC[sign](left.value, right.value) };
  }

  single() {
    const token = this.next;
    if (!token) throw new Error("something is missing at the end");
    if (token.sign === "(") return this.parenthesis();
    if (token.sign === "[") return { kind: "list", items: this.items("[", "]") };
    if (token.sign === "{") return { kind: "dict", pairs: this.pairs() };
    if (token.sign) throw new Error(`found ${token.text} where a value should be`);
    this.place++;
    if (token.name === undefined) return token.value;
    if (CONSTANTS.has(token.name)) return { kind: "constant", value: token.name };
    return this.is("(") ? this.call(token.name) : { kind: "name", name: token.name };
  }

  parenthesis() {
    const from = this.place;
    const items = this.items("(", ")");
    const isTuple = items.length !== 1 || this.tokens[this.place - 2].sign === ",";
    return isTuple ? { kind: "list", items } : { ...items[0], text: this.between(from) };
  }

  items(open, close) {
    this.take(open);
    const found = [];
    while (!this.is(close)) {
      found.push(this.value());
      if (!this.is(close)) this.take(",");
    }
    this.take(close);
    return found;
  }

  pairs() {
    this.take("{");
    const found = [];
    while (!this.is("}")) {
      const key = this.value();
      this.take(":");
      found.push([key, this.value()]);
      if (!this.is("}")) this.take(",");
    }
    this.take("}");
    return found;
  }

  call(name) {
    this.take("(");
    const positional = [];
    const named = new Map();
    while (!this.is(")")) {
      const token = this.next;
      if (token?.name !== undefined && this.tokens[this.place + 1]?.sign === "=") {
        this.place += 2;
        named.set(token.name, this.value());
      } else {
        positional.push(this.value());
      }
      if (!this.is(")")) this.take(",");
    }
    this.take(")");
    if (name === "dict" && !positional.length) {
      return { kind: "dict", pairs: [...named].map(([key, value]) => [textValue(key), value]) };
    }
    return { kind: "call", name, positional, named };
  }
}

const UNKNOWN = { kind: "name", name: "" };
const ARITHMETIC = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "**": (a, b) => a ** b,
  "//": (a, b) => Math.floor(a / b),
  "%": (a, b) => a - b * Math.floor(a / b),
};

function textValue(text) {
  return { kind: "text", value: text, text: JSON.stringify(text) };
}

/** One value; an Error if the text is not one. */
export function readValue(text) {
  const reader = new Reader(text);
  const value = reader.value();
  if (reader.next) throw new Error(`found ${reader.next.text} after the value`);
  return value;
}

/** A call, or a name alone: {kind: "call" | "name"}. What stands before it, `scheduler =`, is left out. */
export function readCall(text) {
  const plain = text
    .trim()
    .replace(/^[\w.]+\s*=(?!=)\s*/, "")
    .replace(/[;,]\s*$/, "");
  const value = readValue(plain);
  if (value.kind !== "call" && !(value.kind === "name" && value.name)) throw new Error("this is not a call");
  return value;
}
