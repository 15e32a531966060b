import { Api } from "./api.js";
import { hideLost, showLost } from "./banner.js";
import { Channels } from "./channels.js";
import { Components } from "./components.js";
import { Composer } from "./composer.js";
import { Deeds } from "./deeds.js";
import { byId, el } from "./dom.js";
import { Drawer } from "./drawer.js";
import { Embeds } from "./embeds.js";
import { Events } from "./events.js";
import { Forum } from "./forum.js";
import { Head } from "./head.js";
import { Identity } from "./identity.js";
import { hashOf, placeOf } from "./links.js";
import { recall, remember } from "./memory.js";
import { MessageMenu } from "./messagemenu.js";
import { Messages } from "./messages.js";
import { MessageView } from "./message.js";
import { openModal } from "./modal.js";
import { Notices } from "./notices.js";
import { Panel } from "./panel.js";
import { Prose } from "./prose.js";
import { soundAlike } from "./spoken.js";
import { State } from "./state.js";
import { Typing } from "./typing.js";
import { Welcome } from "./welcome.js";

/** The one place that builds everything and says what follows from what. */
class App {
  #api = new Api();
  #state = new State();
  #notices = new Notices();
  #deeds = new Deeds(this.#api, this.#state, this.#notices);
  #prose = new Prose(this.#state);
  #composer = new Composer({ state: this.#state, deeds: this.#deeds, prose: this.#prose });
  #welcome = new Welcome(this.#state, (words) => this.#composer.write(words));
  #drawer = new Drawer();
  #panel;
  #messages;
  #events = new Events({
    address: () => this.#api.eventsAddress,
    heard: (frame) => this.#heard(frame),
    connected: () => this.#connected(),
    lost: () => this.#lost(),
    again: () => this.#returned(),
  });
  #stale = false;

  constructor() {
    const [state, deeds, prose] = [this.#state, this.#deeds, this.#prose];
    const parts = {
      embeds: new Embeds(prose),
      components: new Components(state, deeds, prose),
      menu: new MessageMenu(state, deeds, this.#notices),
    };
    const view = new MessageView({ state, deeds, prose, ...parts });
    this.#messages = new Messages({ state, view, prose, load: (id) => this.#older(id), welcome: this.#welcome.node });
    const forum = new Forum(state, deeds);
    byId("room-body").replaceChildren(this.#messages.node, forum.node);
    const line = el("div", { class: "room-line" }, new Typing(state).node, this.#messages.latest);
    byId("room-foot").replaceChildren(line, this.#notices.node, this.#composer.node);
    new Channels(state, () => this.#openDm());
    new Identity(state, (id) => this.#become(id));
    new Head(state, {
      openSide: () => this.#drawer.open(),
      openWelcome: () => this.#help(),
      togglePanel: () => this.#panel.toggle(),
    });
    this.#panel = new Panel(this.#api, this.#notices);
    addEventListener("hashchange", () => this.#arrive());
    addEventListener("click", (event) => this.#followed(event));
    addEventListener("call-command", (event) => this.#composer.callNamed(event.detail.name));
    state.on("current", () => (this.#messages.node.hidden = state.current?.type === 15));
  }

  async start() {
    this.#api.as = recall("as", "sessionStorage") ?? "";
    await this.#look();
    this.#events.open();
    await this.#arrive();
  }

  /** Take in what there is, as the person of last time, or as anybody if that one is gone. */
  async #look() {
    const answer = await this.#api.state().catch((refusal) => this.#afresh(refusal));
    if (answer.me.id !== this.#state.me?.id) this.#state.forget();
    this.#state.take(answer);
    this.#api.as = answer.me.id;
    remember("as", answer.me.id, "sessionStorage");
  }

  #afresh(refusal) {
    if (!this.#api.as || refusal.status !== 400) throw refusal;
    this.#api.as = "";
    return this.#api.state();
  }

  async #become(id) {
    this.#api.as = id;
    await this.#again();
    this.#events.open();
  }

  /** Load everything again. */
  async #again() {
    try {
      await this.#look();
      await this.#arrive();
    } catch (refusal) {
      this.#notices.say(refusal.message);
    }
  }

  #connected() {
    hideLost();
    this.#panel.clear();
    if (this.#stale) this.#arrive();
    this.#stale = false;
  }

  #lost() {
    this.#stale = true;
    showLost("Connection lost. Trying again…", () => this.#events.retry());
  }

  async #returned() {
    await this.#look().catch((refusal) => {
      if (refusal.status === 403)
        showLost("The sandbox was started anew with another key. Open the address that it printed.");
      throw refusal;
    });
  }

  /** Show the place that the address names, or the first one. */
  async #arrive() {
    const asked = placeOf(location.hash);
    const id = this.#state.channels.has(asked?.channelId) ? asked.channelId : this.#fallback();
    if (asked && asked.channelId !== id) this.#unseen(id);
    if (id !== this.#state.currentId) this.#state.show(id);
    if (!this.#state.isLoaded(id)) await this.#fill(id);
    if (!asked?.messageId || asked.channelId !== id) return;
    if (!(await this.#messages.jump(asked.messageId))) this.#notices.say("That message is not here any more.");
  }

  // Following a link to where one is already does not change the address, and the way to the text field is no place.
  #followed(event) {
    const target = event.target.closest?.("a[href^='#']")?.getAttribute("href");
    if (target === "#composer-text") (event.preventDefault(), byId("composer-text").focus());
    else if (target && target === location.hash) this.#arrive();
  }

  #fallback() {
    return this.#state.current?.id ?? this.#writable()?.id ?? [...this.#state.channels.keys()][0];
  }

  #writable() {
    return [...this.#state.channels.values()].find((channel) => channel.type === 0 && channel.can_send);
  }

  #unseen(shown) {
    this.#notices.say("You cannot see that channel. Somebody else may: choose who you act as.");
    history.replaceState(null, "", hashOf(shown));
  }

  async #fill(id) {
    if (this.#state.current?.type === 15) return;
    try {
      this.#state.fill(id, await this.#api.messages(id));
    } catch (refusal) {
      this.#notices.say(refusal.message);
    }
  }

  async #older(id) {
    const oldest = this.#state.messages(id).find((message) => !message.seen_only_by_you);
    this.#state.prepend(id, await this.#api.messages(id, oldest?.id));
  }

  async #openDm() {
    const answer = await this.#deeds.openDm();
    if (!answer) return;
    this.#state.putChannel(answer.channel);
    location.hash = hashOf(answer.channel.id);
  }

  #heard(frame) {
    const heard = {
      message: () => this.#message(frame.message),
      message_removed: () => this.#state.drop(frame.channel_id, frame.id),
      typing: () => this.#state.typed(frame.channel_id, frame.user, Date.now()),
      channel: () => this.#state.putChannel(frame.channel),
      channel_removed: () => this.#channelGone(frame.id),
      commands: () => (Object.assign(this.#state, { commands: frame.commands }), this.#state.tell("commands")),
      bot: () => (Object.assign(this.#state, { botOnline: frame.online }), this.#state.tell("bot")),
      modal: () => openModal(frame.modal, { state: this.#state, prose: this.#prose, deeds: this.#deeds }),
      failed: () => this.#deeds.failed(frame),
      traffic: () => this.#panel.add(frame.entry),
      reset: () => (this.#state.forget(), this.#again()),
    };
    heard[frame.t]?.();
  }

  #message(message) {
    const before = this.#state.message(message.channel_id, message.id);
    this.#messages.expect(message);
    const fresh = this.#state.put(message);
    const changed = before && ((before.pending && !message.pending) || !soundAlike(before, message));
    if (fresh || changed) this.#messages.hear(message);
    const mine = message.author.id === this.#state.me?.id;
    if (mine) this.#welcome.close();
    if (!fresh || message.channel_id !== this.#state.currentId) return;
    if (mine) this.#messages.toEnd();
    else if (message.seen_only_by_you) this.#messages.toNewest();
  }

  /** Show or hide the welcome; a forum has no room for it, so it is shown where one can write. */
  #help() {
    if (this.#state.current?.type === 15) {
      location.hash = hashOf(this.#writable().id);
      return this.#welcome.open();
    }
    this.#welcome.toggle();
    return this.#welcome.isOpen && this.#messages.showWelcome();
  }

  #channelGone(id) {
    this.#state.dropChannel(id);
    if (id === this.#state.currentId) this.#arrive();
  }
}

new App().start().catch((refusal) => {
  byId("room-body").replaceChildren(el("p", { class: "fatal", role: "alert" }, refusal.message));
});
