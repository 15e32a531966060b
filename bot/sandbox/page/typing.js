import { el } from "./dom.js";

/** Who is writing at the moment, in words. */
export class Typing {
  node = el("p", { class: "typing", "aria-live": "off" });
  #state;

  constructor(state) {
    this.#state = state;
    state.on("typing current", () => this.#render());
    setInterval(() => this.node.textContent && this.#render(), 1000);
  }

  #render() {
    const names = this.#state.typing(Date.now()).map((user) => user.display_name ?? user.username);
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.node.replaceChildren(...(names.length ? [dots, words(names)] : []));
  }
}

function words(names) {
  if (names.length > 3) return "Several people are typing…";
  const last = names.at(-1);
  return names.length === 1 ? `${last} is typing…` : `${names.slice(0, -1).join(", ")} and ${last} are typing…`;
}
