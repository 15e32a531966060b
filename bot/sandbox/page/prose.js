import { el } from "./dom.js";
import { hashOf, jumpOf, safeUrl } from "./links.js";
import { inline, parse } from "./markdown.js";
import { full, styled } from "./time.js";

const TAGS = { strong: "strong", em: "em", u: "u", s: "s" };

/** Markdown as nodes. */
export class Prose {
  #state;

  constructor(state) {
    this.#state = state;
  }

  /** Blocks: what a message or an embed's description says. */
  blocks(text, users = []) {
    return parse(text).map((block) => this.#block(block, users));
  }

  /** One line: titles and field names. */
  line(text, users = []) {
    return this.#parts(inline(text.replace(/\s*\n\s*/g, " ")), users);
  }

  /** The same without any marks, for quotes and screen readers. */
  plain(text, users = []) {
    return el("div", {}, this.blocks(text, users)).textContent.replace(/\s+/g, " ").trim();
  }

  #block(block, users) {
    const parts = (children) => this.#parts(children, users);
    switch (block.type) {
      case "fence":
        return el("pre", { class: "fence", tabindex: "0", "aria-label": "Code" }, el("code", {}, block.text));
      case "quote":
        return el(
          "blockquote",
          {},
          block.children.map((child) => this.#block(child, users)),
        );
      case "heading":
        return el("p", { class: `heading heading-${block.level}` }, parts(block.children));
      case "small":
        return el("p", { class: "small" }, parts(block.children));
      case "list":
        return this.#list(block, users);
      default:
        return el(
          "p",
          {},
          block.rows.map((row, at) => [at > 0 && el("br"), parts(row)]),
        );
    }
  }

  #list(block, users) {
    const items = block.items.map((item) =>
      el("li", { class: `depth-${item.depth}` }, this.#parts(item.children, users)),
    );
    return el(block.ordered ? "ol" : "ul", { start: block.ordered && block.start }, items);
  }

  #parts(parts, users) {
    return parts.map((part) => (typeof part === "string" ? part : this.#part(part, users)));
  }

  #part(part, users) {
    if (part.type in TAGS) return el(TAGS[part.type], {}, this.#parts(part.children, users));
    switch (part.type) {
      case "code":
        return el("code", {}, part.text);
      case "link":
        return this.#link(part, users);
      case "time":
        return this.#time(part);
      default:
        return this.#mention(part, users);
    }
  }

  #mention(part, users) {
    if (part.type === "crowd") return el("span", { class: "mention" }, part.text);
    if (part.type === "channel") return this.#place({ channelId: part.id, messageId: null });
    if (part.type === "command") return this.#command(part);
    if (part.type === "role")
      return el("span", { class: "mention" }, `@${this.#state.role(part.id)?.name ?? "unknown role"}`);
    const user = this.#state.user(part.id) ?? users.find((other) => other.id === part.id);
    const mine = part.id === this.#state.me?.id;
    return el(
      "span",
      { class: mine ? "mention mention-me" : "mention" },
      `@${user?.display_name ?? user?.username ?? "unknown"}`,
    );
  }

  #command(part) {
    const call = (event) =>
      event.target.dispatchEvent(new CustomEvent("call-command", { bubbles: true, detail: part }));
    return el("button", { type: "button", class: "mention mention-button", onclick: call }, `/${part.name}`);
  }

  /** A place of this page, if this person may see it. */
  #place({ channelId, messageId }) {
    const channel = this.#state.channels.get(channelId);
    if (!channel) return el("span", { class: "mention" }, "#a channel you cannot see");
    const label = `${channel.type === 1 ? "@" : "#"}${channel.name}${messageId ? " › message" : ""}`;
    return el("a", { class: "mention", href: hashOf(channelId, messageId) }, label);
  }

  #link(part, users) {
    const url = safeUrl(part.url);
    if (!url) return part.children ? this.#parts(part.children, users) : part.url;
    const jump = jumpOf(url.href);
    if (jump && !part.children) return this.#place(jump);
    if (jump) return el("a", { href: hashOf(jump.channelId, jump.messageId) }, this.#parts(part.children, users));
    const label = part.children ? this.#parts(part.children, users) : part.url;
    const link = outward(url, {}, label);
    return part.children ? [link, " ", el("span", { class: "host" }, `(${url.hostname})`)] : link;
  }

  #time(part) {
    const date = new Date(part.unix * 1000);
    if (Number.isNaN(date.getTime())) return `<t:${part.unix}>`;
    return el(
      "time",
      { class: "timestamp", datetime: date.toISOString(), title: full(date) },
      styled(date, part.style),
    );
  }
}

/** A link that leaves the page: it says nothing of where it came from. */
export function outward(url, attributes, ...children) {
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", ...attributes }, ...children);
}
