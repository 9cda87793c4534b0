import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { Listbox } from '../ui/listbox.js';
import { popover } from '../ui/popover.js';
import { choicesForSelect, namesEntities } from './choices.js';

/**
 * A select of a message or a modal: a button that opens a list. One choice answers at once; several are answered when the list closes.
 * Members, roles and channels can be searched.
 */
export class Select {
  #popover = null;

  /** @param {{ component: object, store: object, label?: string, busy?: boolean, onChange: (values: string[]) => void }} options */
  constructor({ component, store, label, busy = false, onChange }) {
    this.component = component;
    this.store = store;
    this.onChange = onChange;
    this.values = initial(component);
    this.multiple = (component.max_values ?? 1) > 1;
    this.label = label ?? component.placeholder ?? 'Choose';
    this.listbox = new Listbox({ label: this.label, multiple: this.multiple, onPick: (choice) => this.#pick(choice), onActive: (id) => this.#point(id) });
    this.search = namesEntities(component) ? this.#searchField() : null;
    this.button = el('button', {
      type: 'button', class: 'select', role: 'combobox', 'aria-label': this.label, 'aria-haspopup': 'listbox', 'aria-expanded': 'false',
      'aria-controls': this.listbox.id, disabled: Boolean(component.disabled), 'aria-busy': busy || undefined, data: { key: `component-${component.custom_id}` },
      on: { click: () => (this.#popover ? this.#close() : this.#open()), keydown: (event) => this.#key(event) },
    });
    this.#draw();
    this.element = this.button;
  }

  get valid() {
    const fewest = this.component.required === false ? 0 : this.component.min_values ?? 1;
    return this.values.length >= fewest || (this.component.required === false && this.values.length === 0);
  }

  focus() {
    this.button.focus();
  }

  #choices(query = '') {
    const choices = namesEntities(this.component)
      ? choicesForSelect(this.component, this.store, query)
      : this.component.options.map(({ value, label, description, emoji }) => ({
        value, label, description, lead: emoji && el('span', { class: 'option-emoji', text: emoji.id ? `:${emoji.name}:` : emoji.name }),
      }));
    return choices.map((choice) => ({ ...choice, selected: this.values.includes(choice.value) }));
  }

  #open() {
    this.before = this.values.join();
    const content = el('div', { class: 'select-list' }, this.search, this.listbox.element);
    this.#popover = popover({ anchor: this.button, content, matchWidth: true, onClose: () => this.#closed() });
    this.button.setAttribute('aria-expanded', 'true');
    this.#show();
    this.search?.focus();
    this.#popover.place();
  }

  #show() {
    const choices = this.#choices(this.search?.value);
    this.listbox.show(choices, { active: Math.max(0, this.listbox.activeIndex, choices.findIndex((choice) => choice.selected)) });
  }

  #close() {
    const inside = this.search && document.activeElement === this.search;
    this.#popover?.close();
    if (inside) this.button.focus();
  }

  #closed() {
    this.#popover = null;
    this.button.setAttribute('aria-expanded', 'false');
    this.button.removeAttribute('aria-activedescendant');
    if (this.multiple && this.values.join() !== this.before && this.valid) this.onChange(this.values);
  }

  #pick(choice) {
    this.#remember(choice);
    if (!this.multiple) {
      this.values = [choice.value];
      this.#draw();
      this.#close();
      this.onChange(this.values);
      return;
    }
    const chosen = this.values.includes(choice.value);
    if (!chosen && this.values.length >= this.component.max_values) return;
    this.values = chosen ? this.values.filter((value) => value !== choice.value) : [...this.values, choice.value];
    this.#draw();
    this.#show();
  }

  /** A choice found by searching may not be in the list when it is drawn again. */
  #remember(choice) {
    this.names ??= new Map();
    this.names.set(choice.value, choice.label);
  }

  #draw() {
    const known = new Map([...this.#choices().map(({ value, label }) => [value, label]), ...(this.names ?? [])]);
    const chosen = this.values.map((value) => known.get(value) ?? value).join(', ');
    fill(this.button, el('span', { class: chosen ? 'select-value' : 'select-value placeholder', text: chosen || this.component.placeholder || 'Make a selection' }), icon('chevron'));
  }

  #key(event) {
    if (this.#popover) {
      this.#listKey(event);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#open();
    }
  }

  #listKey(event) {
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
      }
      this.#close();
    } else if (event.key === ' ' && !this.search) {
      event.preventDefault();
      this.listbox.onPick(this.listbox.active);
    } else if (this.listbox.key(event)) {
      event.stopPropagation();
    }
  }

  #searchField() {
    return el('input', {
      type: 'text', class: 'text-input', role: 'combobox', 'aria-label': `Search: ${this.label}`, 'aria-expanded': 'true', 'aria-controls': this.listbox.id,
      placeholder: 'Search', autocomplete: 'off', on: { input: () => this.#show(), keydown: (event) => this.#listKey(event) },
    });
  }

  #point(id) {
    const holder = this.search ?? this.button;
    if (id) holder?.setAttribute('aria-activedescendant', id);
    else holder?.removeAttribute('aria-activedescendant');
  }
}

function initial(component) {
  if (component.default_values) return component.default_values.map(({ id }) => id);
  return (component.options ?? []).filter((option) => option.default).map(({ value }) => value);
}
