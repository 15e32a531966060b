import { el } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

// Strokes on a 20 by 20 grid.
const PATHS = {
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  hash: "M7.8 3.5 6.2 16.5M13.8 3.5l-1.6 13M3.8 7.5h13M3.2 12.5h13",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0 0v1.2a2 2 0 0 0 4 0V10a7 7 0 1 0-2.8 5.6",
  forum: "M3.5 4.5h9v6.5H7L4.5 13v-2h-1zM14.5 8h2v6.5h-1v2L13 14.5H8.5",
  thread: "M6 4v7a3 3 0 0 0 3 3h7M12.8 10.8 16 14l-3.2 3.2M10 4h6M10 8h4",
  reply: "M8 5 3.5 9.5 8 14M4 9.5h7.5a5 5 0 0 1 5 5v1",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  smile: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM7 11.8c1.6 2.4 4.4 2.4 6 0M7.5 7.8v.4M12.5 7.8v.4",
  close: "M5 5l10 10M15 5 5 15",
  send: "M3.5 10 3 4l14 6-14 6 .5-6zm0 0H10",
  sun: "M13.2 10a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0zM10 2.5v1.6M10 15.9v1.6M2.5 10h1.6M15.9 10h1.6M4.7 4.7l1.1 1.1M14.2 14.2l1.1 1.1M15.3 4.7l-1.1 1.1M5.8 14.2l-1.1 1.1",
  moon: "M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z",
  traffic: "M6.5 16V4M3.5 7l3-3 3 3M13.5 4v12M10.5 13l3 3 3-3",
  pause: "M7 4.5v11M13 4.5v11",
  play: "M6 4.5v11l9.5-5.5z",
  plus: "M10 4v12M4 10h12",
  file: "M5 2.8h6.5L15.5 7v10.2H5zM11.3 3v4.2h4",
  external: "M8 4.5H4.5v11h11V12M11 3.5h5.5V9M16 4 9.5 10.5",
  edit: "M4 16l.8-3.6L13.2 4l2.8 2.8-8.4 8.4zM11.5 5.7l2.8 2.8",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5",
  copy: "M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4",
  chevron: "M5.5 8 10 12.5 14.5 8",
  help: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM8 8a2 2 0 1 1 2.8 1.9c-.5.2-.8.6-.8 1.3M10 13.6h.01",
  bolt: "M11 2.5 4.5 11.5H9.5L8.5 17.5 15.5 8.2H10.5z",
  eye: "M2.5 10S5 5.2 10 5.2 17.5 10 17.5 10 15 14.8 10 14.8 2.5 10 2.5 10zM12 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
  down: "M10 4v12M5 11l5 5 5-5",
  check: "M4 10.5 8.2 14.5 16 5.8",
  command: "M12.5 3.5l-5 13",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l.9-.9",
};

/** A decorative picture: whatever it means is also said in words beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 20 20",
    class: `icon icon-${name}`,
    "aria-hidden": "true",
  })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that is only a picture to the eye; *label* is its name. */
export function iconButton(name, label, run, attributes = {}) {
  return el(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: run, ...attributes },
    icon(name),
  );
}

/** Give a button of that kind another picture and name. */
export function relabel(button, name, label) {
  button.replaceChildren(icon(name));
  button.setAttribute("aria-label", label);
  button.title = label;
}
