import { callsOf, fitting, usage } from "./commands.js";

const CALLING = /^\/([\w -]*)$/;
const MOST = 50;

/** The list of commands that opens when a message begins with a slash. */
export class Picker {
  #state;
  #suggestions;
  #start;

  constructor(state, suggestions, start) {
    this.#state = state;
    this.#suggestions = suggestions;
    this.#start = start;
  }

  /** Look at what is typed; true if it is the beginning of a command. */
  look(input) {
    const calls = callsOf(this.#state.commands);
    const whole = this.#whole(calls, input.value);
    if (whole) return this.#start(whole.call, whole.rest) ?? true;
    const typed = CALLING.exec(input.value);
    if (!typed) return false;
    const items = fitting(calls, typed[1])
      .slice(0, MOST)
      .map((call) => ({
        label: `/${call.name}`,
        note: [call.description, usage(call)].filter(Boolean).join("  ·  "),
        call,
      }));
    const empty = calls.length ? "No such command" : "The bot has no commands that you may use";
    this.#suggestions.show(input, { title: "Commands", items, empty, pick: ({ call }) => this.#start(call, "") });
    return true;
  }

  /** The call of that name, as a command mention names it. */
  named(name) {
    return callsOf(this.#state.commands).find((call) => call.name === name) ?? null;
  }

  // "/ask when was…" is the command with its first option begun.
  #whole(calls, text) {
    const found = calls
      .filter((call) => text.startsWith(`/${call.name} `))
      .sort((a, b) => b.name.length - a.name.length)[0];
    return found && { call: found, rest: text.slice(found.name.length + 2) };
  }
}
