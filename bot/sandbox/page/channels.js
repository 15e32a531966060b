import { avatar } from "./avatar.js";
import { byId, el, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { hashOf } from "./links.js";

const ICONS = { 0: "hash", 5: "hash", 11: "thread", 15: "forum" };

/** The list of places to go, grouped as text, forums and direct messages. */
export class Channels {
  #state;

  constructor(state, openDm) {
    this.#state = state;
    this.openDm = openDm;
    state.on("channels people bot", () => this.render());
  }

  render() {
    const focused = document.activeElement?.closest?.("#channels a")?.getAttribute("href");
    const all = [...this.#state.channels.values()];
    const of = (...types) => all.filter((channel) => types.includes(channel.type));
    byId("guild").textContent = this.#state.guild.name;
    byId("channels").replaceChildren(
      ...[
        group(
          "Channels",
          of(0, 5).map((channel) => this.#place(channel)),
        ),
        group(
          "Forums",
          of(15).map((channel) => this.#place(channel)),
        ),
      ].filter(Boolean),
      group("Direct messages", of(1).length ? of(1).map((channel) => this.#direct(channel)) : [this.#openDm()]),
    );
    if (focused) document.querySelector(`#channels a[href="${focused}"]`)?.focus({ preventScroll: true });
  }

  #place(channel) {
    const threads = this.#state.threads(channel.id).filter((thread) => !thread.archived);
    const children =
      threads.length > 0 &&
      el(
        "ul",
        {},
        threads.map((thread) => this.#place(thread)),
      );
    return el("li", {}, this.#link(channel, icon(ICONS[channel.type] ?? "hash")), children);
  }

  #direct(channel) {
    const words = this.#state.botOnline ? "online" : "offline";
    const presence = el("span", { class: `presence ${words}` }, unseen(words));
    return el("li", {}, this.#link(channel, el("span", { class: "with-presence" }, avatar(this.#state.bot), presence)));
  }

  #openDm() {
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "place", onclick: this.openDm },
        avatar(this.#state.bot),
        `Write to ${this.#state.bot.display_name}`,
      ),
    );
  }

  #link(channel, lead) {
    const unread = this.#state.unread(channel.id);
    const current = channel.id === this.#state.currentId;
    const attributes = {
      class: unread ? "place unread" : "place",
      href: hashOf(channel.id),
      "aria-current": current ? "page" : null,
    };
    const badge =
      unread &&
      el(
        "span",
        { class: unread.mentioned ? "badge mentioned" : "badge" },
        String(unread.count),
        unseen(unread.mentioned ? " new, you are mentioned" : " new"),
      );
    return el("a", attributes, lead, el("span", { class: "place-name" }, channel.name), badge);
  }
}

function group(title, items) {
  return items.length > 0 && el("section", { class: "places" }, el("h2", {}, title), el("ul", {}, items));
}
