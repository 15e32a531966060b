import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { float } from "./popover.js";
import { choicesOf } from "./choices.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** A message's select menu: a button which opens the list of choices. */
export function selectMenu(component, state, chosen) {
  const choices = choicesOf(component, state);
  const preset = choices.filter((choice) => choice.chosen).map((choice) => choice.label);
  const label = preset.join(", ") || component.placeholder || "Choose…";
  const open = () => new Choosing(component, choices, node, chosen);
  const attributes = {
    type: "button",
    class: "select",
    "aria-haspopup": "listbox",
    disabled: Boolean(component.disabled),
    onclick: open,
  };
  const node = el(
    "button",
    attributes,
    el("span", { class: preset.length ? null : "placeholder" }, label),
    icon("chevron"),
  );
  return node;
}

class Choosing {
  #least;
  #most;
  #picked;
  #list;
  #done;
  #floating;
  #chosen;

  constructor(component, choices, anchor, chosen) {
    this.#least = component.min_values ?? 1;
    this.#most = component.max_values ?? 1;
    this.#picked = new Set(choices.filter((choice) => choice.chosen).map((choice) => choice.value));
    this.#chosen = chosen;
    this.#list = this.#listbox(choices, component.placeholder ?? "Choices");
    this.#done =
      this.#most > 1 &&
      el("button", { type: "button", class: "button primary", onclick: () => this.#finish() }, "Done");
    this.#floating = float([this.#list, this.#done && el("div", { class: "choice-foot" }, this.#done)], anchor);
    this.#list.querySelector("[role=option]")?.focus();
    this.#check();
  }

  #listbox(choices, label) {
    const attributes = {
      role: "listbox",
      class: "choices",
      "aria-label": label,
      "aria-multiselectable": this.#most > 1 ? "true" : null,
    };
    return el(
      "div",
      { ...attributes, onkeydown: (event) => this.#move(event) },
      choices.map((choice) => this.#option(choice)),
    );
  }

  #option(choice) {
    const id = freshId("choice");
    const selected = () => String(this.#picked.has(choice.value));
    const words = [
      el("span", { class: "menu-label" }, choice.label),
      choice.description && el("span", { class: "menu-note" }, choice.description),
    ];
    const node = el(
      "div",
      { id, role: "option", tabindex: "-1", "aria-selected": selected() },
      el("span", { class: "menu-words" }, words),
      icon("check"),
    );
    const pick = () => {
      this.#pick(choice.value);
      node.setAttribute("aria-selected", selected());
    };
    node.addEventListener("click", pick);
    node.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && (event.preventDefault(), pick()));
    return node;
  }

  #pick(value) {
    if (this.#most === 1) return this.#finish([value]);
    if (!this.#picked.delete(value) && this.#picked.size < this.#most) this.#picked.add(value);
    return this.#check();
  }

  #check() {
    if (this.#done) this.#done.disabled = this.#picked.size < this.#least;
  }

  #finish(values = [...this.#picked]) {
    this.#floating.close();
    this.#chosen(values);
  }

  #move(event) {
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    const items = [...this.#list.children];
    const at = items.indexOf(document.activeElement);
    items[(at + STEPS[event.key] + items.length) % items.length]?.focus();
  }
}
