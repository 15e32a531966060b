import { CallForm } from "./callform.js";
import { composing, el } from "./dom.js";
import { Draft } from "./draft.js";
import { Enclosures } from "./enclosures.js";
import { packed } from "./files.js";
import { iconButton } from "./icons.js";
import { nameOf } from "./links.js";
import { Mentions } from "./mentions.js";
import { Picker } from "./picker.js";
import { Suggestions } from "./suggestions.js";

const LONGEST = 2000;
const WARN_AT = 1800;
const TYPING_EVERY = 8000;

/** Where one writes: text, an answer, a correction, or a slash command. */
export class Composer {
  node;
  #state;
  #deeds;
  #suggestions = new Suggestions();
  #mentions;
  #picker;
  #call;
  #about;
  #files = new Enclosures();
  #count = el("span", { class: "count", role: "status" });
  #text;
  #told = 0;
  #drafts = new Map();
  #of = null;
  #rewriting = null;

  constructor({ state, deeds, prose }) {
    this.#state = state;
    this.#deeds = deeds;
    this.#about = new Draft({ state, prose, giveUp: () => (state.answer(null), this.#text.focus()) });
    this.#mentions = new Mentions(state, this.#suggestions);
    this.#picker = new Picker(state, this.#suggestions, (call, rest) => this.#begin(call, rest));
    this.#call = new CallForm({ state, deeds, suggestions: this.#suggestions, done: () => this.#plain() });
    this.#text = this.#field();
    this.node = this.#frame();
    state.on("current", () => this.#move());
    state.on("current channel people channels", () => this.#permit());
    state.on("draft", () => this.#turn());
  }

  /** Put *words* into the text field for the person to send. */
  write(words) {
    if (this.#call.call) this.#call.stop();
    this.#text.value = words;
    this.#grown();
    this.#text.focus();
    this.#text.setSelectionRange(words.length, words.length);
  }

  callNamed(name) {
    const call = this.#picker.named(name);
    if (call && this.#state.current?.can_send) this.#begin(call, "");
  }

  #field() {
    const attributes = {
      id: "composer-text",
      rows: 1,
      maxlength: LONGEST,
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
    };
    const listen = {
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onblur: () => this.#suggestions.close(),
      onclick: () => this.#look(),
    };
    return el("textarea", { ...attributes, ...listen, enterkeyhint: "send", autocomplete: "off" });
  }

  #frame() {
    const slash = iconButton("command", "Commands", () => this.#commands());
    const send = iconButton("send", "Send", null, { type: "submit", class: "icon-button send" });
    const writing = [this.#text, this.#call.node, this.#count];
    this.#call.node.hidden = true;
    return el(
      "form",
      { class: "composer", onsubmit: (event) => (event.preventDefault(), this.#submit()) },
      [this.#suggestions.node, this.#about.node, this.#files.node],
      el("div", { class: "composer-field" }, this.#files.button, writing, slash, send),
    );
  }

  #commands() {
    this.write(this.#text.value.startsWith("/") ? this.#text.value : "/");
    this.#look();
  }

  #begin(call, rest) {
    this.#suggestions.close();
    this.node.classList.add("calling");
    this.#text.value = "";
    this.#text.hidden = true;
    this.#call.node.hidden = false;
    this.#call.start(call, rest);
  }

  #plain() {
    this.node.classList.remove("calling");
    this.#call.node.hidden = true;
    this.#text.hidden = false;
    this.#grown();
    this.#text.focus();
  }

  #typed() {
    this.#grown();
    this.#look();
    const now = Date.now();
    if (!this.#text.value || this.#text.value.startsWith("/") || now - this.#told < TYPING_EVERY) return;
    this.#told = now;
    this.#deeds.typing();
  }

  #look() {
    if (!this.#picker.look(this.#text) && !this.#mentions.look(this.#text)) this.#suggestions.close();
  }

  #grown() {
    if (!this.#text.offsetParent) return;
    const { length } = this.#text.value;
    this.#count.textContent = length >= WARN_AT ? `${LONGEST - length} left` : "";
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }

  #key(event) {
    if (composing(event) || this.#suggestions.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) (event.preventDefault(), this.#submit());
    else if (event.key === "Escape") this.#state.answer(null);
    else if (event.key === "ArrowUp" && !this.#text.value) this.#editLast(event);
  }

  #editLast(event) {
    const own = (message) => message.author.id === this.#state.me.id && !message.seen_only_by_you;
    const last = this.#state.messages(this.#state.currentId).findLast(own);
    if (!last) return;
    event.preventDefault();
    this.#state.rewrite(last);
  }

  async #submit() {
    if (this.#call.call) return this.#call.send();
    const words = this.#text.value.trim();
    if (!words && this.#files.isEmpty) return null;
    this.#suggestions.close();
    return this.#state.editing ? this.#correct(words) : this.#send(words);
  }

  async #correct(words) {
    const message = this.#state.editing;
    if (await this.#deeds.edit(message, words)) this.#state.answer(null);
  }

  // The field is emptied at once, so that typing on is safe; what is refused comes back.
  async #send(words) {
    const [channelId, replyTo, chosen] = [this.#state.currentId, this.#state.replyTo, this.#files.take()];
    this.write("");
    if (replyTo) this.#state.answer(null);
    const files = await Promise.all(chosen.map(packed));
    const sent = await this.#deeds.say(channelId, words, { replyTo: replyTo?.id, files });
    this.#told = 0;
    if (!sent && !this.#text.value && this.#state.currentId === channelId) (this.write(words), this.#files.add(chosen));
  }

  /** Keep what was written in one channel while another is shown. */
  #move() {
    if (this.#of === this.#state.currentId) return;
    if (this.#call.call) this.#call.stop();
    if (this.#of && !this.#rewriting) this.#drafts.set(this.#of, this.#text.value);
    this.#rewriting = null;
    this.#of = this.#state.currentId;
    this.#text.value = this.#drafts.get(this.#of) ?? "";
    this.#grown();
  }

  #permit() {
    const channel = this.#state.current;
    const allowed = Boolean(channel?.can_send);
    this.node.hidden = channel?.type === 15;
    this.node.classList.toggle("closed", !allowed);
    this.#text.disabled = !allowed;
    const place = channel && nameOf(channel);
    this.#text.placeholder = allowed ? `Message ${place}` : "You cannot write here";
    this.#grown();
    this.#text.setAttribute("aria-label", allowed ? `Message ${place}` : `You cannot write in ${place}`);
  }

  /** Begin or end an answer or a correction; what was being written waits for the end of it. */
  #turn() {
    const { replyTo, editing } = this.#state;
    if (editing && !this.#rewriting) this.#drafts.set(this.#of, this.#text.value);
    if (editing && editing !== this.#rewriting) this.write(this.#named(editing));
    else if (!editing && this.#rewriting) this.write(this.#drafts.get(this.#of) ?? "");
    this.#rewriting = editing;
    if (replyTo) this.#text.focus();
  }

  // As it was typed: with names where Discord keeps numbers.
  #named(message) {
    return message.content.replace(/<@!?(\d+)>/g, (whole, id) => {
      const user = this.#state.user(id);
      return user ? `@${/\s/.test(user.display_name) ? user.username : user.display_name}` : whole;
    });
  }
}
