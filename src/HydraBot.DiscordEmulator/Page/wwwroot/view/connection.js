import { el } from '../ui/dom.js';

const SAYS = {
  connecting: 'Connecting…',
  reconnecting: 'Connection lost. Reconnecting…',
  refused: 'The server refused this member. Switch to another one, or reload the page.',
};

/** The bar that says when the gateway is away. */
export class ConnectionBar {
  constructor() {
    this.element = el('div', { class: 'connection', role: 'status', 'aria-live': 'assertive', hidden: true });
  }

  show(state) {
    const text = SAYS[state] ?? '';
    this.element.hidden = text === '';
    this.element.dataset.state = state;
    this.element.textContent = text;
  }
}
