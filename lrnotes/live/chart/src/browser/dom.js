/** Small things that every figure does with a page. */

/** Sets a property that has another value. A write that changes nothing would still cost the page its styles and its layout. */
export function setIfChanged(element, property, value) {
  if (element[property] !== value) element[property] = value;
}

/** Sets an attribute that has another value. */
export function setAttributeIfChanged(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** The action, run once when nobody has asked for it for a while. */
export function debounce(action, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
}

/** Copies a text, and says in the status line what came of it. */
export async function copy(text, status, done) {
  let message = done;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    message = "The browser did not allow copying";
  }
  status.textContent = message;
  setTimeout(() => {
    if (status.textContent === message) status.textContent = "";
  }, 2500);
}

/** What the reader chose on any page of the site, or null; private windows keep nothing. */
export function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then holds for this page.
  }
}

const scripts = new Map();

/** Runs a classic script of the site, once for all who ask: a page from file:// loads no others. */
export function run(src) {
  if (!scripts.has(src)) {
    const loaded = new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
      document.head.append(script);
    });
    scripts.set(src, loaded);
    loaded.catch(() => scripts.delete(src)); // who asks again tries again
  }
  return scripts.get(src);
}

/** Whether the page is one of the site, whose address holds the settings: a notebook's address is not the reader's. */
export function isSite() {
  return document.querySelector('meta[name="lrnotes-chart"]') !== null;
}
