const EPOCH = 1_420_070_400_000n;
let last = 0n;

/** Orders ids by age; ids are decimal and longer than a double can hold. */
export const compareIds = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Milliseconds since 1970 at which an id was made. */
export const timeOf = (id) => Number((BigInt(id) >> 22n) + EPOCH);

/** A fresh id, newer than any this page made before: nonces, and places in the log for what is not sent yet. */
export function newId() {
  const now = (BigInt(Date.now()) - EPOCH) << 22n;
  last = now > last ? now : last + 1n;
  return String(last);
}
