import { byId, el } from "./dom.js";
import { icon, iconButton } from "./icons.js";

const ICONS = { 0: "hash", 1: "at", 11: "thread", 15: "forum" };

/** The bar over the messages: where one is, whether the bot is there, and the way to the other parts. */
export class Head {
  #state;
  #menu;
  #help;
  #traffic;
  #title = el("div", { class: "room-name" });
  #bot = el("p", { class: "bot-state", role: "status" });

  constructor(state, { openSide, openWelcome, togglePanel }) {
    this.#state = state;
    this.#menu = iconButton("menu", "Channels", openSide, {
      class: "icon-button only-narrow",
      "aria-controls": "side",
      "aria-expanded": "false",
      id: "open-side",
    });
    this.#help = iconButton("help", "What is this?", openWelcome, { id: "open-welcome" });
    this.#traffic = iconButton("traffic", "Traffic and faults", togglePanel, {
      "aria-controls": "panel",
      "aria-expanded": "false",
      id: "toggle-panel",
    });
    byId("room-head").replaceChildren(this.#menu, this.#title, this.#bot, this.#help, this.#traffic);
    state.on("current channels channel", () => this.#name());
    state.on("bot people", () => this.#presence());
    state.on("welcome", () => (this.#help.hidden = !state.welcome));
  }

  #name() {
    const channel = this.#state.current;
    if (!channel) return;
    const parent = this.#state.channels.get(channel.parent_id);
    const path = parent && el("span", { class: "room-parent" }, `${parent.name} › `);
    this.#title.replaceChildren(
      icon(ICONS[channel.type] ?? "hash"),
      el("h2", { id: "room-title", tabindex: "-1" }, path ?? "", channel.name),
      ...(channel.topic ? [el("p", { class: "topic", title: channel.topic }, channel.topic)] : []),
    );
    document.title = `${channel.name} · ${this.#state.guild.name}`;
  }

  #presence() {
    const { bot, botOnline } = this.#state;
    const words = botOnline ? "online" : "offline";
    this.#bot.replaceChildren(
      el("span", { class: `presence ${words}` }),
      el("span", { class: "bot-name" }, bot.display_name),
      el("span", { class: "bot-words" }, words),
    );
    this.#bot.title = botOnline
      ? `${bot.display_name} is connected`
      : `${bot.display_name} is not connected: it cannot answer`;
  }
}
