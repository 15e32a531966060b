import { el } from "./dom.js";
import { icon } from "./icons.js";
import { float } from "./popover.js";

/**
 * A menu beside *anchor*. Groups are lists of {label, run, icon?, note?, danger?, checked?}; a group may be
 * {title, items, across} to have a heading or to lie in one row.
 */
export function openMenu(anchor, groups, label, home) {
  const list = el("div", { role: "menu", class: "menu", "aria-label": label });
  const floating = float(list, anchor, home);
  list.append(...groups.map((group) => section(group, floating)));
  list.addEventListener("keydown", (event) => move(event, list, floating));
  settle(floating, anchor);
  list.querySelector("[role^=menuitem]")?.focus();
  return floating;
}

// The menu has its size only now that it is filled.
function settle({ node }, anchor) {
  const box = node.getBoundingClientRect();
  const at = anchor instanceof Element ? anchor.getBoundingClientRect() : { top: anchor.y, bottom: anchor.y };
  if (box.bottom > innerHeight - 8) node.style.top = `${Math.max(8, Math.min(at.top - 6, innerHeight - 8) - box.height)}px`;
  if (box.right > innerWidth - 8) node.style.left = `${Math.max(8, innerWidth - 8 - box.width)}px`;
}

function section(group, floating) {
  const { title = null, across = false, items = group } = group;
  const heading = title && el("p", { class: "menu-title", role: "presentation" }, title);
  return el("div", { role: "group", "aria-label": title, class: across ? "menu-across" : "menu-group" }, heading, items.map((item) => entry(item, floating)));
}

function entry(item, floating) {
  const run = () => {
    floating.close();
    item.run();
  };
  const choice = item.checked === undefined ? {} : { role: "menuitemradio", "aria-checked": String(item.checked) };
  const attributes = { type: "button", role: "menuitem", tabindex: "-1", class: item.danger ? "danger" : null, ...choice };
  const words = [el("span", { class: "menu-label" }, item.label), item.note && el("span", { class: "menu-note" }, item.note)];
  const mark = item.checked ? icon("check") : item.icon && icon(item.icon);
  return el("button", { ...attributes, "aria-label": item.name, onclick: run }, item.lead, el("span", { class: "menu-words" }, words), mark);
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function move(event, list, floating) {
  const items = [...list.querySelectorAll("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = target(event, items, at);
  if (event.key === "Tab") floating.close();
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function target(event, items, at) {
  if (event.key in STEPS) return items[(at + STEPS[event.key] + items.length) % items.length];
  if (event.key === "Home") return items[0];
  if (event.key === "End") return items.at(-1);
  if (event.key.length !== 1 || event.key === " ") return null;
  const begins = (item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(begins) ?? null;
}
