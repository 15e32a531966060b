/** What the person does, as requests; what is refused is said in a notice. */
export class Deeds {
  #api;
  #state;
  #notices;
  #started = new Map();
  #failed = new Map();

  constructor(api, state, notices) {
    this.#api = api;
    this.#state = state;
    this.#notices = notices;
  }

  say(channelId, content, { replyTo, files = [] }) {
    const extra = { ...(replyTo && { reply_to: replyTo }), ...(files.length && { files }) };
    return this.#do("say", { channel_id: channelId, content, ...extra });
  }

  edit = (message, content) => this.#do("edit", { ...placed(message), content });
  remove = (message) => this.#do("delete", placed(message));
  react = (message, emoji) => this.#do("react", { ...placed(message), emoji });
  unreact = (message, emoji) => this.#do("unreact", { ...placed(message), emoji });
  thread = (message, name) => this.#do("thread", { ...placed(message), name });
  post = (channelId, post) => this.#do("forum_post", { channel_id: channelId, ...post });
  openDm = () => this.#do("open_dm", {});

  press(message, component) {
    return this.#interact("press", { ...placed(message), custom_id: component.custom_id }, { message });
  }

  select(message, component, values) {
    return this.#interact("select", { ...placed(message), custom_id: component.custom_id, values }, { message });
  }

  menu(command, message) {
    return this.#interact("menu", { ...placed(message), command_id: command.id }, { name: command.name });
  }

  slash(call, options) {
    return this.#interact("slash", { ...this.#called(call), options }, { name: `/${call.name}` });
  }

  /** Choices for the option *focused*; none if the bot does not say any. */
  async autocomplete(call, options, focused) {
    const details = { ...this.#called(call), options, focused };
    return (await this.#api.act("autocomplete", details).catch(() => null))?.choices ?? null;
  }

  /** Send a form in. Throws a Refusal, so that the form can stay open and say why. */
  async submit(modal, values) {
    const answer = await this.#api.act("submit", { interaction_id: modal.interaction_id, values });
    this.#start(answer?.interaction_id, { name: modal.title });
  }

  typing() {
    this.#api.act("typing", { channel_id: this.#state.currentId }).catch(() => null);
  }

  /** The bot left an interaction unanswered, or answered it wrongly. */
  failed({ interaction_id: id, words }) {
    const about = this.#started.get(id);
    if (!about) this.#failed.set(id, words);
    else if (about.message) this.#state.fail(about.message.id, words);
    else this.#notices.say(`${about.name}: ${words}`);
  }

  #called(call) {
    const path = call.path.length > 0 && { path: call.path };
    return { channel_id: this.#state.currentId, command_id: call.commandId, ...path };
  }

  async #interact(deed, details, about) {
    const answer = await this.#do(deed, details);
    this.#start(answer?.interaction_id, about);
    return answer;
  }

  // The failure may arrive before the answer that names the interaction.
  #start(id, about) {
    if (!id) return;
    this.#started.set(id, about);
    if (this.#failed.has(id)) this.failed({ interaction_id: id, words: this.#failed.get(id) });
    this.#failed.delete(id);
  }

  async #do(deed, details) {
    try {
      return await this.#api.act(deed, details);
    } catch (refusal) {
      this.#notices.say(refusal.message);
      return null;
    }
  }
}

const placed = (message) => ({ channel_id: message.channel_id, message_id: message.id });
