// Lighthouse with its default settings, a mid-range phone: node serve.mjs PORT. For each line on its input, an address and
// the categories to look at in JSON, one line of JSON on its output.
import { createInterface } from "node:readline";
import lighthouse from "lighthouse";

const port = Number(process.argv[2]);
for await (const line of createInterface({ input: process.stdin })) {
  const { address, categories } = JSON.parse(line);
  const options = { port, onlyCategories: categories, output: "html", logLevel: "error" };
  let answer;
  try {
    const { lhr, report } = await lighthouse(address, options);
    answer = { lhr, report };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
