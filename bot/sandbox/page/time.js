const LOCALE = "en-GB";
const DAY = 86_400_000;

const clockOf = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const preciseOf = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayOf = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric" });
const shortDayOf = new Intl.DateTimeFormat(LOCALE, { day: "2-digit", month: "2-digit", year: "numeric" });
const weekdayOf = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const relativeOf = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

export const clock = (date) => clockOf.format(date);
export const precise = (date) => preciseOf.format(date);
export const full = (date) => `${weekdayOf.format(date)} at ${clock(date)}`;
export const sameDay = (a, b) => a.toDateString() === b.toDateString();

/** "Today", "Yesterday" or the day in words. */
export function day(date, now = new Date()) {
  if (sameDay(date, now)) return "Today";
  if (sameDay(date, new Date(now.getTime() - DAY))) return "Yesterday";
  return weekdayOf.format(date);
}

/** When a message was written: the hour alone if that was today. */
export function moment(date, now = new Date()) {
  if (sameDay(date, now)) return clock(date);
  if (sameDay(date, new Date(now.getTime() - DAY))) return `Yesterday ${clock(date)}`;
  return `${shortDayOf.format(date)} ${clock(date)}`;
}

const UNITS = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["day", DAY],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

function relative(date, now = new Date()) {
  const apart = date.getTime() - now.getTime();
  const [unit, size] = UNITS.find(([, length]) => Math.abs(apart) >= length) ?? ["second", 1000];
  return relativeOf.format(Math.round(apart / size), unit);
}

const STYLES = {
  t: clock,
  T: precise,
  d: (date) => shortDayOf.format(date),
  D: (date) => dayOf.format(date),
  f: (date) => `${dayOf.format(date)} ${clock(date)}`,
  F: full,
  s: (date) => `${shortDayOf.format(date)} ${clock(date)}`,
  S: (date) => `${shortDayOf.format(date)} ${precise(date)}`,
  R: relative,
};

/** A date as Discord's `<t:…:style>` shows it. */
export const styled = (date, style) => (STYLES[style] ?? STYLES.f)(date);
