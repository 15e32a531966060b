const DISCORD_EPOCH = 1420070400000n;

/** Whether id *a* was given out before id *b*; ids are decimal text of up to 64 bits. */
export function earlier(a, b) {
  return a.length === b.length ? a < b : a.length < b.length;
}

/** When an id was given out, in milliseconds since 1970. */
export const bornAt = (id) => Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
