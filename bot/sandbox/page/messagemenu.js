import { ask, askFor } from "./dialog.js";
import { byId } from "./dom.js";
import { hashOf } from "./links.js";
import { openMenu } from "./menu.js";
import { openPalette } from "./reactions.js";

const MESSAGE_COMMAND = 3;
const LONG_PRESS = 500;
const SLIP = 10;

/** What one can do with a message: by right click, long press, the menu key or the message's own button. */
export class MessageMenu {
  #state;
  #deeds;
  #notices;

  constructor(state, deeds, notices) {
    this.#state = state;
    this.#deeds = deeds;
    this.#notices = notices;
  }

  attach(article, message) {
    article.addEventListener("contextmenu", (event) => this.#byPointer(event, article, message));
    article.addEventListener(
      "pointerdown",
      (event) => event.pointerType === "touch" && this.#hold(event, article, message),
    );
    article.addEventListener("keydown", (event) => {
      if (event.target !== article || event.key !== "Enter") return;
      event.preventDefault();
      this.open(article, message, article);
    });
  }

  open(anchor, message, home) {
    openMenu(
      anchor,
      this.#groups(message, home).filter((group) => (group.items ?? group).length),
      "Message",
      home,
    );
  }

  // Links, pictures and marked text keep the browser's own menu.
  #byPointer(event, article, message) {
    const own = event.target.closest("a, img, input, textarea") || !getSelection().isCollapsed;
    if (event.shiftKey || (own && event.pointerType !== "touch")) return;
    event.preventDefault();
    const byKey = event.button !== 2 && event.pointerType !== "touch";
    if (!article.querySelector(":popover-open"))
      this.open(byKey ? article : { x: event.clientX, y: event.clientY }, message, article);
  }

  // Some touch browsers never say "contextmenu".
  #hold(start, article, message) {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      stop.abort();
      if (!document.querySelector(".float")) this.open({ x: start.clientX, y: start.clientY }, message, article);
    }, LONG_PRESS);
    const end = () => (clearTimeout(timer), stop.abort());
    for (const name of ["pointerup", "pointercancel", "scroll"])
      addEventListener(name, end, { signal: stop.signal, capture: true });
    const moved = (event) => Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > SLIP && end();
    addEventListener("pointermove", moved, { signal: stop.signal });
  }

  #groups(message, home) {
    const apps = this.#state.commands.filter((command) => command.type === MESSAGE_COMMAND);
    const app = (command) => ({ label: command.name, icon: "bolt", run: () => this.#deeds.menu(command, message) });
    const shared = !message.seen_only_by_you;
    return [
      shared ? this.#talk(message, home) : [],
      this.#copy(message),
      { title: "Apps", items: shared ? apps.map(app) : [] },
      message.author.id === this.#state.me?.id ? this.#own(message) : [],
      shared ? [] : [{ label: "Dismiss message", icon: "close", run: () => this.#state.dismiss(message) }],
    ];
  }

  #talk(message, home) {
    const here = this.#state.current;
    const thread = here?.type === 0 && !this.#state.channels.has(message.id);
    return [
      here?.can_send && { label: "Reply", icon: "reply", run: () => this.#state.answer(message) },
      { label: "Add a reaction", icon: "smile", run: () => openPalette(home, message, this.#deeds, home) },
      thread && { label: "Start a thread", icon: "thread", run: () => this.#startThread(message) },
    ].filter(Boolean);
  }

  #copy(message) {
    const text = [message.content, ...(message.embeds ?? []).flatMap((embed) => [embed.title, embed.description])]
      .filter(Boolean)
      .join("\n");
    const link = new URL(hashOf(message.channel_id, message.id), location.href).href;
    return [
      { label: "Copy text", icon: "copy", run: () => this.#toClipboard(text) },
      { label: "Copy link to this message", icon: "link", run: () => this.#toClipboard(link) },
    ];
  }

  #own(message) {
    return [
      { label: "Edit message", icon: "edit", run: () => this.#state.rewrite(message) },
      { label: "Delete message", icon: "trash", danger: true, run: () => this.#delete(message) },
    ];
  }

  async #toClipboard(text) {
    await navigator.clipboard
      .writeText(text)
      .catch(() => this.#notices.say("The browser did not allow copying. Mark the text and copy it by hand."));
  }

  async #delete(message) {
    if (await ask("Delete this message?", "It goes for everyone and cannot be brought back.", "Delete"))
      await this.#deeds.remove(message);
    byId("composer-text").focus();
  }

  async #startThread(message) {
    const name = await askFor("Start a thread", "Name of the thread", "Start thread", 100);
    const answer = name && (await this.#deeds.thread(message, name));
    if (answer?.channel) location.hash = hashOf(answer.channel.id);
  }
}
