import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** The actions of the message under the pointer or with the focus: one bar, which moves from message to message. */
export class MessageToolbar {
  /** @param {import('./log.js').LogView} log */
  constructor(log) {
    this.log = log;
    const button = (name, label, run) => el('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click: (event) => run(log.messageOf(this.element), event.currentTarget) } }, icon(name));
    this.element = el('div', { class: 'message-toolbar', role: 'toolbar', 'aria-label': 'Message actions' },
      button('react', 'Add a reaction', (message, anchor) => log.actions.pickReaction(message, anchor)),
      button('reply', 'Reply', (message) => log.actions.reply(message)),
      button('more', 'More actions', (message, anchor) => log.actions.messageMenu(message, anchor)));
    log.list.addEventListener('mouseover', ({ target }) => this.attach(target.closest('.message')));
    log.list.addEventListener('focusin', ({ target }) => this.attach(target.closest('.message')));
    log.element.addEventListener('mouseleave', () => this.element.contains(document.activeElement) || this.element.remove());
  }

  attach(element) {
    if (!element || this.element.parentElement === element || element.classList.contains('message-sending') || element.classList.contains('message-failed')) return;
    if (this.element.contains(document.activeElement)) return;
    element.append(this.element);
  }
}
