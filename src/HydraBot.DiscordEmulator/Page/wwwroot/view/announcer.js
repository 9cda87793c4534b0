import { el } from '../ui/dom.js';
import { nameOf, plainSummary } from './message-head.js';

const KEEP = 5;

/**
 * Reads new messages out. The log itself is silent: it also changes when a person scrolls, when somebody edits, when a picture loads, and
 * a screen reader that read all of that would never stop.
 */
export class Announcer {
  constructor(store) {
    this.store = store;
    this.element = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite', 'aria-label': 'New messages' });
  }

  say(message) {
    if (!message || message.local === 'sending' || message.author.id === this.store.me?.id) return;
    this.element.append(el('p', { text: `${nameOf(message, this.store)}: ${plainSummary(message)}` }));
    while (this.element.childElementCount > KEEP) this.element.firstElementChild.remove();
  }
}
