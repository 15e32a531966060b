import { announce } from "./announcer.js";
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { nameOf } from "./links.js";
import { spoken } from "./spoken.js";
import { day, sameDay } from "./time.js";

const NEAR = 80;
const TOGETHER = 7 * 60_000;
const FAR_BACK = 20;
const AIR = 16;

/** The messages of the channel that is shown, and where one is in them. */
export class Messages {
  node;
  /** The way to the newest message, for when one is not there. */
  latest;
  #state;
  #view;
  #prose;
  #load;
  #list = el("ol", { class: "messages", "aria-label": "Messages" });
  #scroll;
  #welcome;
  #cache = new Map();
  #shown = null;
  #atEnd = true;
  #head = null;
  #loading = false;

  constructor({ state, view, prose, load, welcome }) {
    this.#state = state;
    this.#view = view;
    this.#prose = prose;
    this.#load = load;
    this.#welcome = welcome;
    this.#scroll = el("div", { class: "scroll", onscroll: () => this.#scrolled() }, this.#list, welcome);
    this.latest = el(
      "button",
      { type: "button", class: "latest", hidden: true, onclick: () => this.#skip() },
      icon("down"),
      "Newest messages",
    );
    this.node = el("div", { class: "stream" }, this.#scroll);
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
    const grown = new ResizeObserver(() => this.#atEnd && this.toNewest());
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
    refocus(focus, this.#list);
    if (this.#atEnd) this.toNewest();
    else if (first && first !== this.#firstId()) this.#scroll.scrollTop += this.#scroll.scrollHeight - height;
    this.#rove();
  }

  /** Of a message about to be drawn, for the first time or anew, the head stays in sight: one reads from there. */
  expect(message) {
    if (message.author.id === this.#state.me?.id || message.channel_id !== this.#state.currentId) return;
    const id = `m-${message.id}`;
    if (this.#topOf(byId(id)) >= this.#scroll.scrollTop) this.#head = id;
  }

  /** Tell screen readers of a message that has just come, or that has come to say something else. */
  hear(message) {
    const { author } = message;
    if (author.id === this.#state.me?.id || message.channel_id !== this.#state.currentId) return;
    const who = `${author.display_name}${message.seen_only_by_you ? ", only to you" : ""}`;
    const words = spoken(message).map((text) => this.#prose.plain(text, message.mentions));
    announce(message.pending ? `${who} is thinking` : `${who}: ${sentences(words) || "something without text"}`);
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
    this.#shown = null;
    this.latest.hidden = true;
    this.showWelcome();
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
    const name = nameOf(channel);
    const words = channel.type === 1 ? "Only the two of you can read this." : channel.topic;
    return el(
      "li",
      { class: "beginning" },
      el("h3", {}, channel.type === 1 ? `Direct messages with ${name}` : `The beginning of ${name}`),
      words && el("p", {}, words),
    );
  }

  // The button that was pressed is gone now, so that focus goes to where it led.
  #skip() {
    this.toEnd();
    const last = [...this.#list.querySelectorAll("article")].at(-1);
    if (last) this.#focus(last);
  }

  toEnd() {
    this.#head = null;
    this.toNewest();
  }

  /** Go to the welcome, which comes after the messages. */
  showWelcome() {
    this.#head = this.#welcome.id;
    this.toNewest();
  }

  /** Go towards the end, but no further than the head that is to stay in sight. */
  toNewest() {
    this.#atEnd = true;
    this.#scroll.scrollTop = Math.min(this.#scroll.scrollHeight, this.#topOf(byId(this.#head)) - AIR);
  }

  /** How far down a node begins, in pixels; infinitely far if it is not there. */
  #topOf(node) {
    if (!node) return Infinity;
    return node.getBoundingClientRect().top - this.#scroll.getBoundingClientRect().top + this.#scroll.scrollTop;
  }

  async #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    const id = this.#state.currentId;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR || !this.#state.isLoaded(id);
    this.latest.hidden = this.#atEnd;
    if (scrollTop > this.#topOf(byId(this.#head))) this.#head = null;
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

const sentences = (words) => words.map((text) => (/[.?!:]$/.test(text) ? text : `${text}.`)).join(" ");

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
  const at = [...list.querySelectorAll("article")].indexOf(article);
  return article && { node, at, articleId: article.id, partId: node.dataset.id };
}

/** Where the message itself is gone, the one in its place takes the focus. */
function refocus(focus, list) {
  if (!focus) return;
  const articles = [...list.querySelectorAll("article")];
  const article = byId(focus.articleId) ?? articles[focus.at] ?? articles.at(-1);
  const part = focus.partId && article?.querySelector(`[data-id="${CSS.escape(focus.partId)}"]:not(:disabled)`);
  const home = focus.node.isConnected ? focus.node : (part ?? article);
  if (home && home !== document.activeElement) home.focus({ preventScroll: true });
}
