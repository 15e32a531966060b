import { el } from "./dom.js";
import { isShown } from "./embeds.js";
import { icon } from "./icons.js";
import { ownFile } from "./links.js";

const UNITS = ["bytes", "kB", "MB", "GB"];

/** The files of a message, but for those that a card shows already. */
export function attachmentsOf(message) {
  return (message.attachments ?? []).filter((file) => !isShown(file, message)).map(attachment);
}

function attachment(file) {
  const source = ownFile(file.url);
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test((file.content_type ?? "").split(";")[0]);
  if (source && isPicture) return picture(file, source);
  const words = el(
    "span",
    {},
    el("span", { class: "file-name" }, file.filename),
    el("span", { class: "file-size" }, size(file.size)),
  );
  if (!source) return el("p", { class: "file" }, icon("file"), words);
  return el("a", { class: "file", href: source, download: file.filename }, icon("file"), words);
}

function picture(file, source) {
  const image = el("img", {
    src: source,
    alt: file.description || file.filename,
    loading: "lazy",
    width: file.width,
    height: file.height,
  });
  const caption =
    file.description &&
    el("figcaption", {}, el("details", {}, el("summary", {}, "Description"), el("p", {}, file.description)));
  return el(
    "figure",
    { class: "attached" },
    el("a", { href: source, target: "_blank", rel: "noopener" }, image),
    caption,
  );
}

/** A number of bytes in words. */
function size(bytes) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const number = bytes / 1000 ** power;
  return `${power && number < 10 ? number.toFixed(1) : Math.round(number)} ${UNITS[power]}`;
}
