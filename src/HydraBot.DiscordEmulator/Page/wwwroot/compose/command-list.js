import { el } from '../ui/dom.js';
import { Listbox } from '../ui/listbox.js';
import { popover } from '../ui/popover.js';
import { avatar } from '../ui/avatar.js';

const MOST = 50;

/** The commands that fit what was typed after a slash, above the composer. */
export class CommandList {
  #popover = null;

  /** @param {{ field: HTMLTextAreaElement, commands: import('../state/commands.js').Commands, onPick: (command: object) => void }} options */
  constructor({ field, commands, onPick }) {
    this.field = field;
    this.commands = commands;
    this.listbox = new Listbox({ label: 'Commands', onPick: ({ command }) => onPick(command), onActive: (id) => this.#point(id) });
  }

  get isOpen() {
    return this.#popover !== null;
  }

  /** The command that Enter would take. */
  get active() {
    return this.listbox.active?.command ?? null;
  }

  show(query) {
    const found = this.commands.search(query).slice(0, MOST);
    this.#popover ??= popover({ anchor: this.field.closest('.composer-box'), content: el('div', { class: 'command-list' }, this.listbox.element), side: 'above', matchWidth: true, onClose: () => this.#closed() });
    this.field.setAttribute('aria-controls', this.listbox.id);
    this.listbox.show(found.map(entry), { empty: this.commands.all.length === 0 ? 'No application offers commands yet' : 'No command matches' });
    this.#popover.place();
  }

  close() {
    this.#popover?.close();
  }

  key(event) {
    return this.listbox.key(event);
  }

  #closed() {
    this.#popover = null;
    this.#point(null);
    this.field.removeAttribute('aria-controls');
  }

  #point(id) {
    if (id) this.field.setAttribute('aria-activedescendant', id);
    else this.field.removeAttribute('aria-activedescendant');
  }
}

function entry(command) {
  const required = command.options.filter((option) => option.required).map(({ name }) => name).join(' ');
  return {
    value: command.name, command, label: `/${command.name}${required ? ` ${required}` : ''}`, description: command.description, trail: command.application?.name ?? '',
    lead: avatar(command.application?.bot ?? { id: command.root.application_id, username: command.application?.name, bot: true }, 28),
  };
}
