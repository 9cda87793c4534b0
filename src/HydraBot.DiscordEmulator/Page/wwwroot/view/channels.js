import { isThread, isVoice } from '../state/flags.js';
import { el, fill } from '../ui/dom.js';
import { hydraMark, icon } from '../ui/icons.js';
import { roving } from '../ui/roving.js';
import { voiceMembers } from './voice-members.js';

/** The list of channels with their threads, unread marks and who is in a voice channel. */
export class ChannelList {
  /** @param {{ session: import('../session.js').Session, actions: object, footer: Node }} options */
  constructor({ session, actions, footer }) {
    this.session = session;
    this.actions = actions;
    this.guildName = el('span', { class: 'guild-name', text: 'Hydra' });
    this.nav = el('nav', { class: 'channels', 'aria-label': 'Channels' });
    this.element = el('aside', { class: 'sidebar', id: 'sidebar', 'aria-label': 'Server' },
      el('header', { class: 'sidebar-header' }, hydraMark(), el('div', { class: 'sidebar-title' }, this.guildName, el('span', { class: 'product', text: 'HydraBot · local' }))),
      this.nav, footer);
    this.stops = roving(this.nav, 'button.channel', { orientation: 'vertical', typeahead: true });
  }

  draw(currentId) {
    const { store } = this.session;
    this.guildName.textContent = store.guild?.name ?? '…';
    const focused = this.nav.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    const channels = store.visibleChannels();
    const text = channels.filter((channel) => !isVoice(channel));
    const groups = groupByCategory(text, store);
    fill(this.nav, [...groups, ['Voice', channels.filter(isVoice)]].filter(([, list]) => list.length > 0).map(([name, list]) => el('section', { class: 'channel-group' },
      el('h2', { class: 'channel-heading', text: name }),
      el('ul', {}, list.map((channel) => this.#entry(channel, currentId))))));
    this.stops.refresh();
    if (focused) this.nav.querySelector(`[data-id="${focused}"]`)?.focus();
  }

  #entry(channel, currentId) {
    const { store } = this.session;
    const threads = store.threadsOf(channel.id);
    return el('li', {}, this.#button(channel, currentId),
      threads.length > 0 && el('ul', { class: 'threads' }, threads.map((thread) => el('li', {}, this.#button(thread, currentId)))),
      isVoice(channel) && voiceMembers(store, channel));
  }

  #button(channel, currentId) {
    const { unread } = this.session.store;
    const current = channel.id === currentId;
    const isUnread = !current && unread.isUnread(channel);
    const mentions = current ? 0 : unread.mentions(channel.id);
    const kind = isThread(channel) ? 'thread' : isVoice(channel) ? 'voice' : 'channel';
    const state = [mentions > 0 ? `${mentions} ${mentions === 1 ? 'mention' : 'mentions'}` : null, isUnread ? 'unread' : null].filter(Boolean).join(', ');
    return el('button', {
      type: 'button', class: `channel${isUnread ? ' unread' : ''}`, tabIndex: current ? 0 : -1, data: { id: channel.id }, 'aria-current': current ? 'page' : undefined,
      'aria-label': `${channel.name} (${{ thread: 'thread', voice: 'voice channel', channel: 'text channel' }[kind]})${state ? `, ${state}` : ''}`,
      on: { click: () => this.actions.openChannel(channel.id) },
    }, icon(kind), el('span', { class: 'channel-name', text: channel.name }), mentions > 0 && el('span', { class: 'mention-count', 'aria-hidden': 'true', text: String(mentions) }));
  }
}

function groupByCategory(channels, store) {
  const groups = new Map([[null, []], ...store.categories().map((category) => [category.id, []])]);
  for (const channel of channels) (groups.get(channel.parent_id ?? null) ?? groups.get(null)).push(channel);
  return [...groups].map(([id, list]) => [id === null ? 'Text channels' : store.channels.get(id).name, list]);
}
