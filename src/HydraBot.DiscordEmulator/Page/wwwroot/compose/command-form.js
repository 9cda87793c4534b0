import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { OptionField } from './option-field.js';

/** A chosen command with its options, in the place of the message that it replaces. Enter runs it, Escape leaves it. */
export class CommandForm {
  #fields = [];

  /** @param {{ command: import('../state/commands.js').Command, session: object, channelId: string, onRun: (values: object[], files: File[]) => void, onLeave: () => void }} options */
  constructor({ command, session, channelId, onRun, onLeave }) {
    Object.assign(this, { command, session, channelId, onRun, onLeave });
    this.fields = el('div', { class: 'command-fields' });
    this.more = el('div', { class: 'command-more', role: 'group', 'aria-label': 'Optional options' });
    this.about = el('p', { class: 'command-about', 'aria-live': 'polite' });
    this.element = el('form', {
      class: 'command-form', 'aria-label': `/${command.name}`, noValidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          this.run();
        },
        keydown: (event) => this.#key(event),
      },
    },
    this.about,
    el('div', { class: 'command-line' },
      el('span', { class: 'command-name', text: `/${command.name}` }), this.fields, this.more,
      el('div', { class: 'command-buttons' },
        el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Cancel command', on: { click: () => onLeave() } }, icon('close')),
        el('button', { type: 'submit', class: 'icon-button send-button', 'aria-label': `Run /${command.name}` }, icon('send')))));
    for (const option of command.options.filter(({ required }) => required)) this.#add(option);
    this.#draw();
    this.#tell(command.description);
  }

  /** @param {string} [text] goes into the first option */
  focus(text = '') {
    if (text && this.#fields.length === 0 && this.command.options.length > 0) this.#add(this.command.options[0]);
    this.#draw();
    if (text && this.#fields[0]) this.#fields[0].text = text;
    (this.#fields.find((field) => field.isEmpty) ?? this.#fields.at(-1) ?? this.element.querySelector('[type=submit]')).focus();
  }

  run() {
    const wrong = this.#fields.find((field) => field.problem);
    if (wrong) {
      wrong.focus();
      wrong.complain(wrong.problem);
      this.#tell(wrong.problem, true);
      return;
    }
    const files = this.#fields.map((field) => field.file).filter(Boolean);
    let index = 0;
    const answers = this.#fields.map((field) => (field.file ? { ...field.answer, value: String(index++) } : field.answer)).filter(Boolean);
    this.onRun(answers, files);
  }

  #add(option) {
    const field = new OptionField({
      option, store: this.session.store,
      suggest: (name) => this.#suggest(name),
      onFocus: () => this.#tell(`${option.name}: ${option.description}`),
      onRemove: () => this.#remove(field),
    });
    this.#fields.push(field);
    return field;
  }

  #remove(field) {
    this.#fields = this.#fields.filter((other) => other !== field);
    this.#draw();
    this.focus();
  }

  #draw() {
    fill(this.fields, this.#fields.map(({ element }) => element));
    const shown = new Set(this.#fields.map(({ option }) => option.name));
    fill(this.more, this.command.options.filter(({ name }) => !shown.has(name)).map((option) => el('button', {
      type: 'button', class: 'option-chip', 'aria-label': `Add option ${option.name}`, title: option.description, text: `+ ${option.name}`,
      on: {
        click: () => {
          const field = this.#add(option);
          this.#draw();
          field.focus();
        },
      },
    })));
  }

  #suggest(name) {
    const drafts = this.#fields.map((field) => (field.option.name === name ? field.draft : field.answer)).filter(Boolean);
    return this.session.interactions.autocomplete(this.command, this.channelId, drafts, name);
  }

  #tell(text, wrong = false) {
    this.about.textContent = text;
    this.about.classList.toggle('wrong', wrong);
  }

  #key(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.onLeave();
    } else if (event.key === 'Backspace' && event.target === this.#fields[0]?.input && this.#fields[0].isEmpty) {
      event.preventDefault();
      this.onLeave(`/${this.command.name}`);
    } else if (event.key === 'Enter' && event.target.matches('.option-input') && !event.isComposing) {
      event.preventDefault();
      this.run();
    }
  }
}
