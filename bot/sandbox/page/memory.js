// A browser may forbid storage: then things are merely not remembered.

/** What this browser remembers under *name*, or null. */
export function recall(name, store = "localStorage") {
  try {
    return window[store].getItem(`sandbox.${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value, store = "localStorage") {
  try {
    window[store].setItem(`sandbox.${name}`, value);
  } catch {
    return;
  }
}
