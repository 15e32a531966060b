const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

/** What the sandbox answered instead of what was asked for; `status` 0 means that it could not be reached. */
export class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/** The sandbox's control routes, as one person. */
export class Api {
  #key = new URLSearchParams(location.search).get("key") ?? "";
  as = "";

  async state() {
    return this.#call("GET", `/sandbox/state?${this.#query({})}`);
  }

  async messages(channelId, before) {
    const query = this.#query({ before, limit: "50" });
    return (await this.#call("GET", `/sandbox/channels/${encodeURIComponent(channelId)}/messages?${query}`)).messages;
  }

  async act(deed, details = {}) {
    return this.#call("POST", "/sandbox/act", { as: this.as, do: deed, ...details });
  }

  async fault(details) {
    return this.#call("POST", "/sandbox/fault", details);
  }

  async reset() {
    return this.#call("POST", "/sandbox/reset", {});
  }

  /** The events this person may see, for as long as the returned stream is not closed. */
  events(heard, connected, lost) {
    return new Events(() => `/sandbox/events?${this.#query({ key: this.#key })}`, heard, connected, lost);
  }

  #query(extra) {
    const pairs = Object.entries({ as: this.as, ...extra }).filter(([, value]) => value);
    return new URLSearchParams(pairs).toString();
  }

  async #call(method, path, body) {
    const headers = { "X-Sandbox-Key": this.#key };
    if (body) headers["Content-Type"] = "application/json";
    const request = { method, headers, body: body && JSON.stringify(body), referrerPolicy: "same-origin" };
    const response = await fetch(path, request).catch(() => {
      throw new Refusal(0, "The sandbox cannot be reached. Is it still running?");
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refusal(response.status, answer.error ?? `The sandbox answered ${response.status}.`);
    return answer;
  }
}

/** One WebSocket after another: a lost one is dialled again, later each time. */
class Events {
  #address;
  #heard;
  #connected;
  #lost;
  #socket = null;
  #timer = 0;
  #wait = FIRST_WAIT;
  #closed = false;

  constructor(address, heard, connected, lost) {
    this.#address = address;
    this.#heard = heard;
    this.#connected = connected;
    this.#lost = lost;
    this.dial();
  }

  dial() {
    clearTimeout(this.#timer);
    if (this.#closed || this.#socket) return;
    const socket = new WebSocket(new URL(this.#address(), location.href.replace(/^http/, "ws")));
    this.#socket = socket;
    socket.addEventListener("open", () => this.#opened());
    socket.addEventListener("message", (event) => this.#socket === socket && this.#heard(JSON.parse(event.data)));
    socket.addEventListener("close", () => this.#socket === socket && this.#dropped());
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #opened() {
    this.#wait = FIRST_WAIT;
    this.#connected();
  }

  #dropped() {
    this.#socket = null;
    this.#lost(this.#wait);
    this.#timer = setTimeout(() => this.dial(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
