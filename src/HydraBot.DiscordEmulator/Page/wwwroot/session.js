import { Call } from './call/call.js';
import { Gateway } from './net/gateway.js';
import { Rest } from './net/rest.js';
import { Commands } from './state/commands.js';
import { Drafts } from './state/drafts.js';
import { applyEvent, drawReaction } from './state/events.js';
import { MessageType } from './state/flags.js';
import { Interactions } from './state/interactions.js';
import { newId } from './state/snowflake.js';
import { Store } from './state/store.js';

const PAGE = 50;

/** One member at the page: their connection, what they see, and what they can do. */
export class Session {
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
    const page = await this.rest.get(`/channels/${channelId}/messages?limit=${PAGE}`);
    log.putPage(page);
    log.loaded = true;
    log.complete = page.length < PAGE;
    this.store.changed(channelId);
  }

  /** Fetches the page before the oldest message that is known. @returns {Promise<boolean>} there was one */
  async loadOlder(channelId) {
    const log = this.store.log(channelId);
    if (log.complete || !log.oldest) return false;
    const page = await this.rest.get(`/channels/${channelId}/messages?limit=100&before=${log.oldest.id}`);
    log.putPage(page);
    log.complete = page.length < 100;
    this.store.changed(channelId);
    return page.length > 0;
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
    this.interactions.hear(type, data);
    this.call.hear(type, data);
    if (type !== 'GUILD_APPLICATION_COMMAND_INDEX_UPDATE') return;
    this.commands.expire();
    this.store.emit('commands');
  }
}
