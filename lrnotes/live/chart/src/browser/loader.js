/**
 * What a page of the site runs before a reader moves: the figures' script is fetched when one is near, and run with the
 * reader's first move, or at once where the address or the remembered framework asks for something else than is drawn.
 */
const FIGURES = ".lrnotes-live, .lrnotes-compare";
const MOVES = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"];

/** Who asks for a figure before it is alive is answered when it is. */
function promise(element) {
  const chart = {};
  chart.drawn = new Promise((resolve) => {
    chart.resolve = resolve;
  });
  element.figure = { chart };
}

/** Notes what the reader does with controls that are not alive yet; the function returned does it again. */
function remembered() {
  const missed = [];
  const waiting = new AbortController();
  const miss = ({ type, target }) => {
    if (target.closest?.(FIGURES)) missed.push({ type, target, value: target.value, checked: target.checked });
  };
  for (const type of ["input", "change", "click"])
    addEventListener(type, miss, { capture: true, signal: waiting.signal });
  return () => {
    waiting.abort();
    missed.forEach(redo);
  };
}

function redo({ type, target, value, checked }) {
  if (type === "click") {
    target.closest("button")?.click();
    return;
  }
  if (target.type === "checkbox") target.checked = checked;
  else target.value = value;
  target.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Whether the page should show something else than what is drawn in it. */
function asksForMore() {
  return location.search.length > 1 || otherFramework();
}

function otherFramework() {
  const first = document.querySelector(".lrnotes-live [role=tab]");
  try {
    const framework = localStorage.getItem("lrnotes-framework");
    const other = framework !== null && first?.textContent !== framework;
    return Boolean(first) && (other || localStorage.getItem("lrnotes-side") === "native");
  } catch {
    return false; // private windows keep nothing
  }
}

/** Resolves with the reader's first move. */
function firstMove() {
  return new Promise((resolve) => {
    const once = new AbortController();
    const sign = ({ type, target }) => {
      if (type === "scroll" && target !== document) return; // the theme scrolls its sidebar by itself
      once.abort();
      resolve();
    };
    for (const type of MOVES) addEventListener(type, sign, { passive: true, capture: true, signal: once.signal });
  });
}

/** Resolves when a figure is near the window. */
function nearness(figures) {
  return new Promise((resolve) => {
    const observe = (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      resolve();
    };
    const observer = new IntersectionObserver(observe, { rootMargin: "200px" });
    for (const element of figures) observer.observe(element);
  });
}

function prefetch(href) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", as: "script", href }));
}

async function load(chart) {
  const figures = [...document.querySelectorAll(FIGURES)];
  figures.forEach(promise);
  const redoAll = remembered();
  const moved = firstMove();
  const absolute = (address) => new URL(address, document.baseURI).href;
  const programs = [...new Set(figures.map((element) => element.dataset.programsSrc).filter(Boolean))].map(absolute);
  await nearness(figures);
  [absolute(chart), ...programs].forEach(prefetch);
  if (!asksForMore()) await moved;
  await Promise.all(programs.map((program) => import(program)));
  await import(absolute(chart));
  redoAll();
}

const chart = document.querySelector('meta[name="lrnotes-chart"]');
if (chart) load(chart.content);
