import { Call } from './call/call.js';
import { Gateway } from './net/gateway.js';
import { Rest } from './net/rest.js';
import { Commands } from './state/commands.js';
import { Drafts } from './state/drafts.js';
import { applyEvent, catchUp, drawReaction, isAboutMessages, isReaction } from './state/events.js';
import { MessageType } from './state/flags.js';
import { Interactions } from './state/interactions.js';
import { newId } from './state/snowflake.js';
import { Store } from './state/store.js';

const PAGE = 50;
/** So long after a page, in milliseconds, a reaction that is told of may be counted in it already. */
const COUNTED_ALREADY = 5_000;

/** One member at the page: their connection, what they see, and what they can do. */
export class Session {
  /** Messages whose reactions are asked for, and whether more happened to them since. */
  #counting = new Map();

  /** @param {{ id: string, username: string, token: string }} member */
  constructor(member) {
    this.member = member;
    this.rest = new Rest(member.token);
    this.store = new Store(member.id);
    this.drafts = new Drafts(member.id);
    this.gateway = new Gateway({
      token: member.token,
      url: async () => (await this.rest.get('/gateway')).url,
      onDispatch: (type, data) => this.#hear(type, data),
      onState: (state, detail) => {
        this.call.connection(state === 'reconnecting');
        this.store.emit('connection', { state, ...detail });
      },
    });
    this.commands = new Commands(this.rest, this.store);
    this.interactions = new Interactions(this);
    this.call = new Call(this);
  }

  connect() {
    this.call.look();
    this.gateway.connect();
  }

  close() {
    this.call.close();
    this.gateway.close();
    this.store.clear();
  }

  /** Fetches the newest page of a channel unless it is there. */
  async open(channelId) {
    const log = this.store.log(channelId);
    if (log.loaded) return;
    await this.#fetch(channelId, `limit=${PAGE}`, (page) => {
      log.loaded = true;
      log.complete = page.length < PAGE;
    });
  }

  /** Fetches the page before the oldest message that is known. @returns {Promise<boolean>} there was one */
  async loadOlder(channelId) {
    const log = this.store.log(channelId);
    if (log.complete || !log.oldest) return false;
    const page = await this.#fetch(channelId, `limit=100&before=${log.oldest.id}`, (page) => {
      log.complete = page.length < 100;
    });
    return page.length > 0;
  }

  /** Fetches a page, and what happened to its messages while it was under way. */
  async #fetch(channelId, query, take) {
    const log = this.store.log(channelId);
    const meanwhile = [];
    log.awaiting.add(meanwhile);
    try {
      const page = await this.rest.get(`/channels/${channelId}/messages?${query}`);
      log.putPage(page);
      log.fetchedAt = performance.now();
      take(page);
      for (const [type, data] of meanwhile) {
        if (isReaction(type)) this.#count(data);
        else catchUp(this.store, type, data);
      }
      this.store.changed(channelId);
      return page;
    } finally {
      log.awaiting.delete(meanwhile);
    }
  }

  /** Asks for a message's reactions, again while more happens to them: events say what changed, and not whether it was counted before. */
  async #count({ channel_id: channelId, message_id: id }) {
    const known = this.#counting.has(id);
    this.#counting.set(id, true);
    if (known) return;
    while (this.#counting.get(id)) {
      this.#counting.set(id, false);
      const message = await this.rest.get(`/channels/${channelId}/messages/${id}`).catch(() => null);
      if (message && this.store.log(channelId).patch(id, { reactions: message.reactions ?? [] })) this.store.changed(channelId);
    }
    this.#counting.delete(id);
  }

  /** Sends a message; it stands in the log at once, and stays there as failed when the server refuses it. */
  async send(channelId, { content, files = [], replyTo = null, nonce = newId() }) {
    const log = this.store.log(channelId);
    const reference = replyTo && { message_reference: { message_id: replyTo.id, channel_id: channelId } };
    log.put({
      id: nonce, channel_id: channelId, author: this.store.me ?? this.member, content, local: 'sending', embeds: [], attachments: [],
      type: replyTo ? MessageType.reply : MessageType.default, referenced_message: replyTo, retry: { content, files, replyTo },
    });
    this.store.changed(channelId, true);
    try {
      const attachments = files.map((file, index) => ({ id: String(index), filename: file.name }));
      const sent = await this.rest.post(`/channels/${channelId}/messages`, { content, nonce, attachments, ...reference }, files);
      log.remove(nonce);
      log.put(sent);
    } catch (error) {
      log.patch(nonce, { local: 'failed', failure: error.message });
    }
    this.store.changed(channelId, true);
  }

  edit = (message, content) => this.rest.patch(`/channels/${message.channel_id}/messages/${message.id}`, { content });
  remove = (message) => this.rest.delete(`/channels/${message.channel_id}/messages/${message.id}`);
  pin = (message) => this.rest.put(`/channels/${message.channel_id}/pins/${message.id}`);
  unpin = (message) => this.rest.delete(`/channels/${message.channel_id}/pins/${message.id}`);
  pins = (channelId) => this.rest.get(`/channels/${channelId}/pins`);
  startTyping = (channelId) => this.rest.post(`/channels/${channelId}/typing`).catch(() => null);

  /** Takes a note that only this page holds out of the log. */
  dismiss(message) {
    this.store.log(message.channel_id).remove(message.id);
    this.store.changed(message.channel_id);
  }

  /** Presses or releases a reaction: drawn at once, taken back when the server refuses. */
  async react(message, emoji, on) {
    const event = { channel_id: message.channel_id, message_id: message.id, emoji };
    const name = encodeURIComponent(emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name);
    const path = `/channels/${message.channel_id}/messages/${message.id}/reactions/${name}/@me`;
    drawReaction(this.store, event, on ? 1 : -1);
    try {
      await (on ? this.rest.put(path) : this.rest.delete(path));
    } catch (error) {
      drawReaction(this.store, event, on ? -1 : 1);
      throw error;
    }
  }

  #hear(type, data) {
    applyEvent(this.store, type, data);
    if (isAboutMessages(type)) this.#mayBeLate(type, data);
    this.interactions.hear(type, data);
    this.call.hear(type, data);
    if (type !== 'GUILD_APPLICATION_COMMAND_INDEX_UPDATE') return;
    this.commands.expire();
    this.store.emit('commands');
  }

  /** A page and the gateway come by two ways, and either may be ahead of the other. */
  #mayBeLate(type, data) {
    const log = this.store.log(data.channel_id);
    for (const page of log.awaiting) page.push([type, data]);
    if (isReaction(type) && performance.now() - log.fetchedAt < COUNTED_ALREADY) this.#count(data);
  }
}
