import { has, MessageFlag } from './flags.js';

/** What each gateway event changes in the store. */
const HANDLERS = {
  READY(store, { user, guilds = [], merged_members: merged }) {
    store.me = user;
    for (const [index, guild] of guilds.entries()) {
      if (!guild.unavailable && (guild.channels || guild.properties)) takeGuild(store, { ...guild, ...guild.properties, members: guild.members ?? merged?.[index] });
    }
    for (const [, log] of store.logs()) log.forgetServerMessages((message) => message.local || has(message, MessageFlag.ephemeral));
    store.emit('reset');
  },
  GUILD_CREATE: takeGuild,
  GUILD_UPDATE(store, guild) {
    Object.assign(store.guild, guild);
    store.emit('guild');
  },

  CHANNEL_CREATE: putChannel,
  CHANNEL_UPDATE: putChannel,
  CHANNEL_DELETE: dropChannel,
  THREAD_CREATE: putChannel,
  THREAD_UPDATE: putChannel,
  THREAD_DELETE: dropChannel,
  THREAD_LIST_SYNC(store, { threads = [] }) {
    for (const thread of threads) putChannel(store, thread);
  },

  GUILD_ROLE_CREATE: putRole,
  GUILD_ROLE_UPDATE: putRole,
  GUILD_ROLE_DELETE(store, { role_id: id }) {
    store.roles.delete(id);
    store.emit('guild');
    store.emit('members');
  },
  GUILD_MEMBER_ADD: putMember,
  GUILD_MEMBER_UPDATE: putMember,
  GUILD_MEMBER_REMOVE(store, { user }) {
    store.members.delete(user.id);
    store.emit('members');
  },
  GUILD_MEMBERS_CHUNK(store, { members }) {
    for (const member of members) store.members.set(member.user.id, member);
    store.emit('members');
  },
  VOICE_STATE_UPDATE(store, state) {
    if (state.channel_id) store.voice.set(state.user_id, placeOf(state));
    else store.voice.delete(state.user_id);
    if (!state.channel_id) store.speaking.delete(state.user_id);
    store.emit('voice');
  },
  VOICE_CHANNEL_SPEAKING(store, { user_id: userId, speaking }) {
    if (speaking) store.speaking.add(userId);
    else store.speaking.delete(userId);
    store.emit('speaking');
  },

  MESSAGE_CREATE(store, message) {
    remember(store, message);
    store.typing.stopped(message.channel_id, message.author.id);
    // A log that was never opened stays unloaded: a single message in it would look like the whole history.
    const log = store.log(message.channel_id);
    const isNew = (log.loaded || has(message, MessageFlag.ephemeral) || message.nonce) ? log.add(message) : false;
    noteUnread(store, message);
    if (isNew) store.changed(message.channel_id, true);
  },
  // Reactions come by their own events, which say whose they are; an update does not know which are mine.
  MESSAGE_UPDATE(store, { reactions, ...message }) {
    if (store.log(message.channel_id).patch(message.id, message)) store.changed(message.channel_id);
    store.emit('pins', message.channel_id);
  },
  MESSAGE_DELETE(store, { channel_id: channelId, id }) {
    if (store.log(channelId).remove(id)) store.changed(channelId);
    store.emit('pins', channelId);
  },
  MESSAGE_DELETE_BULK(store, { channel_id: channelId, ids }) {
    for (const id of ids) store.log(channelId).remove(id);
    store.changed(channelId);
  },

  MESSAGE_REACTION_ADD(store, event) {
    react(store, event, 1);
  },
  MESSAGE_REACTION_REMOVE(store, event) {
    react(store, event, -1);
  },
  MESSAGE_REACTION_REMOVE_ALL(store, { channel_id: channelId, message_id: id }) {
    if (store.log(channelId).patch(id, { reactions: [] })) store.changed(channelId);
  },
  MESSAGE_REACTION_REMOVE_EMOJI(store, { channel_id: channelId, message_id: id, emoji }) {
    const reactions = store.log(channelId).get(id)?.reactions?.filter((reaction) => !sameEmoji(reaction.emoji, emoji));
    if (store.log(channelId).patch(id, { reactions })) store.changed(channelId);
  },

  TYPING_START(store, { channel_id: channelId, user_id: userId }) {
    if (userId !== store.me?.id) store.typing.started(channelId, userId);
  },
  CHANNEL_PINS_UPDATE(store, { channel_id: channelId }) {
    store.emit('pins', channelId);
  },
};

/** @param {import('./store.js').Store} store */
export function applyEvent(store, type, data) {
  HANDLERS[type]?.(store, data);
}

/** What a page that was under way when they happened may not know yet. */
const ABOUT_MESSAGES = new Set(['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE', 'MESSAGE_DELETE_BULK']);
const REACTIONS = /^MESSAGE_REACTION_/;

export const isReaction = (type) => REACTIONS.test(type);
export const isAboutMessages = (type) => ABOUT_MESSAGES.has(type) || isReaction(type);

/** Applies an event a second time, to a page that came after it. */
export function catchUp(store, type, data) {
  if (type === 'MESSAGE_CREATE') store.log(data.channel_id).add(data);
  else HANDLERS[type](store, data);
}

const sameEmoji = (a, b) => (a.id || b.id ? a.id === b.id : a.name === b.name);

function takeGuild(store, guild) {
  store.guild = guild;
  store.roles = new Map((guild.roles ?? []).map((role) => [role.id, role]));
  store.channels = new Map([...(guild.channels ?? []), ...(guild.threads ?? [])].map((channel) => [channel.id, channel]));
  for (const member of guild.members ?? []) store.members.set(member.user?.id ?? member.user_id, member);
  store.voice = new Map((guild.voice_states ?? []).map((state) => [state.user_id, placeOf(state)]));
  store.speaking.clear();
  store.emit('guild');
  store.emit('members');
  store.emit('voice');
}

const placeOf = (state) => ({ channelId: state.channel_id, muted: Boolean(state.self_mute || state.mute), deafened: Boolean(state.self_deaf || state.deaf) });

function putChannel(store, channel) {
  store.channels.set(channel.id, { ...store.channels.get(channel.id), ...channel });
  store.emit('guild');
}

function dropChannel(store, { id }) {
  store.channels.delete(id);
  store.emit('guild');
}

function putRole(store, { role }) {
  store.roles.set(role.id, role);
  store.emit('guild');
  store.emit('members');
}

function putMember(store, member) {
  store.members.set(member.user.id, { ...store.members.get(member.user.id), ...member });
  store.emit('members');
  // A role gained or lost shows or hides channels.
  if (member.user.id === store.me?.id) store.emit('guild');
}

/** A message carries its author's member object: the list may not hold them yet. */
function remember(store, { author, member }) {
  if (!member || !author || store.members.has(author.id)) return;
  store.members.set(author.id, { ...member, user: author });
  store.emit('members');
}

function noteUnread(store, message) {
  const channel = store.channels.get(message.channel_id);
  if (channel) channel.last_message_id = message.id;
  if (message.author.id === store.me?.id) store.unread.markRead(message.channel_id, message.id);
  else if (mentionsMe(store, message)) store.unread.countMention(message.channel_id);
  store.emit('unread', message.channel_id);
}

/** Whether a message calls this member: by name, by role, or everyone. */
export function mentionsMe(store, message) {
  const roles = store.members.get(store.me?.id)?.roles ?? [];
  return Boolean(message.mention_everyone)
    || (message.mentions ?? []).some((user) => user.id === store.me?.id)
    || (message.mention_roles ?? []).some((id) => roles.includes(id));
}

function react(store, { channel_id: channelId, message_id: id, emoji, user_id: userId }, step) {
  const message = store.log(channelId).get(id);
  if (!message) return;
  const mine = userId === store.me?.id;
  const reactions = (message.reactions ?? []).map((reaction) => ({ ...reaction }));
  const known = reactions.find((reaction) => sameEmoji(reaction.emoji, emoji));
  // My own press was drawn before the server said so.
  if (mine && Boolean(known?.me) === step > 0) return;
  if (known) {
    known.count += step;
    if (mine) known.me = step > 0;
  } else if (step > 0) {
    reactions.push({ emoji, count: 1, me: mine });
  }
  store.log(channelId).patch(id, { reactions: reactions.filter((reaction) => reaction.count > 0) });
  store.changed(channelId);
}

export const drawReaction = (store, event, step) => react(store, { ...event, user_id: store.me.id }, step);
