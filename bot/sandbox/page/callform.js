import { composing, el } from "./dom.js";
import { Option } from "./option.js";

/** A slash command being filled in, where the text field was. */
export class CallForm {
  node = el("div", { class: "call", role: "group", tabindex: "-1" });
  call = null;
  #state;
  #deeds;
  #suggestions;
  #options = [];
  #done;
  #trouble = el("p", { class: "trouble", role: "alert" });

  /** `done` is called when the command was sent or given up. */
  constructor({ state, deeds, suggestions, done }) {
    this.#state = state;
    this.#deeds = deeds;
    this.#suggestions = suggestions;
    this.#done = done;
    this.node.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Begin *call*; *rest* is what was already typed after its name. */
  start(call, rest = "") {
    this.call = call;
    this.#options = call.options.filter((option) => option.required).map((option) => this.#option(option));
    if (!this.#options.length && call.options.length && rest) this.#options.push(this.#option(call.options[0]));
    this.node.setAttribute("aria-label", `/${call.name}: ${call.description}`);
    this.#say("");
    this.#draw();
    this.focus();
    if (rest) this.#options[0]?.fill(rest);
  }

  focus() {
    const open = this.#options.find((option) => option.isEmpty) ?? this.#options.at(-1);
    (open?.input ?? this.node).focus();
  }

  async send() {
    const wrong = this.#options.find((option) => option.problem());
    if (wrong) {
      this.#say(wrong.problem());
      return wrong.input.focus();
    }
    const pairs = await Promise.all(this.#options.map(async (option) => [option.name, await option.value()]));
    const { call } = this;
    this.stop();
    return this.#deeds.slash(call, Object.fromEntries(pairs.filter(([, value]) => value !== null)));
  }

  stop() {
    this.call = null;
    this.#options = [];
    this.#suggestions.close();
    this.#done();
  }

  #option(option) {
    return new Option(option, {
      state: this.#state,
      suggestions: this.#suggestions,
      live: (name) => this.#live(name),
      next: () => this.#options.find((other) => other.isEmpty)?.input.focus(),
      remove: option.required ? null : (added) => this.#leaveOut(added),
    });
  }

  #live(focused) {
    const typed = this.#options.filter((option) => !option.isFile).map((option) => [option.name, option.typed()]);
    return this.#deeds.autocomplete(
      this.call,
      Object.fromEntries(typed.filter(([name, value]) => value !== "" || name === focused)),
      focused,
    );
  }

  #draw() {
    const shown = new Set(this.#options.map((option) => option.name));
    const more = this.call.options.filter((option) => !shown.has(option.name));
    const add = (option) =>
      el(
        "button",
        { type: "button", class: "option-add", title: option.description, onclick: () => this.#add(option) },
        `+ ${option.name}`,
      );
    const name = el(
      "button",
      { type: "button", class: "call-name", title: "Back to plain text", onclick: () => this.stop() },
      `/${this.call.name}`,
    );
    this.node.replaceChildren(name, ...this.#options.map((option) => option.node), ...more.map(add), this.#trouble);
  }

  #add(option) {
    this.#options.push(this.#option(option));
    this.#draw();
    this.#options.at(-1).input.focus();
  }

  #leaveOut(option) {
    this.#options = this.#options.filter((other) => other !== option);
    this.#draw();
    this.focus();
  }

  #say(words) {
    this.#trouble.textContent = words;
  }

  #key(event) {
    if (composing(event) || this.#suggestions.takes(event)) return;
    if (event.key === "Escape") return this.stop();
    if (event.target.tagName === "BUTTON") return;
    const first = event.target === this.#options[0]?.input;
    if (event.key === "Enter") (event.preventDefault(), this.send());
    else if (
      event.key === "Backspace" &&
      (first || event.target === this.node) &&
      this.#options.every((option) => option.isEmpty)
    )
      (event.preventDefault(), this.stop());
  }
}
