import { el } from './dom.js';
import { Listbox } from './listbox.js';
import { popover } from './popover.js';

const DEBOUNCE = 180;

/**
 * A text field with a list of choices below it (ARIA combobox pattern). With `strict`, only a choice counts as a value; without, what was
 * typed does too.
 */
export class Combobox {
  #popover = null;
  #wanted = false;
  #asking = false;
  #stale = false;
  #timer = 0;
  #picked = null;

  /**
   * @param {{ label: string, placeholder?: string, describedBy?: string, strict?: boolean, live?: boolean, required?: boolean,
   *   source: (query: string) => import('./listbox.js').Choice[] | Promise<import('./listbox.js').Choice[]>,
   *   onChange?: () => void, side?: 'above'|'below' }} options `live`: the source is asked over the network, so not at every key
   */
  constructor(options) {
    this.options = options;
    this.listbox = new Listbox({ label: options.label, onPick: (choice) => this.#pick(choice), onActive: (id) => this.#point(id) });
    this.input = el('input', {
      type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: false, 'aria-label': options.label, 'aria-autocomplete': 'list',
      'aria-expanded': 'false', 'aria-controls': this.listbox.id, 'aria-describedby': options.describedBy,
      'aria-required': options.required || undefined, placeholder: options.placeholder ?? '',
      on: {
        input: () => this.#typed(),
        focus: () => this.#ask(0),
        blur: () => this.#close(),
        click: () => this.#ask(0),
        keydown: (event) => this.#key(event),
      },
    });
  }

  /** The chosen value; without `strict`, or what was typed; null when there is none. */
  get value() {
    if (this.#picked && this.#picked.label === this.input.value) return this.#picked.value;
    if (!this.options.strict) return this.input.value === '' ? null : this.input.value;
    return this.#exact()?.value ?? null;
  }

  set text(text) {
    this.input.value = text;
    this.#picked = null;
  }

  get isOpen() {
    return this.#popover !== null;
  }

  #exact() {
    const typed = this.input.value.trim().toLowerCase();
    return this.listbox.items.find((choice) => choice.label.toLowerCase() === typed) ?? null;
  }

  #typed() {
    this.#picked = null;
    // Until the choices for what is typed now are here, Enter must not take one of those for what was typed before.
    this.listbox.activate(-1);
    this.options.onChange?.();
    this.#ask(this.options.live ? DEBOUNCE : 0);
  }

  #ask(delay) {
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refresh(), delay);
  }

  /** Fetches the choices for what is typed; one question at a time, and again when the text changed meanwhile. */
  async #refresh() {
    this.#stale = true;
    if (this.#asking) return;
    this.#asking = true;
    let choices = [];
    while (this.#stale && this.#wanted) {
      this.#stale = false;
      if (this.options.live && !this.isOpen) this.#open([], 'Looking…');
      choices = await this.options.source(this.#picked ? '' : this.input.value);
    }
    this.#asking = false;
    if (this.#wanted && document.activeElement === this.input) this.#open(choices.map((choice) => ({ ...choice, selected: choice.value === this.#picked?.value })), 'Nothing matches');
  }

  #open(choices, empty) {
    this.#popover ??= popover({
      anchor: this.input, content: this.listbox.element, side: this.options.side, keep: this.input.closest('.field') ?? this.input,
      onClose: () => this.#closed(),
    });
    this.input.setAttribute('aria-expanded', 'true');
    const typed = this.input.value.trim().toLowerCase();
    this.listbox.show(choices, { empty, active: Math.max(0, choices.findIndex(({ label }) => label.toLowerCase() === typed)) });
    this.#popover.place();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#wanted = false;
    this.#popover?.close();
  }

  #closed() {
    this.#popover = null;
    this.#wanted = false;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  #pick(choice) {
    this.#picked = choice;
    this.input.value = choice.label;
    this.#close();
    this.options.onChange?.();
  }

  #point(id) {
    if (id) this.input.setAttribute('aria-activedescendant', id);
    else this.input.removeAttribute('aria-activedescendant');
  }

  #key(event) {
    if (event.isComposing) return;
    if (!this.isOpen) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        this.#ask(0);
      }
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Tab' && this.listbox.active && this.input.value !== '') {
      this.#pick(this.listbox.active);
    } else if (event.key === 'Enter' && this.#settled()) {
      this.#close();
    } else if (this.listbox.key(event)) {
      event.stopPropagation();
    }
  }

  /** Enter on a value that is already complete is for the form. */
  #settled() {
    return this.listbox.active === null || this.listbox.active.label === this.input.value;
  }
}
