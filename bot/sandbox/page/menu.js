import { el } from "./dom.js";
import { icon } from "./icons.js";
import { float } from "./popover.js";

/**
 * A menu beside *anchor*. Groups are lists of {label, run, icon?, note?, danger?, checked?}; a group may be
 * {title, items, across} to have a heading or to lie in one row.
 */
export function openMenu(anchor, groups, label, home) {
  const close = () => floating.close();
  const list = el(
    "div",
    { role: "menu", class: "menu", "aria-label": label },
    groups.map((group) => section(group, close)),
  );
  list.addEventListener("keydown", (event) => move(event, list, close));
  const floating = float(list, anchor, home);
  list.querySelector("[role^=menuitem]")?.focus();
}

function section(group, close) {
  const { title = null, across = false, items = group } = group;
  const heading = title && el("p", { class: "menu-title", role: "presentation" }, title);
  return el(
    "div",
    { role: "group", "aria-label": title, class: across ? "menu-across" : "menu-group" },
    heading,
    items.map((item) => entry(item, close)),
  );
}

function entry(item, close) {
  const run = () => {
    close();
    item.run();
  };
  const choice = item.checked === undefined ? {} : { role: "menuitemradio", "aria-checked": String(item.checked) };
  const attributes = {
    type: "button",
    role: "menuitem",
    tabindex: "-1",
    class: item.danger ? "danger" : null,
    ...choice,
  };
  const words = [
    el("span", { class: "menu-label" }, item.label),
    item.note && el("span", { class: "menu-note" }, item.note),
  ];
  const mark = item.checked ? icon("check") : item.icon && icon(item.icon);
  return el(
    "button",
    { ...attributes, "aria-label": item.name, onclick: run },
    item.lead,
    el("span", { class: "menu-words" }, words),
    mark,
  );
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function move(event, list, close) {
  const items = [...list.querySelectorAll("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = target(event, items, at);
  if (event.key === "Tab") close();
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
