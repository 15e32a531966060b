import { earlier } from "./snowflake.js";

/** Everything the page knows, as one person sees it; views listen for the part they show. */
export class State extends EventTarget {
  bot = { id: "", username: "", display_name: "Bot", bot: true };
  me = null;
  people = [];
  guild = { id: "", name: "" };
  channels = new Map();
  commands = [];
  botOnline = false;
  welcome = null;
  currentId = null;
  replyTo = null;
  editing = null;
  #messages = new Map();
  #whole = new Set();
  #loaded = new Set();
  #failures = new Map();
  #unread = new Map();
  #typing = new Map();
  #dismissed = new Set();

  on(topics, heard) {
    for (const topic of topics.split(" ")) this.addEventListener(topic, heard);
  }

  tell(...topics) {
    for (const topic of topics) this.dispatchEvent(new Event(topic));
  }

  /** Take over what GET /sandbox/state answered. */
  take(answer) {
    Object.assign(this, { bot: answer.bot, me: answer.me, people: answer.people, guild: answer.guild });
    Object.assign(this, { commands: answer.commands, botOnline: answer.bot_online, welcome: answer.welcome ?? null });
    this.channels = new Map(answer.channels.map((channel) => [channel.id, channel]));
    this.#loaded.clear();
    this.#whole.clear();
    this.tell("people", "channels", "commands", "bot", "welcome");
  }

  /** Forget what only the former person could see. */
  forget() {
    for (const kept of [this.#messages, this.#whole, this.#loaded, this.#failures, this.#unread, this.#typing])
      kept.clear();
    this.answer(null);
  }

  get current() {
    return this.channels.get(this.currentId) ?? null;
  }

  show(channelId) {
    this.currentId = channelId;
    this.replyTo = this.editing = null;
    this.#unread.delete(channelId);
    this.tell("current", "channels", "draft");
  }

  answer(message) {
    Object.assign(this, { replyTo: message, editing: null });
    this.tell("draft");
  }

  rewrite(message) {
    Object.assign(this, { replyTo: null, editing: message });
    this.tell("draft");
  }

  messages(channelId) {
    return this.#messages.get(channelId) ?? [];
  }

  message(channelId, id) {
    return this.messages(channelId).find((message) => message.id === id);
  }

  isLoaded = (channelId) => this.#loaded.has(channelId);
  isWhole = (channelId) => this.#whole.has(channelId);

  /** The latest page of a channel, which replaces what was known; what only this person saw is kept. */
  fill(channelId, page, size = 50) {
    const own = this.messages(channelId).filter((message) => message.seen_only_by_you);
    this.#messages.set(channelId, []);
    this.#loaded.add(channelId);
    if (page.length < size) this.#whole.add(channelId);
    for (const message of [...own, ...page]) this.#put(message);
    this.tell("messages");
  }

  prepend(channelId, page, size = 50) {
    if (page.length < size) this.#whole.add(channelId);
    for (const message of page) this.#put(message);
    this.tell("messages");
  }

  /** Add or replace one message; true if it is new here. */
  put(message) {
    const fresh = this.#put(message);
    if (fresh) this.#note(message);
    this.#typing.get(message.channel_id)?.delete(message.author.id);
    this.tell("messages", "typing");
    return fresh;
  }

  #put(message) {
    if (this.#dismissed.has(message.id)) return false;
    const list = this.messages(message.channel_id);
    const kept = list.filter((other) => other.id !== message.id);
    const at = kept.findLastIndex((other) => earlier(other.id, message.id)) + 1;
    this.#messages.set(message.channel_id, [...kept.slice(0, at), message, ...kept.slice(at)]);
    this.#failures.delete(message.id);
    return kept.length === list.length;
  }

  #note(message) {
    if (message.channel_id === this.currentId || message.author.id === this.me?.id) return;
    const seen = this.#unread.get(message.channel_id) ?? { count: 0, mentioned: false };
    const mentioned = seen.mentioned || message.mentions?.some((user) => user.id === this.me?.id);
    this.#unread.set(message.channel_id, { count: seen.count + 1, mentioned: Boolean(mentioned) });
    this.tell("channels");
  }

  drop(channelId, id) {
    this.#messages.set(
      channelId,
      this.messages(channelId).filter((message) => message.id !== id),
    );
    if (this.replyTo?.id === id || this.editing?.id === id) this.answer(null);
    this.tell("messages");
  }

  /** Put away what only this person sees; the server keeps it, so it is remembered here. */
  dismiss(message) {
    this.#dismissed.add(message.id);
    this.drop(message.channel_id, message.id);
  }

  putChannel(channel) {
    this.channels.set(channel.id, channel);
    this.tell("channels", ...(channel.id === this.currentId ? ["channel"] : []));
  }

  dropChannel(id) {
    this.channels.delete(id);
    this.tell("channels");
  }

  unread = (channelId) => this.#unread.get(channelId) ?? null;

  fail(messageId, words) {
    this.#failures.set(messageId, words);
    this.tell("messages");
  }

  failure = (messageId) => this.#failures.get(messageId) ?? null;

  typed(channelId, user, now) {
    if (!this.#typing.has(channelId)) this.#typing.set(channelId, new Map());
    this.#typing.get(channelId).set(user.id, { user, until: now + 10_000 });
    this.tell("typing");
  }

  typing(now) {
    const here = [...(this.#typing.get(this.currentId)?.values() ?? [])];
    return here.filter(({ user, until }) => until > now && user.id !== this.me?.id).map(({ user }) => user);
  }

  user(id) {
    return [this.bot, this.me, ...this.people].find((user) => user?.id === id) ?? null;
  }

  role(id) {
    return this.people.flatMap((person) => person.roles ?? []).find((role) => role.id === id) ?? null;
  }

  threads(parentId) {
    return [...this.channels.values()].filter((channel) => channel.parent_id === parentId && channel.type === 11);
  }
}
