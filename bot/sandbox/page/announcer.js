import { byId, el } from "./dom.js";

const KEPT = 20;

/** Say something to screen readers only, after what they are saying now. */
export function announce(words) {
  const log = byId("announcer");
  log.append(el("p", {}, words));
  while (log.childElementCount > KEPT) log.firstElementChild.remove();
}
