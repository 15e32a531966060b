import { el } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_FOR = 12_000;

/** Words about something that did not work, above the composer until put away. */
export class Notices {
  node = el("div", { class: "notices", role: "alert" });

  say(words) {
    const close = el("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: () => notice.remove() }, icon("close"));
    const notice = el("p", { class: "notice" }, el("span", {}, words), close);
    this.node.replaceChildren(notice);
    setTimeout(() => notice.remove(), SHOWN_FOR);
  }
}
