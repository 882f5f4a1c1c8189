// The search of this book: chapters before the reference, one result a page, "warm-up" as "warmup", and clean excerpts.
// It changes what Sphinx's searchtools.js defines, and is loaded after it, on the search page only.
/* global Search */
{
  const REFERENCE = /^(book\/api(\/|$)|genindex$)/,
    LISTS = /^book\/(glossary|bibliography|recipes)$/,
    RECIPES = "book/recipes",
    ADVICE = /^book\/(which|introduction)$/,
    LONGEST = 200, // characters of an excerpt
    MOST = 40; // results: for each, the browser reads a page
  const NOISE =
    "script, style, svg, button, nav, pre, table, fieldset, search, .headerlink, .cell, div.math, .katex-display, " +
    ".katex-mathml, .lrnotes-live, .lrnotes-compare, .lrnotes-used-by, .lrnotes-other-names, .admonition-title";
  const { _parseQuery: parseQuery, _performSearch: performSearch } = Search;

  const oneSpelling = (text) => text.replace(/\bwarm[-\s]up(s?)\b/gi, "warmup$1");
  const normalized = (text) => oneSpelling(text).toLowerCase();
  const wordsOf = (text) => normalized(text).match(/[\p{Letter}\p{Number}_]+/gu) ?? [];
  const lastPart = (name) => name.split(".").at(-1);

  const hasAll = (heading, words) =>
    words.length > 0 && words.every((word) => wordsOf(heading).some((one) => one.startsWith(word)));

  const rankOfPage = ({ page, name, title, score }, words) => {
    if (page === RECIPES && name !== title && hasAll(name, words)) return 0; // the name of a model
    if (REFERENCE.test(page) || LISTS.test(page)) return 5;
    if (score >= 100) return 0; // an entry of the index, exactly
    if (hasAll(title, words)) return 1;
    return name === title && !ADVICE.test(page) ? 4 : 3; // 3: advice, or the words are in the heading of a part
  };

  /** The lower, the sooner a reader wants it. */
  const rankOf = ({ name, isObject, ...others }, query) => {
    if (!isObject) return rankOfPage({ name, ...others }, wordsOf(query));
    return lastPart(name.toLowerCase()) === lastPart(normalized(query).trim()) ? 2 : 5;
  };

  Search._parseQuery = (query) => parseQuery(oneSpelling(query));

  /** The results, the worst first, as Sphinx wants them. */
  Search._performSearch = (query, ...terms) => {
    const { docnames, titles } = Search._index,
      titleOf = new Map(docnames.map((page, number) => [page, titles[number]]));
    const ranked = performSearch(query, ...terms)
      .reverse()
      .map((result) => {
        const [page, name, anchor, description, score] = result,
          title = titleOf.get(page),
          isObject = description !== null;
        const key = isObject || REFERENCE.test(page) ? page + anchor : page;
        return { result, key, rank: rankOf({ page, name, title, isObject, score }, query), isPage: name === title };
      })
      .sort((one, other) => one.rank - other.rank);
    const found = new Map();
    for (const { result, key, isPage } of ranked) {
      const [page, name, anchor, ...others] = result;
      if (!found.has(key)) found.set(key, [page, name, isPage ? "" : anchor, ...others]);
    }
    return [...found.values()].slice(0, MOST).reverse();
  };

  /** Some words around the first place in the text that has one of the words. */
  Search.makeSearchSummary = (html, keywords, anchor) => {
    const parsed = new DOMParser().parseFromString(html, "text/html"),
      main = parsed.querySelector('[role="main"]'),
      part = (anchor && parsed.getElementById(anchor.slice(1))) || main;
    if (!part) return null;
    for (const each of part.querySelectorAll(NOISE)) each.remove();
    const texts = [...part.querySelectorAll("p, dd, li")]
      .filter((each) => !each.querySelector("p, dd, li"))
      .map((each) => each.textContent.replace(/\s+/g, " ").trim())
      .filter((text) => text.length > 30);
    const asked = [...keywords].map((word) => word.toLowerCase());
    const placeIn = (text) => Math.min(...asked.map((word) => normalized(text).indexOf(word)).filter((at) => at >= 0));
    const text = texts.find((each) => Number.isFinite(placeIn(each))) ?? texts[0];
    if (!text) return null;
    const summary = document.createElement("p");
    summary.className = "context";
    summary.textContent = excerpt(text, placeIn(text));
    return summary;
  };

  const excerpt = (text, place) => {
    if (text.length <= LONGEST) return text;
    const wanted = Number.isFinite(place) ? Math.max(0, Math.min(place - LONGEST / 3, text.length - LONGEST)) : 0;
    const start = wanted > 0 ? text.indexOf(" ", wanted) + 1 : 0;
    const end = start + LONGEST >= text.length ? text.length : text.lastIndexOf(" ", start + LONGEST);
    return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };
}
