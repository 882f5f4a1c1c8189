/** The call that the tool converts, in the address. */
const KEY = "call";

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
