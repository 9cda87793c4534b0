/** On a phone the channels and the members lie over the channel, one at a time; on a desk they stand beside it. */
export class Drawers {
  #open = null;
  #back = null;
  #narrow = matchMedia('(max-width: 860px)');

  /** @param {import('./shell.js').Shell} shell */
  constructor(shell) {
    this.shell = shell;
    shell.element.addEventListener('click', (event) => this.#open && event.target === shell.element && this.close());
    shell.main.addEventListener('click', (event) => this.#outside(event), true);
    shell.header.expanded('members', !this.#narrow.matches);
  }

  toggle(name) {
    if (!this.#narrow.matches) {
      const hidden = this.shell.element.classList.toggle(`without-${name}`);
      this.shell.header.expanded(name, !hidden);
      return;
    }
    if (this.#open === name) {
      this.close();
      return;
    }
    this.close();
    this.#back = document.activeElement;
    this.#open = name;
    this.shell.element.classList.add(`show-${name}`);
    this.shell.header.expanded(name, true);
    this.shell.main.inert = true;
    const drawer = name === 'sidebar' ? this.shell.channels.element : this.shell.members.element;
    drawer.querySelector('[aria-current], button')?.focus();
  }

  /** @returns {boolean} there was one to close */
  close() {
    if (!this.#open) return false;
    this.shell.element.classList.remove(`show-${this.#open}`);
    this.shell.header.expanded(this.#open, false);
    this.shell.main.inert = false;
    this.#open = null;
    this.#back?.focus?.();
    return true;
  }

  #outside(event) {
    if (!this.#open) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }
}
