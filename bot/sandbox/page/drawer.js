import { byId } from "./dom.js";
import { icon } from "./icons.js";

const narrow = matchMedia("(max-width: 52rem)");

/** On a narrow screen the channel list lies over the room and everything else waits. */
export class Drawer {
  constructor() {
    byId("close-side").replaceChildren(icon("close"));
    byId("close-side").addEventListener("click", () => this.close());
    byId("scrim").addEventListener("click", () => this.close());
    byId("side").addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    byId("side").addEventListener("click", (event) => event.target.closest(".place") && this.close());
    narrow.addEventListener("change", () => this.#set(false));
    this.#set(false);
  }

  open() {
    this.#set(true);
    (document.querySelector("#channels [aria-current]") ?? byId("close-side")).focus();
  }

  close() {
    if (!narrow.matches || !document.body.classList.contains("side-open")) return;
    this.#set(false);
    byId("open-side")?.focus();
  }

  #set(open) {
    document.body.classList.toggle("side-open", open);
    byId("side").inert = narrow.matches && !open;
    byId("room").inert = narrow.matches && open;
    byId("open-side")?.setAttribute("aria-expanded", String(open));
  }
}
