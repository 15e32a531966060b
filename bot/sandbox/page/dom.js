// Elements are built node by node: text from people only ever becomes a text node or an attribute value.

/** Build an element. `on…` functions become listeners; false, null and undefined attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

export const byId = (id) => document.getElementById(id);

let count = 0;

/** An id no other element has, for labels and descriptions. */
export const freshId = (stem) => `${stem}-${(count += 1)}`;

/** Text that only screen readers meet. */
export const unseen = (text) => el("span", { class: "unseen" }, text);

/** Whether a key press belongs to an input method that is still composing a character. */
export const composing = (event) => event.isComposing || event.keyCode === 229;
