import { recall, remember } from "./memory.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The theme in use: the one chosen, else the system's. */
export const theme = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");

export const otherTheme = () => (theme() === "dark" ? "light" : "dark");

export function toggleTheme() {
  const chosen = otherTheme();
  document.documentElement.dataset.theme = chosen;
  remember("theme", chosen);
}

const kept = recall("theme");
if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
