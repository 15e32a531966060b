import { channels, members, rolesOf } from "./choices.js";
import { el, freshId } from "./dom.js";
import { packed } from "./files.js";

const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;
const FILE = 11;
const PAUSE = 120;

const OFFERS = {
  5: () => [
    { value: true, label: "True" },
    { value: false, label: "False" },
  ],
  6: members,
  7: channels,
  8: rolesOf,
  9: (state) => [...members(state), ...rolesOf(state)],
};

/** One option of a slash command: a field, with the choices that belong to it. */
export class Option {
  node;
  input;
  #option;
  #state;
  #suggestions;
  #live;
  #picked = null;
  #timer = 0;
  #asked = 0;

  /** `live(name)` asks the bot for choices; `next(option)` goes on once one was taken. */
  constructor(option, { state, suggestions, live, next, remove }) {
    this.#option = option;
    this.#state = state;
    this.#suggestions = suggestions;
    this.#live = live;
    this.next = next;
    this.input = this.#field();
    const name = el(
      "span",
      { class: "option-name" },
      option.name,
      option.required && el("span", { class: "required", title: "required" }, "*"),
    );
    const drop =
      remove &&
      el(
        "button",
        { type: "button", class: "option-drop", "aria-label": `Leave out ${option.name}`, onclick: () => remove(this) },
        "×",
      );
    this.node = el("div", { class: "option" }, el("label", { for: this.input.id }, name), this.input, drop);
  }

  get name() {
    return this.#option.name;
  }

  get isFile() {
    return this.#option.type === FILE;
  }

  get isEmpty() {
    return this.isFile ? !this.input.files.length : this.input.value.trim() === "";
  }

  /** What the bot is to be sent; null if it is left out. */
  async value() {
    if (this.isEmpty) return null;
    return this.isFile ? packed(this.input.files[0]) : this.typed();
  }

  /** What stands in the field now, as far as it can be said. */
  typed() {
    const text = this.input.value;
    const known =
      this.#picked?.label === text
        ? this.#picked
        : this.#choices()?.find(({ label }) => label.toLowerCase() === text.trim().toLowerCase());
    if (known) return known.value;
    return [INTEGER, NUMBER].includes(this.#option.type) && text.trim() !== "" && !Number.isNaN(Number(text))
      ? Number(text)
      : text;
  }

  /** Words about what is wrong with it, or null. */
  problem() {
    const { name, required, type } = this.#option;
    if (this.isEmpty) return required ? `Fill in ${name}.` : null;
    if (this.isFile) return null;
    const value = this.typed();
    if (this.#choices() && !this.#choices().some((choice) => choice.value === value))
      return `Choose ${name} from the list.`;
    if (type === INTEGER && !Number.isInteger(value)) return `${name} must be a whole number.`;
    return this.#limits(value);
  }

  #limits(value) {
    const { name, type, min_value: least, max_value: most, min_length: shortest, max_length: longest } = this.#option;
    if (type === NUMBER && typeof value !== "number") return `${name} must be a number.`;
    if (typeof value === "number" && (value < least || value > most))
      return `${name} must be from ${least ?? "any"} to ${most ?? "any"}.`;
    if (typeof value === "string" && value.length < shortest) return `${name} needs at least ${shortest} characters.`;
    return typeof value === "string" && value.length > longest ? `${name} has room for ${longest} characters.` : null;
  }

  fill(text) {
    this.input.value = text;
    this.#suggest();
  }

  #field() {
    const { required, description } = this.#option;
    const common = {
      id: freshId("option"),
      title: description,
      "aria-required": String(Boolean(required)),
      onfocus: () => this.#suggest(),
    };
    if (this.isFile) return el("input", { type: "file", ...common });
    const offered = this.#option.autocomplete || this.#choices();
    const combobox = offered && { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    const numeric = [INTEGER, NUMBER].includes(this.#option.type) && !offered && { inputmode: "decimal" };
    const attributes = {
      type: "text",
      autocomplete: "off",
      placeholder: description,
      ...common,
      ...combobox,
      ...numeric,
    };
    return el("input", { ...attributes, oninput: () => this.#suggest(), onblur: () => this.#leave() });
  }

  #choices() {
    const { choices, type } = this.#option;
    if (choices?.length) return choices.map(({ name, value }) => ({ label: name, value }));
    return OFFERS[type]?.(this.#state) ?? null;
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#suggestions.close();
  }

  #suggest() {
    clearTimeout(this.#timer);
    this.#suggestions.close();
    if (this.#option.autocomplete) this.#timer = setTimeout(() => this.#ask(), PAUSE);
    else if (this.#choices())
      this.#offer(
        this.#choices().filter(({ label }) => label.toLowerCase().includes(this.input.value.trim().toLowerCase())),
        "No such choice",
      );
  }

  /** Ask the bot; an answer that comes after the next question is of no use any more. */
  async #ask() {
    const turn = (this.#asked += 1);
    const choices = await this.#live(this.name);
    if (turn !== this.#asked || document.activeElement !== this.input) return;
    const items = (choices ?? []).map(({ name, value }) => ({ label: name, value }));
    this.#offer(items, choices ? "Nothing matches" : "The bot did not answer in time");
  }

  #offer(choices, empty) {
    if (this.#picked && this.#picked.label === this.input.value) return;
    const items = choices.slice(0, 25).map((choice) => ({ ...choice, note: choice.description }));
    this.#suggestions.show(this.input, {
      title: this.#option.description || this.name,
      items,
      empty,
      pick: (item, event) => this.#take(item, event),
    });
  }

  #take(item, event) {
    this.#picked = item;
    this.input.value = item.label;
    if (!event) this.next(this);
  }
}
