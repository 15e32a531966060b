import { byId, el } from "./dom.js";
import { Faults } from "./faults.js";
import { iconButton, relabel } from "./icons.js";
import { precise } from "./time.js";

const KEPT = 400;
const covering = matchMedia("(max-width: 40rem)");
const KINDS = ["all", "gateway", "rest"];

/** What goes over the wire between the bot and the sandbox, newest first, and the buttons that break it. */
export class Panel {
  #entries = [];
  #list = el("ol", { class: "traffic", "aria-label": "Traffic, newest first" });
  #search = el("input", {
    type: "search",
    placeholder: "Filter",
    "aria-label": "Filter the traffic",
    oninput: () => this.#draw(),
  });
  #kind = el(
    "select",
    { "aria-label": "Kind of traffic", onchange: () => this.#draw() },
    KINDS.map((kind) => el("option", { value: kind }, { all: "All", gateway: "Gateway", rest: "REST" }[kind])),
  );
  #beats = el("input", { type: "checkbox", onchange: () => this.#draw() });
  #pause = iconButton("pause", "Pause", () => this.#toggle());
  #paused = false;
  #missed = 0;
  #status = el("p", { class: "panel-note", role: "status" });
  #home = null;

  constructor(api, notices) {
    const close = iconButton("close", "Close traffic and faults", () => this.toggle());
    const clear = iconButton("trash", "Clear the list", () => this.clear());
    const tools = el("div", { class: "panel-tools" }, this.#search, this.#kind, this.#pause, clear);
    const beats = el("label", { class: "check" }, this.#beats, "Show heartbeats");
    byId("panel").replaceChildren(
      el("header", { class: "panel-head" }, el("h2", {}, "Traffic"), close),
      tools,
      beats,
      this.#status,
      this.#list,
      new Faults(api, notices).node,
    );
    byId("panel").addEventListener("keydown", (event) => event.key === "Escape" && this.toggle());
    covering.addEventListener("change", () => !byId("panel").hidden && this.#cover());
  }

  toggle() {
    const panel = byId("panel");
    panel.hidden = !panel.hidden;
    document.body.classList.toggle("with-panel", !panel.hidden);
    byId("toggle-panel").setAttribute("aria-expanded", String(!panel.hidden));
    this.#cover();
    if (panel.hidden) return this.#home?.focus();
    this.#home = document.activeElement;
    this.#draw();
    return this.#search.focus();
  }

  /** On a small screen it lies over the whole room, which then waits. */
  #cover() {
    byId("room").inert = covering.matches && !byId("panel").hidden;
  }

  add(entry) {
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
    if (byId("panel").hidden) return;
    if (this.#paused) this.#hold();
    else if (this.#fits(entry)) this.#show(entry);
  }

  #hold() {
    this.#missed += 1;
    this.#status.textContent = `Paused. ${this.#missed} more.`;
  }

  #show(entry) {
    this.#list.prepend(row(entry));
    if (this.#list.childElementCount > KEPT) this.#list.lastElementChild.remove();
  }

  #draw() {
    this.#list.replaceChildren(
      ...this.#entries
        .filter((entry) => this.#fits(entry))
        .reverse()
        .map(row),
    );
  }

  #fits(entry) {
    const beat = /heartbeat/i.test(entry.name);
    const kind = this.#kind.value === "all" || entry.kind === this.#kind.value;
    const sought = this.#search.value.trim().toLowerCase();
    return (
      kind &&
      (!beat || this.#beats.checked) &&
      (!sought || `${entry.name} ${entry.status ?? ""} ${JSON.stringify(entry.body)}`.toLowerCase().includes(sought))
    );
  }

  /** Forget everything: a new stream of events begins with what went before. */
  clear() {
    this.#entries = [];
    this.#list.replaceChildren();
  }

  #toggle() {
    this.#paused = !this.#paused;
    this.#missed = 0;
    this.#status.textContent = this.#paused ? "Paused." : "";
    relabel(this.#pause, this.#paused ? "play" : "pause", this.#paused ? "Go on" : "Pause");
    if (!this.#paused) this.#draw();
  }
}

function row(entry) {
  const [arrow, words] = entry.direction === "in" ? ["→", "from the bot"] : ["←", "to the bot"];
  const bad = entry.status >= 400;
  const summary = el(
    "summary",
    {},
    el("time", {}, precise(new Date(entry.at))),
    el("span", { class: "way", title: words, "aria-label": words, role: "img" }, arrow),
    el("span", { class: "what", title: entry.name }, entry.name),
    entry.status && el("span", { class: bad ? "status bad" : "status" }, String(entry.status)),
  );
  const node = el("details", {}, summary);
  // The body is only laid out when somebody wants to read it.
  node.addEventListener(
    "toggle",
    () => node.append(el("pre", { tabindex: "0" }, JSON.stringify(entry.body, null, 2) ?? "")),
    { once: true },
  );
  return el("li", { class: entry.kind }, node);
}
