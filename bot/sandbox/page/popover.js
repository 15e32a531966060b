import { el } from "./dom.js";

const EDGE = 8;
const GAP = 6;

/**
 * Show *content* floating beside *anchor* (an element, or {x, y}) until Escape, a click elsewhere or `close()`.
 * Focus goes back to *home* unless it has moved on by itself.
 */
export function float(content, anchor, home = document.activeElement) {
  const node = el("div", { class: "float", popover: "auto" }, content);
  document.body.append(node);
  node.addEventListener("toggle", (event) => event.newState === "closed" && putAway(node, home));
  node.showPopover();
  place(node, boxOf(anchor));
  return { node, close: () => node.hidePopover() };
}

function putAway(node, home) {
  const within = node.contains(document.activeElement) || document.activeElement === document.body;
  node.remove();
  if (within && home?.isConnected) home.focus({ preventScroll: true });
}

function boxOf(anchor) {
  if (anchor instanceof Element) return anchor.getBoundingClientRect();
  return { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
}

/** Below the anchor if there is room, else above; never past the edge of the window. */
function place(node, box) {
  const { width, height } = node.getBoundingClientRect();
  const below = box.bottom + GAP;
  const fits = below + height + EDGE <= innerHeight;
  const top = fits ? below : Math.max(EDGE, box.top - GAP - height);
  const left = Math.max(EDGE, Math.min(box.left, innerWidth - width - EDGE));
  node.style.left = `${left}px`;
  node.style.top = `${Math.min(top, Math.max(EDGE, innerHeight - height - EDGE))}px`;
}
