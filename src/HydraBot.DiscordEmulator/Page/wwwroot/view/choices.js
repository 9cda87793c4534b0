import { ChannelType, ComponentType, isThread, isVoice, OptionType } from '../state/flags.js';
import { cssColor } from '../state/store.js';
import { avatar } from '../ui/avatar.js';
import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** The people, roles and channels that a select or an option can name, as choices of a listbox. */
const SOURCES = {
  users: (store) => [...store.members.values()].map(({ user, nick }) => ({
    value: user.id, label: nick ?? user.global_name ?? user.username, description: user.username, lead: () => avatar(user, 24),
  })),
  roles: (store) => [...store.roles.values()].filter((role) => role.id !== store.guild.id).sort((a, b) => b.position - a.position).map((role) => ({
    value: role.id, label: role.name, lead: () => el('span', { class: 'role-dot', style: { background: role.color ? cssColor(role.color) : 'var(--text-faint)' } }),
  })),
  channels: (store, types) => [...store.channels.values()].filter((channel) => matches(channel, types) && store.canSee(channel)).map((channel) => ({
    value: channel.id, label: channel.name, lead: () => icon(isThread(channel) ? 'thread' : isVoice(channel) ? 'voice' : 'channel'),
  })),
};

const OF_SELECT = {
  [ComponentType.userSelect]: ['users'], [ComponentType.roleSelect]: ['roles'], [ComponentType.mentionableSelect]: ['users', 'roles'], [ComponentType.channelSelect]: ['channels'],
};
const OF_OPTION = {
  [OptionType.user]: ['users'], [OptionType.role]: ['roles'], [OptionType.mentionable]: ['users', 'roles'], [OptionType.channel]: ['channels'],
};

export const choicesForSelect = (component, store, query) => find(OF_SELECT[component.type], component.channel_types, store, query);
export const choicesForOption = (option, store, query) => find(OF_OPTION[option.type], option.channel_types, store, query);
export const namesEntities = (component) => component.type in OF_SELECT;

function find(kinds, types, store, query) {
  const wanted = query.trim().replace(/^[@#]/, '').toLowerCase();
  const all = kinds.flatMap((kind) => SOURCES[kind](store, types));
  const found = all.filter(({ label, description }) => label.toLowerCase().includes(wanted) || description?.toLowerCase().includes(wanted));
  return found.slice(0, 25).map((choice) => ({ ...choice, lead: choice.lead() }));
}

function matches(channel, types) {
  return types?.length > 0 ? types.includes(channel.type) : channel.type !== ChannelType.category;
}
