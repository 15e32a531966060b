import { el, freshId } from "./dom.js";

/**
 * A list of suggestions for a text field, which keeps the focus: arrows choose, Enter or Tab takes, Escape puts away.
 * An item is {label, note?, lead?, value}.
 */
export class Suggestions {
  node = el("div", { class: "suggestions", role: "listbox", id: freshId("suggestions"), hidden: true });
  #input = null;
  #items = [];
  #at = 0;
  #pick = null;

  constructor() {
    // Pressing an item must not take the focus from the field.
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.node.hidden;
  }

  /** Show *items* for *input*; with none, *empty* is said instead, or nothing is shown. */
  show(input, { title, items, empty = null, pick }) {
    if (!items.length && !empty) return this.close();
    this.#lose();
    this.#input = input;
    this.#items = items;
    this.#pick = pick;
    this.#at = 0;
    const rest = items.length
      ? items.map((item, at) => this.#option(item, at))
      : el("p", { class: "menu-note", role: "presentation" }, empty);
    this.node.replaceChildren(
      ...[title && el("p", { class: "menu-title", role: "presentation" }, title), rest].flat().filter(Boolean),
    );
    this.node.setAttribute("aria-label", title ?? "Suggestions");
    this.node.hidden = false;
    this.#expanded(true);
    input.setAttribute("aria-controls", this.node.id);
    return this.#mark();
  }

  close() {
    this.#lose();
    this.node.hidden = true;
    this.node.replaceChildren();
    this.#items = [];
  }

  /** Whether the key press was for the list. */
  takes(event) {
    if (!this.isOpen) return false;
    if (event.key === "Escape") return this.#taken(event, () => this.close());
    if (!this.#items.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp")
      return this.#taken(event, () => this.#step(event.key === "ArrowDown" ? 1 : -1));
    if (event.key === "Enter" && !event.shiftKey) return this.#taken(event, () => this.#choose(this.#at));
    if (event.key === "Tab" && !event.shiftKey) this.#choose(this.#at, event);
    return false;
  }

  #taken(event, deed) {
    event.preventDefault();
    event.stopPropagation();
    deed();
    return true;
  }

  #option(item, at) {
    const words = [
      el("span", { class: "menu-label" }, item.label),
      item.note && el("span", { class: "menu-note" }, item.note),
    ];
    const attributes = {
      role: "option",
      id: freshId("suggestion"),
      onclick: () => this.#choose(at),
      onpointermove: () => this.#goTo(at),
    };
    return el("div", attributes, item.lead, el("span", { class: "menu-words" }, words));
  }

  #choose(at, event = null) {
    const item = this.#items[at];
    const pick = this.#pick;
    this.close();
    pick(item, event);
  }

  #step(by) {
    this.#goTo((this.#at + by + this.#items.length) % this.#items.length);
  }

  #goTo(at) {
    this.#at = at;
    this.#mark();
  }

  #mark() {
    const options = [...this.node.querySelectorAll("[role=option]")];
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.#at)));
    const active = options[this.#at];
    if (!active) return;
    active.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", active.id);
  }

  #lose() {
    this.#expanded(false);
    this.#input?.removeAttribute("aria-activedescendant");
  }

  // A field of several lines cannot be a combobox, and has no such state.
  #expanded(open) {
    if (this.#input?.getAttribute("role") === "combobox") this.#input.setAttribute("aria-expanded", String(open));
  }
}
