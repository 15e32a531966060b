import { el } from "./dom.js";
import { openMenu } from "./menu.js";

// Each with its name: a picture alone says nothing to a screen reader.
const PALETTE = [
  ["👍", "thumbs up"],
  ["👎", "thumbs down"],
  ["❤️", "heart"],
  ["😄", "smile"],
  ["🎉", "celebration"],
  ["🤔", "thinking"],
  ["👀", "eyes"],
  ["✅", "check mark"],
  ["❌", "cross"],
  ["🙏", "thanks"],
  ["🔖", "bookmark"],
  ["❓", "question"],
];

/** Choose a reaction; a second time takes it back. */
export function openPalette(anchor, message, deeds, home) {
  const items = PALETTE.map(([emoji, name]) => ({ label: emoji, name, run: () => toggle(message, emoji, deeds) }));
  openMenu(anchor, [{ items, across: true }], "Add a reaction", home);
}

export function reactionsOf(message, deeds) {
  const given = (message.reactions ?? []).filter((reaction) => reaction.count > 0);
  if (!given.length) return null;
  return el(
    "div",
    { class: "reactions", role: "group", "aria-label": "Reactions" },
    given.map((reaction) => chip(reaction, message, deeds)),
  );
}

function chip({ emoji, count, me }, message, deeds) {
  const name = PALETTE.find(([known]) => known === emoji.name)?.[1] ?? emoji.name;
  const attributes = {
    type: "button",
    class: "reaction",
    "aria-pressed": String(Boolean(me)),
    "aria-label": `${name}, ${count}`,
  };
  return el(
    "button",
    { ...attributes, onclick: () => toggle(message, emoji.name, deeds) },
    el("span", { class: "emoji" }, emoji.name),
    String(count),
  );
}

function toggle(message, emoji, deeds) {
  const mine = (message.reactions ?? []).some((reaction) => reaction.me && reaction.emoji.name === emoji);
  return mine ? deeds.unreact(message, emoji) : deeds.react(message, emoji);
}
