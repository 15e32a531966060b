import { el } from "./dom.js";
import { iconButton } from "./icons.js";

const SHOWN_FOR = 12_000;

/** Words about something that did not work, above the composer until put away. */
export class Notices {
  node = el("div", { class: "notices", role: "alert" });

  say(words) {
    const close = iconButton("close", "Dismiss", () => notice.remove());
    const notice = el("p", { class: "notice" }, el("span", {}, words), close);
    this.node.replaceChildren(notice);
    setTimeout(() => notice.remove(), SHOWN_FOR);
  }
}
