import { isThread } from './flags.js';

export const Permission = {
  administrator: 1n << 3n, addReactions: 1n << 6n, viewChannel: 1n << 10n, sendMessages: 1n << 11n, manageMessages: 1n << 13n,
  attachFiles: 1n << 15n, connect: 1n << 20n, sendInThreads: 1n << 38n, pinMessages: 1n << 51n,
};

const ALL = (1n << 64n) - 1n;

/**
 * What a member may do in a channel: role permissions, then the channel's overwrites for everyone, for the roles, for the member
 * (https://discord.com/developers/docs/topics/permissions#permission-overwrites).
 */
function permissionsIn(store, channel, userId) {
  const base = permissionsOf(store, userId);
  if (base & Permission.administrator) return ALL;
  const place = isThread(channel) ? store.channels.get(channel.parent_id) ?? channel : channel;
  const overwrites = place.permission_overwrites ?? [];
  const roles = store.members.get(userId)?.roles ?? [];
  let allowed = overwritten(base, overwrites.filter((o) => o.id === store.guild?.id));
  allowed = overwritten(allowed, overwrites.filter((o) => roles.includes(o.id)));
  return overwritten(allowed, overwrites.filter((o) => o.id === userId));
}

/** What a member may do in the guild at large. */
export function permissionsOf(store, userId) {
  if (store.guild?.owner_id === userId) return ALL;
  const ids = [store.guild?.id, ...(store.members.get(userId)?.roles ?? [])];
  const granted = ids.reduce((sum, id) => sum | BigInt(store.roles.get(id)?.permissions ?? 0), 0n);
  return granted & Permission.administrator ? ALL : granted;
}

export const may = (store, channel, permission) => (permissionsIn(store, channel, store.me?.id) & permission) !== 0n;

function overwritten(permissions, overwrites) {
  const denied = overwrites.reduce((sum, o) => sum | BigInt(o.deny), 0n);
  const allowed = overwrites.reduce((sum, o) => sum | BigInt(o.allow), 0n);
  return (permissions & ~denied) | allowed;
}
