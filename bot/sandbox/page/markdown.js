// Discord's markdown, the part that chats use, as a tree of plain values. prose.js makes nodes of them.

const DEEPEST = 8;
const FENCE = /```(?:([\w+#.-]{1,20})\n)?([^]+?)```/g;
const LIST_ITEM = /^( {0,8})([-*]|\d{1,4}\.) +(\S.*)$/;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const MARKS = [
  ["**", "strong"],
  ["__", "u"],
  ["~~", "s"],
  ["*", "em"],
  ["_", "em"],
];
const TRAILING = /[.,:;!?'"\]]+$/;

const TOKENS = [
  [/\\([^A-Za-z0-9\s])/y, (found) => found[1]],
  [/(`+)([^]*?[^`])\1(?!`)/y, (found) => ({ type: "code", text: found[2].trim() || found[2] })],
  [/<@!?(\d{1,20})>/y, (found) => ({ type: "user", id: found[1] })],
  [/<@&(\d{1,20})>/y, (found) => ({ type: "role", id: found[1] })],
  [/<#(\d{1,20})>/y, (found) => ({ type: "channel", id: found[1] })],
  [/<\/([\w -]{1,98}):(\d{1,20})>/y, (found) => ({ type: "command", name: found[1], id: found[2] })],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    (found) => ({ type: "time", unix: Number(found[1]), style: found[2] ?? "f" }),
  ],
  [/<a?:(\w{2,32}):\d{1,20}>/y, (found) => `:${found[1]}:`],
  [/@(?:everyone|here)\b/y, (found) => ({ type: "crowd", text: found[0] })],
];
const MASKED =
  /\[((?:[^[\]\\]|\\.|\[[^[\]]*\])+)\]\(<?(https?:\/\/[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?: +"[^"\n]*")?\)/y;
const ANGLE = /<(https?:\/\/[^\s<>]+)>/y;
const BARE = /https?:\/\/[^\s<>]+/y;

/** Blocks of *text*: code, quote, list, heading, small and lines, each with its inline parts. */
export function parse(text) {
  const blocks = [];
  let from = 0;
  for (const found of text.matchAll(FENCE)) {
    blocks.push(...lines(text.slice(from, found.index)));
    blocks.push({ type: "fence", language: found[1] ?? "", text: found[2].replace(/^\n|\n$/g, "") });
    from = found.index + found[0].length;
  }
  return [...blocks, ...lines(text.slice(from))];
}

function lines(text) {
  const blocks = [];
  const rows = text.replace(/^\n|\n$/g, "").split("\n");
  if (rows.length === 1 && rows[0] === "") return blocks;
  for (let at = 0; at < rows.length; at += 1) at += block(rows, at, blocks) - 1;
  return blocks;
}

/** Read the block that starts at row *at*; says how many rows it took. */
function block(rows, at, blocks) {
  if (rows[at].startsWith(">>> ")) return quote(rows.slice(at), 4, blocks);
  const quoted = run(rows, at, (row) => row.startsWith("> "));
  if (quoted) return quote(rows.slice(at, at + quoted), 2, blocks);
  const numbered = isNumbered(rows[at]);
  const listed = run(rows, at, (row) => LIST_ITEM.test(row) && (/^ /.test(row) || isNumbered(row) === numbered));
  if (listed) return list(rows.slice(at, at + listed), blocks);
  return plain(rows[at], blocks);
}

const isNumbered = (row) => /^ *\d/.test(row);

function run(rows, at, fits) {
  const end = rows.slice(at).findIndex((row) => !fits(row));
  return end < 0 ? rows.length - at : end;
}

function quote(rows, width, blocks) {
  const inner = rows.map((row) => (width === 2 || row === rows[0] ? row.slice(width) : row)).join("\n");
  blocks.push({ type: "quote", children: lines(inner.replace(/^(> ?)+/gm, "")) });
  return rows.length;
}

function list(rows, blocks) {
  const items = rows.map((row) => LIST_ITEM.exec(row));
  const ordered = /\d/.test(items[0][2]);
  const item = ([, indent, , text]) => ({ depth: Math.min(2, Math.floor(indent.length / 2)), children: inline(text) });
  blocks.push({ type: "list", ordered, start: ordered ? parseInt(items[0][2], 10) : 1, items: items.map(item) });
  return rows.length;
}

function plain(row, blocks) {
  const heading = HEADING.exec(row);
  if (heading) blocks.push({ type: "heading", level: heading[1].length, children: inline(heading[2]) });
  else if (row.startsWith("-# ")) blocks.push({ type: "small", children: inline(row.slice(3)) });
  else if (blocks.at(-1)?.type === "lines") blocks.at(-1).rows.push(inline(row));
  else blocks.push({ type: "lines", rows: [inline(row)] });
  return 1;
}

/** Inline parts of *text*: strings and values, in order. */
export function inline(text, depth = 0) {
  const parts = [];
  const dead = new Set();
  let at = 0;
  while (at < text.length) {
    const [part, length] = next(text, at, depth, dead);
    if (typeof part === "string" && typeof parts.at(-1) === "string") parts[parts.length - 1] += part;
    else parts.push(part);
    at += length;
  }
  return parts;
}

function next(text, at, depth, dead) {
  return token(text, at) ?? link(text, at, depth) ?? marked(text, at, depth, dead) ?? [text[at], 1];
}

function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function token(text, at) {
  if (!"\\`<@".includes(text[at])) return null;
  for (const [pattern, made] of TOKENS) {
    const found = match(pattern, text, at);
    if (found) return [made(found), found[0].length];
  }
  return null;
}

function link(text, at, depth) {
  if (text[at] === "[") return masked(text, at, depth);
  const angle = text[at] === "<" && match(ANGLE, text, at);
  if (angle) return [{ type: "link", url: angle[1], children: null }, angle[0].length];
  const bare = text[at] === "h" && match(BARE, text, at);
  if (!bare) return null;
  const url = trimmed(bare[0]);
  return [{ type: "link", url, children: null }, url.length];
}

// A label that itself looks like an address could name another place than it leads to: it stays text, as on Discord.
function masked(text, at, depth) {
  const found = match(MASKED, text, at);
  if (!found || depth >= DEEPEST || /https?:\/\//.test(found[1])) return null;
  return [{ type: "link", url: found[2], children: inline(found[1], DEEPEST) }, found[0].length];
}

/** A bare address without the sentence's own punctuation. */
function trimmed(url) {
  const cut = url.replace(TRAILING, "");
  const open = cut.split("(").length;
  return cut.endsWith(")") && cut.split(")").length > open ? trimmed(cut.slice(0, -1)) : cut;
}

function marked(text, at, depth, dead) {
  const mark = MARKS.find(([sign]) => text.startsWith(sign, at) && !dead.has(sign));
  if (!mark || depth >= DEEPEST) return null;
  const [sign, type] = mark;
  const end = opens(text, at, sign) ? closing(text, at + sign.length, sign) : -1;
  if (end < 0) return barren(text, at, sign, dead);
  const children = inline(text.slice(at + sign.length, end), depth + 1);
  return [{ type, children }, end + sign.length - at];
}

const opens = (text, at, sign) =>
  /\S/.test(text[at + sign.length] ?? " ") && !(sign === "_" && /\w/.test(text[at - 1] ?? ""));

// One look is enough: where no mark closes from here, none closes from further on.
function barren(text, at, sign, dead) {
  if (opens(text, at, sign)) dead.add(sign);
  return [sign, sign.length];
}

function closing(text, from, sign) {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (closes(text, at, from, sign)) return at;
    else if (sign.length === 1 && text[at] === sign && text[at + 1] === sign) at += 1;
  }
  return -1;
}

function closes(text, at, from, sign) {
  if (at === from || !text.startsWith(sign, at) || /\s/.test(text[at - 1])) return false;
  const after = text[at + sign.length] ?? "";
  if (sign === "_") return !/\w/.test(after);
  return after !== sign[0];
}
