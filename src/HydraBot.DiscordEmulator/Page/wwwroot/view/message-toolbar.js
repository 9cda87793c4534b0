import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** The actions of the message under the pointer or with the focus: one bar, which moves from message to message. */
export class MessageToolbar {
  /** @param {import('./log.js').LogView} log */
  constructor(log) {
    this.log = log;
    const button = (name, label, run) => el('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click: (event) => run(log.messageOf(this.element), event.currentTarget) } }, icon(name));
    /** Not for a note that one member alone can see. */
    this.shared = [
      button('react', 'Add a reaction', (message, anchor) => log.actions.pickReaction(message, anchor)),
      button('reply', 'Reply', (message) => log.actions.reply(message)),
    ];
    this.element = el('div', { class: 'message-toolbar', role: 'toolbar', 'aria-label': 'Message actions' }, this.shared,
      button('more', 'More actions', (message, anchor) => log.actions.messageMenu(message, anchor)));
    // A tap also makes these events; there the log decides (see LogView).
    const hovers = matchMedia('(hover: hover)');
    log.list.addEventListener('mouseover', ({ target }) => hovers.matches && this.attach(target.closest('.message')));
    log.list.addEventListener('focusin', ({ target }) => hovers.matches && this.attach(target.closest('.message')));
    log.element.addEventListener('mouseleave', () => this.element.contains(document.activeElement) || this.element.remove());
  }

  attach(element) {
    if (!element || this.element.parentElement === element || element.classList.contains('message-sending') || element.classList.contains('message-failed')) return;
    if (this.element.contains(document.activeElement)) return;
    const alone = element.classList.contains('ephemeral');
    for (const button of this.shared) button.hidden = alone;
    element.append(this.element);
  }
}
