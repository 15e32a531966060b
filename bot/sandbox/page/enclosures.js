import { el } from "./dom.js";
import { icon, iconButton } from "./icons.js";

/** The files that go along with the next message. */
export class Enclosures {
  node = el("div", { class: "draft-files" });
  button;
  #picker = el("input", { type: "file", multiple: true, hidden: true });
  #files = [];

  constructor() {
    this.button = iconButton("plus", "Attach a file", () => this.#picker.click());
    this.#picker.addEventListener("change", () => this.#picked());
    this.#show();
  }

  get isEmpty() {
    return this.#files.length === 0;
  }

  add(files) {
    this.#files = [...this.#files, ...files];
    this.#show();
  }

  /** Hand the files over and keep none. */
  take() {
    const files = this.#files;
    this.#files = [];
    this.#show();
    return files;
  }

  #picked() {
    this.add([...this.#picker.files]);
    this.#picker.value = "";
  }

  #drop(file) {
    this.#files = this.#files.filter((other) => other !== file);
    this.#show();
  }

  #show() {
    this.node.hidden = this.isEmpty;
    this.node.replaceChildren(this.#picker, ...this.#files.map((file) => this.#chip(file)));
  }

  #chip(file) {
    const drop = { type: "button", class: "option-drop", "aria-label": `Leave out ${file.name}` };
    return el(
      "span",
      { class: "chip" },
      icon("file"),
      file.name,
      el("button", { ...drop, onclick: () => this.#drop(file) }, "×"),
    );
  }
}
