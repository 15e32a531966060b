import { el, unseen } from "./dom.js";
import { icon, iconButton } from "./icons.js";

/** The line over the text field: which message is being answered or corrected. */
export class Draft {
  node = el("div", { class: "draft-about" });
  #state;
  #prose;
  #giveUp;

  constructor({ state, prose, giveUp }) {
    this.#state = state;
    this.#prose = prose;
    this.#giveUp = giveUp;
    state.on("draft", () => this.#show());
  }

  #show() {
    const { replyTo, editing } = this.#state;
    this.node.replaceChildren(...(replyTo ? this.#answering(replyTo) : editing ? this.#correcting() : []));
  }

  #answering(message) {
    const text = this.#prose.plain(message.content ?? "", message.mentions) || message.embeds?.[0]?.title || "";
    const name = el("strong", {}, message.author.display_name);
    const words = el("p", {}, "Replying to ", name, " ", el("span", {}, text));
    return [icon("reply"), words, iconButton("close", "Do not reply", this.#giveUp)];
  }

  #correcting() {
    const words = el("p", {}, "Editing your message", unseen(". Escape gives up."));
    return [icon("edit"), words, iconButton("close", "Do not edit", this.#giveUp)];
  }
}
