import { avatar } from "./avatar.js";

const TYPING = /(?:^|\s)@([\p{L}\p{N}_.]{0,32})$/u;
const MOST = 8;

/** Completes @names of the members and the bot. */
export class Mentions {
  #state;
  #suggestions;

  constructor(state, suggestions) {
    this.#state = state;
    this.#suggestions = suggestions;
  }

  /** Look at what stands before the caret; true if a name is being typed there. */
  look(input) {
    const found = TYPING.exec(input.value.slice(0, input.selectionStart));
    if (!found) return false;
    const items = this.#fitting(found[1].toLowerCase())
      .slice(0, MOST)
      .map((user) => ({ label: user.display_name, note: `@${user.username}`, lead: avatar(user), user }));
    this.#suggestions.show(input, {
      title: "Members",
      items,
      pick: ({ user }, event) => (event?.preventDefault(), insert(input, found[1].length, user)),
    });
    return true;
  }

  #fitting(typed) {
    const all = [this.#state.bot, ...this.#state.people.filter((person) => person.id !== this.#state.bot.id)];
    const begins = (user) => [user.username, user.display_name].some((name) => name.toLowerCase().startsWith(typed));
    return all.filter(begins);
  }
}

function insert(input, typed, user) {
  const caret = input.selectionStart;
  const name = /\s/.test(user.display_name) ? user.username : user.display_name;
  input.setRangeText(`${name} `, caret - typed, caret, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
