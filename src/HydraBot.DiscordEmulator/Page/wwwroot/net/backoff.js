const FIRST = 500;
const LONGEST = 20_000;

/** How long to wait before the next try, in milliseconds: doubling, and half of it random so that many clients do not come back at once. */
export class Backoff {
  #tries = 0;

  next() {
    const ceiling = Math.min(LONGEST, FIRST * 2 ** this.#tries++);
    return ceiling / 2 + Math.random() * (ceiling / 2);
  }

  reset() {
    this.#tries = 0;
  }
}
