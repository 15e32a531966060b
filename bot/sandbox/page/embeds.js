import { el } from "./dom.js";
import { hashOf, jumpOf, ownFile, safeUrl } from "./links.js";
import { outward } from "./prose.js";
import { moment } from "./time.js";

/** The cards of a message. */
export class Embeds {
  #prose;

  constructor(prose) {
    this.#prose = prose;
  }

  of(message) {
    return (message.embeds ?? []).map((embed) => this.#card(embed, message));
  }

  #card(embed, message) {
    const users = message.mentions ?? [];
    const node = el("section", { class: "embed", "aria-label": embed.title ?? "Card" });
    node.append(
      ...[this.#author(embed), this.#title(embed), this.#description(embed, users), this.#fields(embed, users)].filter(
        Boolean,
      ),
    );
    node.append(
      ...[
        picture(embed.thumbnail, message, "thumbnail"),
        picture(embed.image, message, "picture"),
        this.#footer(embed),
      ].filter(Boolean),
    );
    if (Number.isInteger(embed.color)) node.style.setProperty("--bar", `#${embed.color.toString(16).padStart(6, "0")}`);
    return node;
  }

  #author(embed) {
    return embed.author && el("p", { class: "embed-author" }, linked(embed.author.url, [embed.author.name]));
  }

  #title(embed) {
    return embed.title && el("h3", { class: "embed-title" }, linked(embed.url, this.#prose.line(embed.title)));
  }

  #description(embed, users) {
    return embed.description && el("div", { class: "prose" }, this.#prose.blocks(embed.description, users));
  }

  #fields(embed, users) {
    if (!embed.fields?.length) return null;
    const field = ({ name, value, inline }) =>
      el(
        "div",
        { class: inline ? "field inline" : "field" },
        el("dt", {}, this.#prose.line(name, users)),
        el("dd", { class: "prose" }, this.#prose.blocks(value, users)),
      );
    return el("dl", { class: "fields" }, embed.fields.map(field));
  }

  #footer(embed) {
    const date = embed.timestamp && new Date(embed.timestamp);
    const parts = [embed.footer?.text, date && moment(date)].filter(Boolean);
    return parts.length > 0 && el("p", { class: "embed-foot" }, parts.join(" · "));
  }
}

function linked(address, label) {
  const url = safeUrl(address);
  if (!url) return label;
  const jump = jumpOf(url.href);
  if (jump) return el("a", { href: hashOf(jump.channelId, jump.messageId) }, label);
  return outward(url, { title: url.hostname }, label);
}

/** A picture that the sandbox itself holds; one from elsewhere is only linked, since this page loads nothing from outside. */
function picture(media, message, kind) {
  if (!media?.url) return null;
  const name = media.url.startsWith("attachment://") && media.url.slice(13);
  const file = (message.attachments ?? []).find((one) => one.filename === name || one.url === media.url);
  const source = ownFile(file?.url ?? media.url);
  const alt = file?.description ?? media.description ?? "";
  if (source)
    return el("img", {
      class: `embed-${kind}`,
      src: source,
      alt: alt || "Picture without a description",
      loading: "lazy",
      width: media.width,
      height: media.height,
    });
  const url = safeUrl(media.url);
  return url && el("p", { class: "small" }, "Picture: ", outward(url, {}, url.hostname));
}

/** Whether an embed of the message already shows this file. */
export function isShown(file, message) {
  const shown = (media) => media?.url === `attachment://${file.filename}` || media?.url === file.url;
  return (message.embeds ?? []).some((embed) => shown(embed.image) || shown(embed.thumbnail));
}
