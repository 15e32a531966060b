import { attachmentsOf } from "./attachments.js";
import { avatar } from "./avatar.js";
import { el, unseen } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { hashOf } from "./links.js";
import { openPalette, reactionsOf } from "./reactions.js";
import { full, moment } from "./time.js";

const ORDINARY = new Set([0, 19, 20, 23]);

/** One message as a list item; `joined` says that it goes on from the one above. */
export class MessageView {
  #state;
  #deeds;
  #prose;
  #embeds;
  #components;
  #menu;

  constructor({ state, deeds, prose, embeds, components, menu }) {
    this.#state = state;
    this.#deeds = deeds;
    this.#prose = prose;
    this.#embeds = embeds;
    this.#components = components;
    this.#menu = menu;
  }

  node(message, joined) {
    const classes = [
      "message",
      joined && "joined",
      message.seen_only_by_you && "private",
      this.#mentionsMe(message) && "for-me",
    ];
    const labels = [`by-${message.id}`, `at-${message.id}`, `says-${message.id}`].join(" ");
    const article = el("article", {
      class: classes.filter(Boolean).join(" "),
      id: `m-${message.id}`,
      tabindex: "-1",
      "aria-labelledby": labels,
    });
    article.append(
      ...[
        this.#origin(message),
        this.#gutter(message, joined),
        this.#body(message, joined),
        this.#tools(message, article),
      ].filter(Boolean),
    );
    this.#menu.attach(article, message);
    return el("li", {}, article);
  }

  #mentionsMe(message) {
    const users = message.pinged?.users ?? (message.mentions ?? []).map((user) => user.id);
    return message.author.id !== this.#state.me?.id && users.includes(this.#state.me?.id);
  }

  /** What it answers: a message or a command. */
  #origin(message) {
    const used = message.interaction_metadata;
    if (used?.name && !message.referenced_message) {
      const user = this.#state.user(used.user?.id) ?? used.user;
      return el(
        "p",
        { class: "origin" },
        icon("command"),
        el("strong", {}, user?.display_name ?? user?.username ?? "Someone"),
        " used ",
        el("span", { class: "used" }, used.name),
      );
    }
    if (message.type !== 19) return null;
    const original = message.referenced_message;
    if (!original) return el("p", { class: "origin" }, icon("reply"), "a message that was deleted");
    const text =
      this.#prose.plain(original.content ?? "", original.mentions) ||
      original.embeds?.[0]?.title ||
      "a message without text";
    const href = hashOf(original.channel_id ?? message.channel_id, original.id);
    return el(
      "p",
      { class: "origin" },
      icon("reply"),
      el(
        "a",
        { href },
        unseen("In reply to "),
        el("strong", {}, original.author.display_name),
        " ",
        el("span", {}, text),
      ),
    );
  }

  #gutter(message, joined) {
    const written = new Date(message.timestamp);
    if (!joined) return avatar(message.author);
    return el("span", { class: "gutter-time", "aria-hidden": "true" }, moment(written).slice(-5));
  }

  #body(message, joined) {
    const content = el(
      "div",
      { class: "says", id: `says-${message.id}` },
      this.#text(message),
      attachmentsOf(message),
      this.#embeds.of(message),
    );
    const components = this.#components.of(message);
    return el(
      "div",
      { class: "body" },
      this.#byline(message, joined),
      content,
      components.length > 0 && el("div", { class: "components", role: "group", "aria-label": "Actions" }, components),
      reactionsOf(message, this.#deeds),
      this.#thread(message),
      this.#failure(message),
      message.seen_only_by_you && this.#privately(message),
    );
  }

  #byline(message, joined) {
    const { author } = message;
    const written = new Date(message.timestamp);
    return el(
      "header",
      { class: joined ? "byline unseen" : "byline" },
      el("span", { class: "author", id: `by-${message.id}` }, author.display_name ?? author.username),
      author.bot && el("span", { class: "tag" }, "Bot"),
      el("time", { datetime: message.timestamp, title: full(written), id: `at-${message.id}` }, moment(written)),
      !message.content && editedMark(message),
    );
  }

  #text(message) {
    if (message.pending) return thinking(message.author);
    const blocks = this.#prose.blocks(message.content ?? "", message.mentions);
    if (!blocks.length) return null;
    const edited = editedMark(message);
    if (edited) attach(blocks, edited);
    return el("div", { class: ORDINARY.has(message.type ?? 0) ? "prose" : "prose system" }, blocks);
  }

  #thread(message) {
    const thread = this.#state.channels.get(message.id);
    if (!thread || thread.type !== 11 || thread.id === message.channel_id) return null;
    return el("a", { class: "thread-link", href: hashOf(thread.id) }, icon("thread"), thread.name);
  }

  #failure(message) {
    const words = this.#state.failure(message.id);
    return words && el("p", { class: "failed", role: "alert" }, words);
  }

  #privately(message) {
    const dismiss = el(
      "button",
      { type: "button", class: "plain-button", onclick: () => this.#state.dismiss(message) },
      "Dismiss message",
    );
    return el("p", { class: "only-you" }, icon("eye"), "Only you can see this", dismiss);
  }

  #tools(message, article) {
    const react =
      !message.seen_only_by_you &&
      iconButton("smile", "Add a reaction", (event) => openPalette(event.currentTarget, message, this.#deeds, article));
    const reply =
      !message.seen_only_by_you &&
      this.#state.current?.can_send &&
      iconButton("reply", "Reply", () => this.#state.answer(message));
    const more = iconButton("more", "More about this message", (event) =>
      this.#menu.open(event.currentTarget, message, article),
    );
    more.setAttribute("aria-haspopup", "menu");
    // Its menu has the other two as well, so that Tab stops once at a message's tools.
    for (const shortcut of [react, reply]) if (shortcut) shortcut.tabIndex = -1;
    return el("div", { class: "tools" }, react, reply, more);
  }
}

function thinking(author) {
  const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  return el("p", { class: "thinking" }, dots, `${author.display_name ?? author.username} is thinking…`);
}

function editedMark({ edited_timestamp: at }) {
  return at && el("span", { class: "edited", title: full(new Date(at)) }, "(edited)");
}

/** The edited mark goes at the end of the last line, not on a line of its own. */
function attach(blocks, mark) {
  if (blocks.at(-1)?.tagName === "P") blocks.at(-1).append(" ", mark);
  else blocks.push(el("p", {}, mark));
}
