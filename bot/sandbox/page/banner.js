import { byId, el } from "./dom.js";

/** Say over the whole page that the sandbox is out of reach. */
export function showLost(retry) {
  const again = el("button", { type: "button", class: "button secondary", onclick: retry }, "Try now");
  byId("banner").replaceChildren(el("span", {}, "Connection lost. Trying again…"), again);
}

export function hideLost() {
  byId("banner").replaceChildren();
}
