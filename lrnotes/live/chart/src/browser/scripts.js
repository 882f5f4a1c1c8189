/** What the tool keeps in the address, and the scripts that it loads. */
const KEY = "call";

/** Loads a classic script: a page from file:// loads no others. */
export function loaded(src) {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject }));
  });
}

/** The call that the address asks for. */
export function remembered() {
  return new URLSearchParams(location.search).get(KEY);
}

/** The call in the address, so that it can be shared. */
export function remember(call) {
  const query = new URLSearchParams(location.search);
  if (call) query.set(KEY, call);
  else query.delete(KEY);
  const text = query.toString();
  history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
}
