// Builds nodes. Text from the server becomes text nodes and attribute values only, never markup.

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

const SAFE = /^(https?:|mailto:|tel:)/i;

// Returns a link, or plain text where the address has a scheme that should not be followed.
export function link(url, ...children) {
  if (!SAFE.test(url)) return el("span", {}, ...children);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// Replaces the children of `parent` by `nodes`, matched by data-key. Nodes with an unchanged data-stamp are kept.
export function reconcile(parent, wanted) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const nodes = wanted.map(({ key, stamp, make }) => {
    const kept = old.get(key);
    if (kept && kept.dataset.stamp === stamp) return kept;
    const node = make();
    node.dataset.key = key;
    node.dataset.stamp = stamp;
    return node;
  });
  const keep = new Set(nodes);
  for (const node of [...parent.children]) if (!keep.has(node)) node.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

// Returns a key for the focused node that still finds it after a redraw.
export function focusMark() {
  const node = document.activeElement;
  return node && node.dataset ? node.dataset.focus ?? null : null;
}

export function refocus(mark) {
  if (!mark) return false;
  const node = document.querySelector(`[data-focus="${CSS.escape(mark)}"]`);
  node?.focus({ preventScroll: true });
  return Boolean(node);
}
