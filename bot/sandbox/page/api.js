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

  /** Where this person's events are told. */
  get eventsAddress() {
    return new URL(`/sandbox/events?${this.#query({ key: this.#key })}`, location.href.replace(/^http/, "ws"));
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
