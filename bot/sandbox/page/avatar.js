import { el } from "./dom.js";

const COLOUR = /^#[0-9a-f]{6}$/i;

/** A disc with the person's initial: the name always stands beside it. */
export function avatar(user) {
  const name = user.display_name || user.username || "?";
  const node = el("span", { class: "avatar", "aria-hidden": "true" }, [...name][0].toUpperCase());
  if (!COLOUR.test(user.avatar_color ?? "")) return node;
  node.style.backgroundColor = user.avatar_color;
  node.style.color = luminance(user.avatar_color) > 0.179 ? "#1b1a18" : "#ffffff";
  return node;
}

/** Relative luminance of a colour "#rrggbb", from 0 to 1, as WCAG defines it. */
function luminance(colour) {
  const channel = (at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
