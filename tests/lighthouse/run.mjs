// One Lighthouse run with its default settings, a mid-range phone: node lighthouse.mjs PORT ADDRESS
import lighthouse from "lighthouse";

const [port, address] = process.argv.slice(2);
const onlyCategories = ["performance", "accessibility", "best-practices", "seo"];
const { lhr, report } = await lighthouse(address, { port: Number(port), onlyCategories, output: "html", logLevel: "error" });
process.stdout.write(JSON.stringify({ lhr, report }));
