import { compareIds } from './snowflake.js';

/**
 * What is known of one channel's messages, oldest first. Messages are never changed in place: an edit puts a new object where the old one was.
 * @typedef {{ id: string, channel_id: string, author: object, content: string, flags?: number, nonce?: string, local?: string }} Message
 */
export class MessageLog {
  /** @type {Message[]} */
  items = [];
  /** The newest page was fetched. */
  loaded = false;
  /** There is nothing older on the server. */
  complete = false;
  /** When a page came last, by the clock of `performance.now()`. */
  fetchedAt = -Infinity;
  /** Events that come while a page is under way, one list a page: the page may be older than they are. */
  awaiting = new Set();
  #byId = new Map();

  get(id) {
    return this.#byId.get(id);
  }

  /** Adds a message, or replaces the one of its id, or the unsent one of its nonce. @returns {boolean} it was not there before */
  put(message) {
    if (message.nonce && message.nonce !== message.id) this.remove(String(message.nonce));
    const known = this.#byId.get(message.id);
    if (known) {
      this.items[this.#position(message.id)] = message;
    } else {
      this.items.splice(this.#position(message.id), 0, message);
    }
    this.#byId.set(message.id, message);
    return !known;
  }

  /** Adds a message unless it is known: what is known of it is as new. @returns {boolean} it was not there before */
  add(message) {
    if (!this.#byId.has(message.id)) return this.put(message);
    if (message.nonce) this.remove(String(message.nonce));
    return false;
  }

  /** Merges changes into a known message. @returns {boolean} it was known */
  patch(id, changes) {
    const known = this.#byId.get(id);
    if (!known) return false;
    this.put({ ...known, ...changes, nonce: undefined });
    return true;
  }

  remove(id) {
    if (!this.#byId.delete(id)) return false;
    this.items = this.items.filter((message) => message.id !== id);
    return true;
  }

  /** Takes a page as the server gives it, newest first. */
  putPage(page) {
    for (const message of page) this.put(message);
  }

  /** After a gap in the connection: what only this page knew of (notes for this member alone, what is not sent) stays. */
  forgetServerMessages(keep) {
    this.items = this.items.filter(keep);
    this.#byId = new Map(this.items.map((message) => [message.id, message]));
    this.loaded = false;
    this.complete = false;
  }

  /** Oldest message that the server knows, to page back from. */
  get oldest() {
    return this.items.find((message) => !message.local);
  }

  indexOf(id) {
    const position = this.#position(id);
    return this.items[position]?.id === id ? position : -1;
  }

  #position(id) {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareIds(this.items[middle].id, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
