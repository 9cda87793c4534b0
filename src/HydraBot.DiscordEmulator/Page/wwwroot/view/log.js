import { el } from '../ui/dom.js';
import { icon, hydraMark } from '../ui/icons.js';
import { Announcer } from './announcer.js';
import { dividerView, rowsOf } from './log-rows.js';
import { MessageRow } from './message-row.js';
import { MessageToolbar } from './message-toolbar.js';

/** Most messages that are in the document at a time, and how many more come in when an edge draws near. */
const WINDOW = 100;
const STEP = 40;
const NEAR = 700;
const AT_END = 60;

/**
 * The messages of one channel. Only a window of them is in the document: it moves as the person scrolls, and what they look at stays
 * where it is.
 */
export class LogView {
  #rows = new Map();
  #start = 0;
  #end = 0;
  #follow = true;
  #loading = false;
  #opened = false;

  /** @param {{ session: import('../session.js').Session, channel: object, actions: object }} options */
  constructor({ session, channel, actions }) {
    this.session = session;
    this.store = session.store;
    this.channel = channel;
    this.actions = actions;
    this.scene = { store: this.store, actions };
    this.log = this.store.log(channel.id);
    this.newAfter = this.store.unread.isUnread(channel) ? this.store.unread.lastRead(channel.id) : null;
    this.announcer = new Announcer(this.store);
    this.beginning = el('div', { class: 'log-beginning', hidden: true }, hydraMark(), el('h2', { text: `Welcome to #${channel.name}` }), el('p', { text: channel.topic || `This is where #${channel.name} begins.` }));
    this.wait = el('div', { class: 'log-wait', role: 'status', text: 'Loading messages…' });
    this.list = el('div', { class: 'log-list' });
    this.scroller = el('div', {
      class: 'log', role: 'log', 'aria-label': `Messages in #${channel.name}`, 'aria-live': 'off', tabIndex: -1,
      on: { scroll: () => this.#scrolled(), keydown: (event) => this.#key(event), contextmenu: (event) => this.#menu(event), click: (event) => this.#tapped(event) },
    }, el('div', { class: 'log-content' }, this.beginning, this.wait, this.list));
    this.jump = el('button', { type: 'button', class: 'jump', hidden: true, on: { click: () => this.toNewest() } }, el('span', { text: 'Jump to newest' }), icon('down'));
    this.element = el('div', { class: 'log-frame' }, this.scroller, this.jump, this.announcer.element);
    this.toolbar = new MessageToolbar(this);
    this.resized = new ResizeObserver(() => this.#follow && this.#toBottom());
    this.resized.observe(this.list);
    this.resized.observe(this.scroller);
  }

  /** Draws what the store holds; `live` when a message just arrived. */
  changed(live) {
    const { items } = this.log;
    if (!this.#opened && this.log.loaded) {
      this.#opened = true;
      this.wait.hidden = true;
    }
    const atEnd = this.#follow || (live && items.at(-1)?.author.id === this.store.me?.id);
    if (atEnd) this.#follow = true;
    this.#place(atEnd);
    if (live) this.announcer.say(items.at(-1));
    this.#seen();
  }

  dispose() {
    this.resized.disconnect();
  }

  messageOf(element) {
    return this.log.get(element?.closest?.('.message')?.dataset.id);
  }

  toNewest() {
    this.#follow = true;
    this.newAfter = null;
    this.#place(true);
    this.#seen();
  }

  /** Scrolls to a message, paging back for it when it is older than what is known. @returns {Promise<boolean>} it was found */
  async show(messageId) {
    for (let pages = 0; this.log.indexOf(messageId) < 0 && pages < 20; pages++) {
      if (!await this.session.loadOlder(this.channel.id)) break;
    }
    const index = this.log.indexOf(messageId);
    if (index < 0) return false;
    this.#follow = false;
    this.#draw(index - WINDOW / 2, index + WINDOW / 2);
    const { element } = this.#rows.get(messageId).row;
    element.scrollIntoView({ block: 'center' });
    element.focus({ preventScroll: true });
    element.classList.add('found');
    element.addEventListener('animationend', () => element.classList.remove('found'), { once: true });
    return true;
  }

  focusNewest() {
    [...this.list.querySelectorAll('.message')].at(-1)?.focus();
  }

  /** Keeps the window where the person is: at the end, or around what they look at. */
  #place(atEnd) {
    const { items } = this.log;
    if (atEnd) {
      this.#draw(items.length - WINDOW, items.length);
      this.#toBottom();
      return;
    }
    const first = this.list.querySelector('.message')?.dataset.id;
    const position = first ? this.log.indexOf(first) : -1;
    const start = position >= 0 ? position : Math.min(this.#start, Math.max(0, items.length - WINDOW));
    const wasWhole = this.#end - this.#start;
    this.#anchored(() => this.#draw(start, start + Math.max(wasWhole, WINDOW)));
    this.#edges();
  }

  #draw(start, end) {
    const { items } = this.log;
    this.#start = Math.max(0, Math.min(start, items.length));
    this.#end = Math.min(items.length, Math.max(end, this.#start));
    this.beginning.hidden = !(this.log.complete && this.#start === 0);
    const rows = rowsOf(items, { start: this.#start, end: this.#end, newAfter: this.newAfter, me: this.store.me?.id });
    const wanted = new Set(rows.map(({ key }) => key));
    for (const [key, { element }] of this.#rows) {
      if (wanted.has(key)) continue;
      element.remove();
      this.#rows.delete(key);
    }
    let place = this.list.firstChild;
    for (const row of rows) {
      const { element } = this.#row(row);
      if (element === place) place = place.nextSibling;
      else this.list.insertBefore(element, place);
    }
    this.#tabStop();
  }

  #row(row) {
    const known = this.#rows.get(row.key) ?? this.#make(row);
    if (row.kind === 'message') known.row.update(row.message, row);
    return known;
  }

  #make(row) {
    const view = row.kind === 'message' ? new MessageRow(row.message, this.scene) : null;
    const made = { row: view, element: view?.element ?? dividerView(row) };
    this.#rows.set(row.key, made);
    return made;
  }

  /** Changes the rows while the first message in sight stays where it is on the screen. */
  #anchored(change) {
    const top = this.scroller.getBoundingClientRect().top;
    const anchor = [...this.list.children].find((row) => row.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor?.isConnected) this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const whole = this.#end === this.log.items.length;
    this.#follow = whole && scrollHeight - scrollTop - clientHeight < AT_END;
    this.#edges();
    this.#seen();
  }

  #edges() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    const { items } = this.log;
    this.jump.hidden = this.#end === items.length && below < clientHeight;
    if (scrollTop < NEAR && this.#start > 0) this.#anchored(() => this.#draw(this.#start - STEP, this.#start - STEP + WINDOW + STEP));
    else if (below < NEAR && this.#end < items.length) this.#anchored(() => this.#draw(this.#end + STEP - WINDOW - STEP, this.#end + STEP));
    else if (scrollTop < NEAR && this.#start === 0) this.#older();
  }

  async #older() {
    if (this.#loading || this.log.complete || !this.log.loaded) return;
    this.#loading = true;
    this.scroller.setAttribute('aria-busy', 'true');
    await this.actions.attempt(() => this.session.loadOlder(this.channel.id));
    this.scroller.removeAttribute('aria-busy');
    this.#loading = false;
  }

  #toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  /** What is on the screen of a person who looks at the end of the log was read. */
  #seen() {
    if (!this.#follow || !this.log.loaded || !document.hasFocus()) return;
    const newest = this.log.items.findLast((message) => !message.local);
    if (this.store.unread.markRead(this.channel.id, newest?.id ?? this.channel.last_message_id)) this.store.emit('unread', this.channel.id);
  }

  #tabStop() {
    if (this.list.querySelector('.message[tabindex="0"]')) return;
    const newest = [...this.list.querySelectorAll('.message')].at(-1);
    if (newest) newest.tabIndex = 0;
  }

  #key(event) {
    if (event.key === 'End' && !event.target.matches('input, textarea')) {
      event.preventDefault();
      this.toNewest();
      this.focusNewest();
      return;
    }
    if (!event.target.classList.contains('message')) return;
    const step = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' }[event.key];
    if (step) this.#move(event, step);
    else if (event.key === 'Enter' || event.key === 'ContextMenu') this.#openMenu(event, event.target);
  }

  #move(event, step) {
    event.preventDefault();
    let next = event.target[step];
    while (next && !next.classList.contains('message')) next = next[step];
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  #menu(event) {
    const element = event.target.closest('.message');
    if (!element || event.target.closest('a, img') || String(getSelection())) return;
    // The menu key of a keyboard also makes this event, with a place that means nothing.
    this.#openMenu(event, element, event.pointerType === '' || event.clientX === 0 ? undefined : { x: event.clientX, y: event.clientY });
  }

  #openMenu(event, element, at = corner(element)) {
    const message = this.messageOf(element);
    if (!message || message.local) return;
    event.preventDefault();
    this.actions.messageMenu(message, element, at);
  }

  /** Without a mouse there is no hovering: a tap on a message shows its actions. */
  #tapped(event) {
    const element = event.target.closest('.message');
    if (element && !event.target.closest('button, a, [role=button]') && matchMedia('(hover: none)').matches) this.toolbar.attach(element);
  }
}

/** Where a menu opened by the keyboard goes: the upper right of what can be seen of the message. */
function corner(element) {
  const { right, top } = element.getBoundingClientRect();
  return { x: right - 240, y: Math.max(top, 60) + 20 };
}
