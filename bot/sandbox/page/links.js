const JUMP = /^https?:\/\/(?:(?:www|ptb|canary)\.)?discord(?:app)?\.com\/channels\/(\d+|@me)\/(\d+)(?:\/(\d+))?\/?$/;

/** The address if it is one to follow (http or https), else null. */
export function safeUrl(text) {
  if (typeof text !== "string" || !URL.canParse(text)) return null;
  const url = new URL(text);
  return ["http:", "https:"].includes(url.protocol) ? url : null;
}

/** Channel and message of a Discord link, or null if it is another kind of link. */
export function jumpOf(text) {
  const found = JUMP.exec(text);
  return found && { guildId: found[1], channelId: found[2], messageId: found[3] ?? null };
}

export const hashOf = (channelId, messageId) => `#${[channelId, messageId].filter(Boolean).join("/")}`;

/** Channel and message that the page's own address names. */
export function placeOf(hash) {
  const found = /^#(\d+)(?:\/(\d+))?$/.exec(hash);
  return found && { channelId: found[1], messageId: found[2] ?? null };
}

/** A file of the sandbox as a path of this page, or null: nothing is loaded from elsewhere. */
export function ownFile(text) {
  const url = safeUrl(text);
  const own = url && ["127.0.0.1", "localhost"].includes(url.hostname) && url.port === location.port;
  return own && url.pathname.startsWith("/attachments/") ? url.pathname + url.search : null;
}

/** A place as one names it: a thread's or post's name is a whole title and has no mark. */
export function nameOf(channel) {
  if (channel.type === 1) return channel.name;
  return channel.type === 11 ? `“${channel.name}”` : `#${channel.name}`;
}
