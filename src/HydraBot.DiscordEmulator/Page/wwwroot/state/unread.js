import { compareIds } from './snowflake.js';

/** Which channels hold something that the member has not seen; kept in the browser, a record a member. */
export class Unread {
  #key;
  #read;
  #mentions = new Map();

  constructor(memberId) {
    this.#key = `hydrabot.read.${memberId}`;
    this.#read = new Map(Object.entries(JSON.parse(localStorage.getItem(this.#key) ?? '{}')));
  }

  lastRead(channelId) {
    return this.#read.get(channelId) ?? '0';
  }

  isUnread(channel) {
    return Boolean(channel.last_message_id) && compareIds(channel.last_message_id, this.lastRead(channel.id)) > 0;
  }

  mentions(channelId) {
    return this.#mentions.get(channelId) ?? 0;
  }

  countMention(channelId) {
    this.#mentions.set(channelId, this.mentions(channelId) + 1);
  }

  /** @returns {boolean} something changed */
  markRead(channelId, messageId) {
    if (!messageId || (compareIds(messageId, this.lastRead(channelId)) <= 0 && this.mentions(channelId) === 0)) return false;
    this.#mentions.delete(channelId);
    this.#set(channelId, messageId);
    return true;
  }

  markUnreadBefore(channelId, messageId) {
    this.#set(channelId, String(BigInt(messageId) - 1n));
  }

  #set(channelId, messageId) {
    this.#read.set(channelId, messageId);
    localStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(this.#read)));
  }
}
