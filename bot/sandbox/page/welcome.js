import { byId, el, freshId } from "./dom.js";
import { iconButton } from "./icons.js";
import { recall, remember } from "./memory.js";

/** What this place is and what to try, for somebody who is new; its words come from the server. */
export class Welcome {
  node = el("div", { class: "welcome-slot", id: "welcome" });
  #state;
  #write;
  #open = recall("welcomed") === null;

  constructor(state, write) {
    this.#state = state;
    this.#write = write;
    state.on("welcome", () => this.#render());
  }

  get isOpen() {
    return this.#open;
  }

  toggle() {
    this.#open = !this.#open;
    this.#render();
    this.node.querySelector("button")?.focus();
  }

  open() {
    this.#open = true;
    this.#render();
  }

  close() {
    if (!this.#open) return;
    this.#open = false;
    remember("welcomed", "yes");
    this.#render();
  }

  #render() {
    const { welcome } = this.#state;
    this.node.replaceChildren(...(welcome && this.#open ? [this.#card(welcome)] : []));
  }

  #card({ title, text, examples }) {
    const heading = freshId("welcome");
    const close = iconButton("close", "Close the welcome", () => (this.close(), byId("open-welcome").focus()));
    const example = (words) =>
      el("li", {}, el("button", { type: "button", class: "example", onclick: () => this.#write(words) }, words));
    const tries = examples?.length > 0 && [
      el("p", { class: "welcome-try" }, "Pick one, then send it:"),
      el("ul", { class: "examples" }, examples.map(example)),
    ];
    return el(
      "section",
      { class: "welcome", "aria-labelledby": heading },
      el("header", {}, el("h2", { id: heading }, title), close),
      el("p", {}, text),
      tries,
    );
  }
}
