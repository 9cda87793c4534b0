import { ChannelType } from '../state/flags.js';
import { channelAsked, setParameter } from '../members.js';
import { Composer } from '../compose/composer.js';
import { el, fill } from '../ui/dom.js';
import { closePopovers } from '../ui/popover.js';
import { attempt } from '../ui/toast.js';
import { Actions } from './actions.js';
import { CallBar } from './call-bar.js';
import { ChannelList } from './channels.js';
import { ConnectionBar } from './connection.js';
import { Drawers } from './drawers.js';
import { ChannelHeader } from './header.js';
import { LogView } from './log.js';
import { MemberList } from './members.js';
import { openModal } from './modal.js';
import { MemberSwitcher } from './switcher.js';
import { drawTyping, typingLine } from './typing.js';
import { markSpeaking } from './voice-members.js';

/** The whole page of one member: channels, the open channel, members. */
export class Shell {
  channel = null;
  log = null;
  composer = null;

  /** @param {{ session: import('../session.js').Session, members: object[], become: (member: object) => void }} options */
  constructor({ session, members, become }) {
    this.session = session;
    this.store = session.store;
    this.actions = new Actions(this);
    const switcher = (compact) => new MemberSwitcher({ members, current: session.member, choose: become, compact });
    this.switchers = [switcher(false), switcher(true)];
    this.connection = new ConnectionBar();
    this.channels = new ChannelList({ session, actions: this.actions, footer: el('footer', { class: 'sidebar-footer' }, this.switchers[0].element) });
    this.members = new MemberList({ session, actions: this.actions });
    this.header = new ChannelHeader({ actions: this.actions, switcher: this.switchers[1].element });
    this.call = new CallBar({ session, actions: this.actions });
    this.typing = typingLine();
    this.place = el('div', { class: 'channel-place' });
    this.main = el('main', { class: 'main', 'aria-label': 'Channel' }, this.connection.element, this.header.element, this.call.element, this.place);
    this.element = el('div', { class: 'shell' }, el('a', { class: 'skip', href: '#composer', text: 'Skip to the message field', on: { click: (event) => this.#skip(event) } }),
      this.channels.element, this.main, this.members.element);
    this.drawers = new Drawers(this);
    this.#listen();
  }

  dispose() {
    this.log?.dispose();
    this.call.dispose();
    document.removeEventListener('keydown', this.keys);
    window.removeEventListener('focus', this.focused);
  }

  /** Shows a channel. */
  async open(channelId) {
    const channel = this.store.channels.get(channelId);
    if (!channel) return;
    this.drawers.close();
    if (this.channel?.id === channelId) {
      this.composer.focus();
      return;
    }
    closePopovers();
    this.log?.dispose();
    this.channel = channel;
    this.log = new LogView({ session: this.session, channel, actions: this.actions });
    this.composer = new Composer({ session: this.session, channel, actions: this.actions });
    fill(this.place, this.log.element, el('div', { class: 'channel-foot' }, this.composer.element, this.typing));
    setParameter('channel', channel.name);
    document.title = `#${channel.name} · HydraBot · local`;
    this.#drawGuild();
    drawTyping(this.typing, this.store, channelId);
    if (matchMedia('(hover: hover)').matches) this.composer.focus();
    await this.#load();
  }

  async #load() {
    const { log, channel } = this;
    await attempt(() => this.session.open(channel.id));
    if (log === this.log) log.changed(false);
  }

  #listen() {
    const { store } = this;
    store.on('connection', ({ state }) => this.connection.show(state));
    store.on('reset', () => this.channel && this.#load());
    store.on('guild', () => this.#drawGuild());
    store.on('members', () => this.#drawMembers());
    store.on('voice', () => {
      this.channels.draw(this.channel?.id);
      this.#drawCall();
    });
    store.on('call', () => this.#drawCall());
    store.on('speaking', () => markSpeaking(this.element, store));
    store.on('unread', () => this.channels.draw(this.channel?.id));
    store.on('typing', (channelId) => channelId === this.channel?.id && drawTyping(this.typing, store, channelId));
    store.on('log', ({ channelId, live }) => channelId === this.channel?.id && this.log.changed(live));
    store.on('commands', () => this.composer?.offered());
    store.on('modal', (modal) => openModal({ modal, session: this.session, actions: this.actions }));
    this.keys = (event) => this.#key(event);
    this.focused = () => this.log?.changed(false);
    document.addEventListener('keydown', this.keys);
    window.addEventListener('focus', this.focused);
  }

  #drawGuild() {
    const visible = this.store.visibleChannels();
    if (this.channel && !this.store.channels.has(this.channel.id)) this.channel = null;
    if (!this.channel && visible.length > 0) {
      const asked = channelAsked();
      const all = [...this.store.channels.values()];
      this.open((all.find(({ id, name }) => id === asked || name === asked) ?? visible.find(({ type }) => type === ChannelType.text) ?? visible[0]).id);
      return;
    }
    this.channels.draw(this.channel?.id);
    if (!this.channel) return;
    this.channel = this.store.channels.get(this.channel.id);
    this.#drawCall();
    this.header.draw(this.channel, this.store);
    this.composer.permitted();
  }

  #drawCall() {
    this.call.draw(this.channel);
    markSpeaking(this.element, this.store);
  }

  #drawMembers() {
    this.members.draw();
    this.channels.draw(this.channel?.id);
    this.#drawCall();
    for (const switcher of this.switchers) switcher.draw(this.store);
    this.composer?.permitted();
    this.log?.changed(false);
  }

  /** Escape on the way out: a drawer, then the log gives focus back to the composer. */
  #key(event) {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (this.drawers.close()) return;
    if (this.log?.scroller.contains(document.activeElement)) this.composer.focus();
  }

  #skip(event) {
    event.preventDefault();
    this.composer?.focus();
  }
}
