import { announce } from "./announcer.js";
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { day, sameDay } from "./time.js";

const NEAR = 80;
const TOGETHER = 7 * 60_000;
const FAR_BACK = 20;

/** The messages of the channel that is shown, and where one is in them. */
export class Messages {
  node;
  #state;
  #view;
  #prose;
  #load;
  #list = el("ol", { class: "messages", "aria-label": "Messages" });
  #scroll;
  #latest;
  #cache = new Map();
  #shown = null;
  #atEnd = true;
  #loading = false;

  constructor({ state, view, prose, load, welcome }) {
    this.#state = state;
    this.#view = view;
    this.#prose = prose;
    this.#load = load;
    this.#scroll = el("div", { class: "scroll", onscroll: () => this.#scrolled() }, this.#list, welcome);
    this.#latest = el(
      "button",
      { type: "button", class: "latest", hidden: true, onclick: () => this.toEnd() },
      icon("down"),
      "Newest messages",
    );
    this.node = el("div", { class: "stream" }, this.#scroll, this.#latest);
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
    const grown = new ResizeObserver(() => this.#atEnd && this.toEnd());
    for (const part of [this.#list, this.#scroll, welcome]) grown.observe(part);
    state.on("messages channels people", () => this.render());
    state.on("current", () => this.#fresh());
  }

  render() {
    const channel = this.#state.current;
    if (!channel || channel.type === 15) return;
    const height = this.#scroll.scrollHeight;
    const first = this.#firstId();
    const focus = focusWithin(this.#list);
    this.#list.replaceChildren(...this.#items(channel));
    this.#list.setAttribute("aria-busy", String(!this.#state.isLoaded(channel.id)));
    refocus(focus);
    if (this.#atEnd) this.toEnd();
    else if (first && first !== this.#firstId()) this.#scroll.scrollTop += this.#scroll.scrollHeight - height;
    this.#rove();
  }

  /** Tell screen readers of a message that has just come. */
  hear(message) {
    const { author } = message;
    if (author.id === this.#state.me?.id || message.channel_id !== this.#state.currentId) return;
    const cards = (message.embeds ?? []).flatMap((embed) => [embed.title, embed.description]);
    const words = [message.content, ...cards].filter(Boolean).map((text) => this.#prose.plain(text, message.mentions));
    const who = `${author.display_name}${message.seen_only_by_you ? ", only to you" : ""}`;
    announce(message.pending ? `${who} is thinking` : `${who}: ${words.join(". ") || "something without text"}`);
  }

  /** Go to a message, paging back as far as need be; false if it is not found. */
  async jump(messageId) {
    const id = this.#state.currentId;
    for (let page = 0; page < FAR_BACK && !this.#state.message(id, messageId) && !this.#state.isWhole(id); page += 1)
      await this.#load(id);
    const article = byId(`m-${messageId}`);
    if (!article || this.#state.currentId !== id) return false;
    this.#atEnd = false;
    article.scrollIntoView({ block: "center" });
    article.classList.add("found");
    article.addEventListener("animationend", () => article.classList.remove("found"), { once: true });
    this.#focus(article);
    return true;
  }

  #fresh() {
    this.#cache.clear();
    this.#atEnd = true;
    this.#shown = null;
    this.render();
  }

  #firstId = () => this.#list.querySelector("article")?.id;

  #items(channel) {
    const messages = this.#state.messages(channel.id);
    const nodes = [this.#beginning(channel)];
    messages.forEach((message, at) => nodes.push(...this.#item(message, messages[at - 1])));
    return nodes.filter(Boolean);
  }

  #item(message, before) {
    const written = new Date(message.timestamp);
    const parted = !before || !sameDay(written, new Date(before.timestamp));
    const line = parted && el("li", { class: "day" }, el("span", {}, day(written)));
    return [line, this.#reuse(message, !parted && goesOn(message, before))];
  }

  /** The node made before, if nothing that it shows has changed. */
  #reuse(message, joined) {
    const said = [
      joined,
      this.#state.failure(message.id),
      this.#state.channels.get(message.id)?.name,
      this.#state.me?.id,
    ].join();
    const kept = this.#cache.get(message.id);
    if (kept?.message === message && kept.said === said) return kept.node;
    const node = this.#view.node(message, joined);
    this.#cache.set(message.id, { message, said, node });
    return node;
  }

  #beginning(channel) {
    if (!this.#state.isLoaded(channel.id)) return el("li", { class: "loading" }, "Loading messages…");
    if (!this.#state.isWhole(channel.id)) return el("li", { class: "loading" }, "Scroll up for older messages");
    const name = channel.type === 1 ? channel.name : `#${channel.name}`;
    const words = channel.type === 1 ? "Only the two of you can read this." : channel.topic;
    return el(
      "li",
      { class: "beginning" },
      el("h3", {}, channel.type === 1 ? `Direct messages with ${name}` : `The beginning of ${name}`),
      words && el("p", {}, words),
    );
  }

  toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#atEnd = true;
    this.#latest.hidden = true;
  }

  async #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    this.#latest.hidden = this.#atEnd;
    const id = this.#state.currentId;
    if (scrollTop > 200 || this.#loading || !this.#state.isLoaded(id) || this.#state.isWhole(id)) return;
    this.#loading = true;
    await this.#load(id).finally(() => (this.#loading = false));
  }

  // One message at a time is in the tab order: arrows go from one to the next.
  #rove() {
    const articles = [...this.#list.querySelectorAll("article")];
    const current = articles.find((article) => article.id === this.#shown) ?? articles.at(-1);
    for (const article of articles) article.tabIndex = article === current ? 0 : -1;
  }

  #focus(article) {
    this.#shown = article.id;
    this.#rove();
    article.focus({ preventScroll: true });
  }

  #walk(event) {
    if (event.target.tagName !== "ARTICLE" || event.altKey || event.ctrlKey || event.metaKey) return;
    const articles = [...this.#list.querySelectorAll("article")];
    const at = articles.indexOf(event.target);
    const to = { ArrowUp: articles[at - 1], ArrowDown: articles[at + 1], Home: articles[0], End: articles.at(-1) }[
      event.key
    ];
    if (!to) return;
    event.preventDefault();
    this.#focus(to);
    to.scrollIntoView({ block: "nearest" });
  }
}

function goesOn(message, before) {
  const plain = message.type === (before.type ?? 0) && message.type === 0 && !message.interaction_metadata;
  const near = new Date(message.timestamp) - new Date(before.timestamp) < TOGETHER;
  return (
    plain &&
    near &&
    message.author.id === before.author.id &&
    Boolean(message.seen_only_by_you) === Boolean(before.seen_only_by_you)
  );
}

/** Where focus is, so that it survives the message being drawn anew. */
function focusWithin(list) {
  const node = document.activeElement;
  const article = list.contains(node) && node.closest("article");
  return article && { node, articleId: article.id, partId: node.dataset.id };
}

function refocus(focus) {
  if (!focus) return;
  const article = byId(focus.articleId);
  const part = focus.partId && article?.querySelector(`[data-id="${CSS.escape(focus.partId)}"]:not(:disabled)`);
  const home = focus.node.isConnected ? focus.node : (part ?? article);
  if (home && home !== document.activeElement) home.focus({ preventScroll: true });
}
