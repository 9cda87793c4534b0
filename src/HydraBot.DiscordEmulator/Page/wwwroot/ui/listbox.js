import { el, fill, uniqueId } from './dom.js';
import { icon } from './icons.js';

/**
 * @typedef {{ value: string, label: string, description?: string, lead?: Node, trail?: string, selected?: boolean }} Choice
 */

/** A list of choices that another element drives: that one keeps focus and points at the active choice. */
export class Listbox {
  #active = -1;
  /** @type {Choice[]} */
  items = [];

  /** @param {{ label: string, multiple?: boolean, onPick: (choice: Choice) => void, onActive?: (id: string|null) => void }} options */
  constructor({ label, multiple = false, onPick, onActive }) {
    this.id = uniqueId('listbox');
    this.onPick = onPick;
    this.onActive = onActive ?? (() => {});
    this.element = el('ul', { class: 'listbox', role: 'listbox', id: this.id, 'aria-label': label, 'aria-multiselectable': multiple || undefined });
    // Keeps focus where it is, so that the field does not close the list before the press arrives.
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
  }

  /** @param {Choice[]} items */
  show(items, { empty = 'Nothing matches', active = 0 } = {}) {
    this.items = items;
    if (items.length === 0) fill(this.element, el('li', { class: 'listbox-empty', role: 'presentation', text: empty }));
    else fill(this.element, items.map((item, index) => this.#option(item, index)));
    this.activate(items.length > 0 ? Math.min(active, items.length - 1) : -1);
  }

  get active() {
    return this.items[this.#active] ?? null;
  }

  get activeIndex() {
    return this.#active;
  }

  activate(index) {
    this.#active = index;
    for (const [position, option] of [...this.element.querySelectorAll('[role=option]')].entries()) {
      option.classList.toggle('active', position === index);
      if (position === index) option.scrollIntoView({ block: 'nearest' });
    }
    this.onActive(this.active ? `${this.id}-${index}` : null);
  }

  /** Handles arrows and Enter or Tab of the element that has focus. @returns {boolean} the key was used */
  key(event) {
    const last = this.items.length - 1;
    if (last < 0) return false;
    if (event.key === 'ArrowDown') this.activate(this.#active >= last ? 0 : this.#active + 1);
    else if (event.key === 'ArrowUp') this.activate(this.#active <= 0 ? last : this.#active - 1);
    else if (event.key === 'PageDown') this.activate(Math.min(last, this.#active + 8));
    else if (event.key === 'PageUp') this.activate(Math.max(0, this.#active - 8));
    else if (event.key === 'Enter' && this.active) this.onPick(this.active);
    else return false;
    event.preventDefault();
    return true;
  }

  #option(item, index) {
    return el('li', {
      class: 'option', role: 'option', id: `${this.id}-${index}`, 'aria-selected': Boolean(item.selected),
      on: { click: () => this.onPick(item), mousemove: () => this.#active !== index && this.activate(index) },
    },
    item.lead,
    el('span', { class: 'option-text' }, el('span', { class: 'option-label', text: item.label }),
      item.description && el('span', { class: 'option-description', text: item.description })),
    item.trail && el('span', { class: 'option-trail', text: item.trail }),
    item.selected && icon('check'));
  }
}
