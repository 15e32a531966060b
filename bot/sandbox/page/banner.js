import { byId, el } from "./dom.js";

/** Say over the whole page that the sandbox is out of reach. */
export function showLost(words, retry = null) {
  const again = retry && el("button", { type: "button", class: "button secondary", onclick: retry }, "Try now");
  byId("banner").replaceChildren(el("span", {}, words), ...(again ? [again] : []));
}

export function hideLost() {
  byId("banner").replaceChildren();
}
