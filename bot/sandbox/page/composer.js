import { CallForm } from "./callform.js";
import { composing, el, unseen } from "./dom.js";
import { packed } from "./files.js";
import { icon } from "./icons.js";
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
  #prose;
  #suggestions = new Suggestions();
  #mentions;
  #picker;
  #call;
  #about = el("div", { class: "draft-about" });
  #files = el("div", { class: "draft-files" });
  #count = el("span", { class: "count", role: "status" });
  #text;
  #chosen = [];
  #told = 0;
  #drafts = new Map();
  #of = null;
  #rewriting = null;

  constructor({ state, deeds, prose }) {
    this.#state = state;
    this.#deeds = deeds;
    this.#prose = prose;
    this.#mentions = new Mentions(state, this.#suggestions);
    this.#picker = new Picker(state, this.#suggestions, (call, rest) => this.#begin(call, rest));
    this.#call = new CallForm({ state, deeds, suggestions: this.#suggestions, done: () => this.#plain() });
    this.#text = this.#field();
    this.node = this.#frame();
    state.on("current", () => this.#move());
    state.on("current channel people channels", () => this.#permit());
    state.on("draft", () => this.#draft());
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
    const attributes = { id: "composer-text", rows: 1, maxlength: LONGEST, role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-haspopup": "listbox" };
    const listen = { oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onblur: () => this.#suggestions.close(), onclick: () => this.#look() };
    return el("textarea", { ...attributes, ...listen, enterkeyhint: "send", autocomplete: "off" });
  }

  #frame() {
    const picker = el("input", { type: "file", multiple: true, class: "unseen", tabindex: "-1", "aria-hidden": "true" });
    picker.addEventListener("change", () => (this.#attach([...picker.files]), (picker.value = "")));
    const attach = el("button", { type: "button", class: "icon-button", "aria-label": "Attach a file", title: "Attach a file", onclick: () => picker.click() }, icon("plus"));
    const slash = el("button", { type: "button", class: "icon-button", "aria-label": "Commands", title: "Commands", onclick: () => this.#commands() }, icon("command"));
    const send = el("button", { type: "submit", class: "icon-button send", "aria-label": "Send", title: "Send" }, icon("send"));
    const field = el("div", { class: "composer-field" }, attach, picker, this.#text, this.#call.node, this.#count, slash, send);
    this.#call.node.hidden = true;
    return el("form", { class: "composer", onsubmit: (event) => (event.preventDefault(), this.#submit()) }, this.#suggestions.node, this.#about, this.#files, field);
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
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
    const left = LONGEST - this.#text.value.length;
    this.#count.textContent = this.#text.value.length >= WARN_AT ? `${left} left` : "";
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
    if (!words && !this.#chosen.length) return null;
    this.#suggestions.close();
    return this.#state.editing ? this.#correct(words) : this.#send(words);
  }

  async #correct(words) {
    const message = this.#state.editing;
    if (await this.#deeds.edit(message, words)) this.#state.answer(null);
  }

  // The field is emptied at once, so that typing on is safe; what is refused comes back.
  async #send(words) {
    const [channelId, replyTo, chosen] = [this.#state.currentId, this.#state.replyTo, this.#chosen];
    this.write("");
    this.#attach([], true);
    if (replyTo) this.#state.answer(null);
    const files = await Promise.all(chosen.map(packed));
    const sent = await this.#deeds.say(channelId, words, { replyTo: replyTo?.id, files });
    this.#told = 0;
    if (!sent && !this.#text.value && this.#state.currentId === channelId) (this.write(words), this.#attach(chosen));
  }

  #attach(files, anew = false) {
    this.#chosen = anew ? files : [...this.#chosen, ...files];
    const chip = (file) => {
      const drop = () => this.#attach(this.#chosen.filter((other) => other !== file), true);
      return el("span", { class: "chip" }, icon("file"), file.name, el("button", { type: "button", class: "option-drop", "aria-label": `Leave out ${file.name}`, onclick: drop }, "×"));
    };
    this.#files.replaceChildren(...this.#chosen.map(chip));
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
    const place = channel && (channel.type === 1 ? channel.name : `#${channel.name}`);
    this.#text.placeholder = allowed ? `Message ${place}` : "You cannot write here";
    this.#grown();
    this.#text.setAttribute("aria-label", allowed ? `Message ${place}` : `You cannot write in ${place}`);
  }

  /** Show what is being answered or corrected. */
  #draft() {
    const { replyTo, editing } = this.#state;
    this.#about.replaceChildren(...(replyTo ? this.#answering(replyTo) : editing ? this.#correcting() : []));
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

  #answering(message) {
    const text = this.#prose.plain(message.content ?? "", message.mentions) || message.embeds?.[0]?.title || "";
    return [icon("reply"), el("p", {}, "Replying to ", el("strong", {}, message.author.display_name), " ", el("span", {}, text)), this.#giveUp("Do not reply")];
  }

  #correcting() {
    return [icon("edit"), el("p", {}, "Editing your message", unseen(". Escape gives up.")), this.#giveUp("Do not edit")];
  }

  #giveUp(label) {
    return el("button", { type: "button", class: "icon-button", "aria-label": label, onclick: () => (this.#state.answer(null), this.#text.focus()) }, icon("close"));
  }
}
