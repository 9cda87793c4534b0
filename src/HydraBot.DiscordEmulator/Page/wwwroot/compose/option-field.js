import { OptionType } from '../state/flags.js';
import { el, uniqueId } from '../ui/dom.js';
import { Combobox } from '../ui/combobox.js';
import { choicesForOption } from '../view/choices.js';
import { convert } from './values.js';

const YES_NO = [{ value: 'true', label: 'True' }, { value: 'false', label: 'False' }];
const ENTITIES = new Set([OptionType.user, OptionType.channel, OptionType.role, OptionType.mentionable]);

/** One option of a command in the composer: its name, an input that fits its type, and what is wrong with what is in it. */
export class OptionField {
  /**
   * @param {{ option: object, store: object, suggest: (name: string) => Promise<{ name: string, value: unknown }[]>, onFocus: () => void, onRemove: () => void }} owner
   */
  constructor({ option, store, suggest, onFocus, onRemove }) {
    this.option = option;
    this.aboutId = uniqueId('option');
    this.control = this.#control(store, suggest);
    this.input = this.control.input ?? this.control;
    this.input.classList.add('option-input');
    this.input.addEventListener('focus', onFocus);
    this.input.addEventListener('input', () => this.complain(null));
    this.element = el('div', { class: 'field option-field' },
      el('span', { class: 'option-name', 'aria-hidden': 'true', text: option.name }), this.input,
      el('span', { class: 'visually-hidden', id: this.aboutId, text: `${option.description}${option.required ? '' : ' (optional)'}` }),
      !option.required && el('button', { type: 'button', class: 'option-remove', 'aria-label': `Remove ${option.name}`, text: '×', on: { click: onRemove } }));
  }

  /** What the field answers as Discord's option object, or null when it is empty. */
  get answer() {
    const { value } = this.#converted();
    return value === undefined ? null : { type: this.option.type, name: this.option.name, value };
  }

  /** What is typed so far, complete or not, as autocomplete wants it of the option that has the focus. */
  get draft() {
    return { type: this.option.type, name: this.option.name, value: this.#converted().value ?? this.input.value };
  }

  get problem() {
    const typed = this.input.type === 'file' ? '' : this.input.value;
    if (this.#raw() === null && typed !== '') return `${this.option.name}: choose one of the list`;
    return this.#converted().problem ?? null;
  }

  get file() {
    return this.option.type === OptionType.attachment ? this.input.files[0] ?? null : null;
  }

  get isEmpty() {
    return this.input.value === '';
  }

  get listIsOpen() {
    return this.control.isOpen ?? false;
  }

  set text(text) {
    if (this.control.input) this.control.text = text;
    else this.input.value = text;
  }

  focus() {
    this.input.focus();
  }

  complain(problem) {
    this.element.classList.toggle('invalid', Boolean(problem));
    if (problem) this.input.setAttribute('aria-invalid', 'true');
    else this.input.removeAttribute('aria-invalid');
  }

  #converted() {
    return convert(this.option, this.#raw());
  }

  #raw() {
    if (this.option.type === OptionType.attachment) return this.input.files.length > 0 ? '0' : null;
    return this.control.input ? this.control.value : this.input.value;
  }

  #control(store, suggest) {
    const { option } = this;
    const common = { label: option.name, describedBy: this.aboutId, required: option.required, side: 'above' };
    if (option.type === OptionType.attachment) return el('input', { type: 'file', 'aria-label': option.name, 'aria-describedby': this.aboutId });
    if (option.autocomplete) return new Combobox({ ...common, live: true, source: async () => (await suggest(option.name)).map(choice) });
    if (option.choices?.length > 0) return new Combobox({ ...common, strict: true, source: (query) => matching(option.choices.map(choice), query) });
    if (option.type === OptionType.boolean) return new Combobox({ ...common, strict: true, source: (query) => matching(YES_NO, query) });
    if (ENTITIES.has(option.type)) return new Combobox({ ...common, strict: true, source: (query) => choicesForOption(option, store, query) });
    return el('input', {
      type: 'text', autocomplete: 'off', spellcheck: false, 'aria-label': option.name, 'aria-describedby': this.aboutId, 'aria-required': option.required || undefined,
      inputMode: option.type === OptionType.integer ? 'numeric' : option.type === OptionType.number ? 'decimal' : 'text',
    });
  }
}

const choice = ({ name, value }) => ({ label: name, value });
const matching = (choices, query) => choices.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
