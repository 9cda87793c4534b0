import { isThread, isVoice } from '../state/flags.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** The line above a channel: its name and topic, and what opens beside it. */
export class ChannelHeader {
  constructor({ actions, switcher }) {
    this.actions = actions;
    this.channels = this.#button('menu', 'Channels', 'sidebar', () => actions.toggle('sidebar'));
    this.channels.classList.add('only-phone');
    this.members = this.#button('members', 'Members', 'members', () => actions.toggle('members'));
    this.title = el('div', { class: 'header-title' });
    this.element = el('header', { class: 'channel-header' }, this.channels, this.title,
      el('div', { class: 'header-actions' }, this.#button('pin', 'Pinned messages', null, () => actions.openPins()), this.members, switcher));
  }

  draw(channel, store) {
    const parent = isThread(channel) ? store.channels.get(channel.parent_id) : null;
    fill(this.title, icon(parent ? 'thread' : isVoice(channel) ? 'voice' : 'channel'),
      parent && el('button', { type: 'button', class: 'header-parent', text: parent.name, on: { click: () => this.actions.openChannel(parent.id) } }),
      parent && el('span', { class: 'header-arrow', 'aria-hidden': 'true', text: '›' }),
      el('h1', { text: channel.name }), channel.topic && el('span', { class: 'header-topic', text: channel.topic, title: channel.topic }));
  }

  expanded(name, open) {
    ({ sidebar: this.channels, members: this.members })[name].setAttribute('aria-expanded', String(open));
  }

  #button(name, label, controls, click) {
    return el('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, 'aria-controls': controls, 'aria-expanded': controls ? 'false' : undefined, on: { click } }, icon(name));
  }
}
