import { Emitter } from '../ui/emitter.js';
import { ChannelType, isThread } from './flags.js';
import { MessageLog } from './message-log.js';
import { may, Permission } from './permissions.js';
import { Typing } from './typing.js';
import { Unread } from './unread.js';

/**
 * What one member can see of the guild. It tells listeners by topic: `guild` (channels, roles, threads), `members`, `log` (with
 * `{ channelId, live }`), `typing`, `pins`, `unread`, `modal`, `commands`, `voice` (who is in a call), `speaking`, `call` (this member's own).
 */
export class Store extends Emitter {
  me = null;
  guild = null;
  roles = new Map();
  channels = new Map();
  members = new Map();
  /** Who is in which voice channel, and how: `{ channelId, muted, deafened }` by user. */
  voice = new Map();
  /** Who speaks, by user. */
  speaking = new Set();
  /** Message components that wait for their application, as `message:custom id`. */
  busy = new Set();
  /** What to say below a message whose component failed. */
  failures = new Map();
  #logs = new Map();

  constructor(memberId) {
    super();
    this.unread = new Unread(memberId);
    this.typing = new Typing((channelId) => this.emit('typing', channelId));
  }

  log(channelId) {
    if (!this.#logs.has(channelId)) this.#logs.set(channelId, new MessageLog());
    return this.#logs.get(channelId);
  }

  logs() {
    return [...this.#logs.entries()];
  }

  changed(channelId, live = false) {
    this.emit('log', { channelId, live });
  }

  userName(userId) {
    const member = this.members.get(userId);
    return member?.nick ?? member?.user.global_name ?? member?.user.username ?? null;
  }

  /** Roles of a member, highest first. */
  rolesOf(userId) {
    const roles = (this.members.get(userId)?.roles ?? []).map((id) => this.roles.get(id)).filter(Boolean);
    return roles.sort((a, b) => b.position - a.position);
  }

  /** The colour of a member's name as CSS, or null. */
  colorOf(userId) {
    const color = this.rolesOf(userId).find((role) => role.color)?.color;
    return color ? cssColor(color) : null;
  }

  /** Channels that this member sees, in Discord's order, without threads and categories. */
  visibleChannels() {
    const channels = [...this.channels.values()].filter((c) => !isThread(c) && c.type !== ChannelType.category && this.canSee(c));
    return channels.sort((a, b) => this.#place(a) - this.#place(b) || (a.position ?? 0) - (b.position ?? 0) || a.id.localeCompare(b.id));
  }

  categories() {
    return [...this.channels.values()].filter((c) => c.type === ChannelType.category).sort((a, b) => a.position - b.position);
  }

  /** Users in a voice channel, by name. */
  presentIn(channelId) {
    const present = [...this.voice].filter(([, place]) => place.channelId === channelId).map(([userId, place]) => ({ userId, name: this.userName(userId) ?? userId, ...place }));
    return present.sort((a, b) => a.name.localeCompare(b.name));
  }

  threadsOf(channelId) {
    return [...this.channels.values()].filter((c) => isThread(c) && c.parent_id === channelId && !c.thread_metadata?.archived);
  }

  canSee(channel) {
    return may(this, channel, Permission.viewChannel);
  }

  #place(channel) {
    const voice = channel.type === ChannelType.voice ? 1 : 0;
    return ((this.channels.get(channel.parent_id)?.position ?? -1) + 1) * 2 + voice;
  }
}

export const cssColor = (number) => `#${number.toString(16).padStart(6, '0')}`;
