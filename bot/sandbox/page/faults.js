import { ask } from "./dialog.js";
import { el } from "./dom.js";

const GATEWAY = [
  ["Drop the socket", { kind: "drop" }],
  ["Ask to reconnect", { kind: "reconnect" }],
  ["End the session", { kind: "invalid", resumable: false }],
  ["Suspend the session", { kind: "invalid", resumable: true }],
  ["Silence for 5 s", { kind: "silence", seconds: 5 }],
];
const METHODS = ["POST", "PATCH", "GET", "PUT", "DELETE"];
const REST = { status: "Fail with a status", rate_limit: "Rate limit", delay: "Delay" };

/** The buttons that break things, to see how the bot takes it. */
export class Faults {
  node;
  #api;
  #notices;
  #said = el("p", { class: "panel-note", role: "status" });

  constructor(api, notices) {
    this.#api = api;
    this.#notices = notices;
    const buttons = GATEWAY.map(([words, fault]) =>
      el("button", { type: "button", class: "button secondary", onclick: () => this.#cause(words, fault) }, words),
    );
    const reset = el(
      "button",
      { type: "button", class: "button danger", onclick: () => this.#reset() },
      "Start the world anew",
    );
    this.node = el(
      "details",
      { class: "faults" },
      el("summary", {}, "Faults"),
      el("h3", {}, "Gateway"),
      el("div", { class: "fault-buttons" }, buttons),
      el("h3", {}, "REST"),
      this.#form(),
      el("h3", {}, "World"),
      reset,
      this.#said,
    );
  }

  #form() {
    const kind = el(
      "select",
      { name: "kind" },
      Object.entries(REST).map(([value, words]) => el("option", { value }, words)),
    );
    const method = el(
      "select",
      { name: "method" },
      METHODS.map((name) => el("option", { value: name }, name)),
    );
    const route = el("input", {
      type: "text",
      name: "route",
      value: "/channels/*/messages",
      required: true,
      spellcheck: "false",
    });
    const number = (name, value, step) => el("input", { type: "number", name, value, min: step, step, required: true });
    const box = (name, input) => el("label", {}, el("span", {}, name), input);
    const fields = [
      box("What", kind),
      box("Method", method),
      box("Route", route),
      box("Status", number("status", 500, 1)),
      box("Seconds", number("seconds", 2, 0.1)),
      box("Times", number("times", 1, 1)),
    ];
    const form = el(
      "form",
      { class: "fault-form" },
      fields,
      el("button", { type: "submit", class: "button secondary" }, "Arm"),
    );
    form.addEventListener("submit", (event) => (event.preventDefault(), this.#arm(new FormData(form))));
    return form;
  }

  #arm(data) {
    const { kind, method, route, status, seconds, times } = Object.fromEntries(data);
    const detail = kind === "status" ? { status: Number(status) } : { seconds: Number(seconds) };
    return this.#cause(`${REST[kind]}: ${method} ${route}`, { kind, method, route, times: Number(times), ...detail });
  }

  async #cause(words, fault) {
    await this.#tell(() => this.#api.fault(fault), `${words}: done.`);
  }

  async #reset() {
    const sure = await ask(
      "Start the world anew?",
      "Every message, thread and member goes back to how the sandbox began.",
      "Start anew",
    );
    if (sure) await this.#tell(() => this.#api.reset(), "The world is as it was at the start.");
  }

  async #tell(deed, words) {
    try {
      await deed();
      this.#said.textContent = words;
    } catch (refusal) {
      this.#notices.say(refusal.message);
    }
  }
}
