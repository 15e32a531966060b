"use strict";
// Search without a server: the index comes as a script when somebody begins to type, for a page that was opened from a
// disk may load no data.
(() => {
  const here = document.currentScript.dataset;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  // What a word counts in the question, in names and topics, in another phrasing, and in a claim.
  const WEIGHTS = [1, 0.8, 0.6, 0.4];
  const [BEGINS, SLIPS, BEGINS_WITH_SLIP] = [0.7, 0.5, 0.3];
  const SHORTEST_SLIP = 4;
  // An entry that has less than this of what the best has is left out.
  const WORTH_SHOWING = 0.45;
  const MOST = { shown: 8, listed: 60 };

  function wordsOf(text) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  function unpack(packed) {
    let before = "";
    const words = packed.words === "" ? [] : packed.words.split("\n").map((coded) => {
      before = before.slice(0, Number.parseInt(coded[0], 36)) + coded.slice(1);
      return before;
    });
    const questions = packed.entries.map(([, question]) => wordsOf(question).join(" "));
    return { entries: packed.entries, questions, words, places: packed.places.split(" ") };
  }

  /** The entries of a word, each with what the word counts there. */
  function placesOf(index, at) {
    const found = [];
    let [entry, value, scale] = [0, 0, 1];
    for (const digit of index.places[at]) {
      const number = DIGITS.indexOf(digit);
      value += (number % 32) * scale;
      scale *= 32;
      if (number < 32) {
        entry += Math.floor(value / WEIGHTS.length);
        found.push([entry, WEIGHTS[value % WEIGHTS.length]]);
        [value, scale] = [0, 1];
      }
    }
    return found;
  }

  function firstFrom(words, word) {
    let [low, high] = [0, words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether one letter more, less, other or in its neighbour's place makes one word of the other. */
  function isOneSlip(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [rest, others] = [one.slice(at), other.slice(at)];
    if (rest.slice(1) === others.slice(1)) return true;
    if (rest.slice(1) === others || rest === others.slice(1)) return true;
    return rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2);
  }

  /** Which words of the index a typed one may stand for, each with how close it is. */
  function meant(index, typed) {
    const found = [];
    for (let at = firstFrom(index.words, typed); index.words[at]?.startsWith(typed); at += 1) {
      found.push([at, index.words[at] === typed ? 1 : BEGINS]);
    }
    if (typed.length < SHORTEST_SLIP || found.some(([, closeness]) => closeness === 1)) return found;
    const isBeginning = found.length > 0;
    index.words.forEach((word, at) => {
      if (isOneSlip(typed, word)) found.push([at, SLIPS]);
      else if (!isBeginning && isOneSlip(typed, word.slice(0, typed.length))) found.push([at, BEGINS_WITH_SLIP]);
    });
    return found;
  }

  /** The entries that have most of what was typed, best first; rare words count more. */
  function find(index, typed) {
    const scores = new Map();
    for (const word of new Set(wordsOf(typed))) {
      const best = new Map();
      for (const [at, closeness] of meant(index, word)) {
        for (const [entry, weight] of placesOf(index, at)) {
          best.set(entry, Math.max(best.get(entry) ?? 0, closeness * weight));
        }
      }
      const rarity = Math.log(1 + index.entries.length / best.size);
      for (const [entry, share] of best) scores.set(entry, (scores.get(entry) ?? 0) + share * rarity);
    }
    const phrase = wordsOf(typed).join(" ");
    const ranked = [...scores].map(([entry, score]) => [entry, index.questions[entry].includes(phrase) ? 1.2 * score : score]);
    ranked.sort(([one, score], [other, others]) => others - score || one - other);
    return ranked.filter(([, score]) => score >= WORTH_SHOWING * ranked[0][1]).map(([entry]) => index.entries[entry]);
  }

  let index = null;
  let loading = null;

  function load() {
    loading ??= new Promise((done, failed) => {
      window.footnoteSearch = (packed) => {
        index = unpack(packed);
        done();
      };
      const script = document.createElement("script");
      script.src = here.index;
      script.addEventListener("error", () => {
        loading = null;
        script.remove();
        failed(new Error("no index"));
      });
      document.head.append(script);
    });
    return loading;
  }

  function attach(form) {
    const mode = form.dataset.search;
    const isListed = mode === "listed";
    const box = form.querySelector("input");
    const results = form.querySelector(".results");
    const said = form.querySelector("[role=status]");
    const list = form.querySelector("ol");

    function close() {
      results.hidden = true;
      list.replaceChildren();
      said.textContent = "";
    }

    function item([id, question, date]) {
      const link = document.createElement("a");
      link.href = `${here.root}e/${id}/index.html`;
      const what = document.createElement("span");
      what.dir = "auto";
      what.textContent = question;
      link.append(what);
      if (date) {
        const at = document.createElement("span");
        at.className = "at";
        at.textContent = date;
        link.append(" ", at);
      }
      const made = document.createElement("li");
      made.append(link);
      return made;
    }

    function show() {
      const typed = box.value.trim();
      if (isListed) keep(typed);
      if (wordsOf(typed).length === 0) return close();
      if (index === null) {
        results.hidden = false;
        said.textContent = "Looking …";
        load().then(show, () => {
          said.textContent = "The index did not come. The topics and the list of all entries lead everywhere too.";
        });
        return undefined;
      }
      const found = find(index, typed);
      list.replaceChildren(...found.slice(0, MOST[mode]).map(item));
      said.textContent = count(found.length);
      results.hidden = false;
      return undefined;
    }

    function count(number) {
      if (number === 0) return "Nothing here has those words. Fewer or other words may do.";
      const entries = number === 1 ? "1 entry" : `${number} entries`;
      return number > MOST[mode] ? `${entries}, the closest ${MOST[mode]} shown` : entries;
    }

    function keep(typed) {
      const address = new URL(window.location.href);
      if (typed) address.searchParams.set("q", typed);
      else address.searchParams.delete("q");
      window.history.replaceState(null, "", address);
    }

    function step(event) {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (links.length === 0 || next >= links.length || (at < 0 && next < 0)) return;
      event.preventDefault();
      (next < 0 ? box : links[next]).focus();
    }

    function leave(event) {
      event.preventDefault();
      if (isListed && document.activeElement === box) box.value = "";
      if (isListed && box.value) return box.focus();
      close();
      if (isListed) keep("");
      return box.focus();
    }

    box.addEventListener("focus", () => load().catch(() => {}), { once: true });
    box.addEventListener("input", show);
    form.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
      if (event.key === "Escape") leave(event);
    });
    form.addEventListener("submit", (event) => {
      if (!isListed) return;
      event.preventDefault();
      list.querySelector("a")?.focus();
    });
    if (isListed) {
      box.value = new URL(window.location.href).searchParams.get("q") ?? "";
      if (box.value) show();
    } else {
      document.addEventListener("click", (event) => form.contains(event.target) || close());
      form.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
      });
    }
  }

  document.querySelectorAll("[data-unscripted]").forEach((note) => note.remove());
  const forms = [...document.querySelectorAll("form[data-search]")];
  forms.forEach(attach);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = forms[0]?.querySelector("input");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // The permanent address of a page is that of its folder.
  const { protocol, pathname, search, hash } = window.location;
  if (protocol !== "file:" && pathname.endsWith("/index.html")) {
    window.history.replaceState(null, "", pathname.slice(0, -"index.html".length) + search + hash);
  }
})();
