const LASTS = 10_000;

/** Who is typing where; an entry ends by itself, or when the message arrives. */
export class Typing {
  #timers = new Map();

  /** @param {(channelId: string) => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  started(channelId, userId) {
    this.#clear(channelId, userId);
    const timer = setTimeout(() => this.stopped(channelId, userId), LASTS);
    this.#of(channelId).set(userId, timer);
    this.changed(channelId);
  }

  stopped(channelId, userId) {
    if (this.#clear(channelId, userId)) this.changed(channelId);
  }

  users(channelId) {
    return [...this.#of(channelId).keys()];
  }

  #clear(channelId, userId) {
    clearTimeout(this.#of(channelId).get(userId));
    return this.#of(channelId).delete(userId);
  }

  #of(channelId) {
    if (!this.#timers.has(channelId)) this.#timers.set(channelId, new Map());
    return this.#timers.get(channelId);
  }
}
