import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { toast } from '../ui/toast.js';
import { fileSize } from '../view/media.js';

const MOST_FILES = 10;
const LARGEST = 25 * 1024 * 1024;

/** Files that wait to be sent with the next message. */
export class FileTray {
  files = [];

  constructor(onChange) {
    this.onChange = onChange;
    this.input = el('input', { type: 'file', multiple: true, hidden: true, on: { change: () => this.#take() } });
    this.element = el('ul', { class: 'file-tray', hidden: true, 'aria-label': 'Files to send' });
  }

  choose() {
    this.input.click();
  }

  add(files) {
    for (const file of files) {
      if (file.size > LARGEST) toast(`${file.name} is larger than ${fileSize(LARGEST)}`, { error: true });
      else if (this.files.length >= MOST_FILES) toast(`A message holds ${MOST_FILES} files at most`, { error: true });
      else this.files.push(file);
    }
    this.#draw();
  }

  /** @returns {File[]} what was there */
  takeAll() {
    const taken = this.files;
    this.files = [];
    this.#draw();
    return taken;
  }

  #take() {
    this.add(this.input.files);
    this.input.value = '';
  }

  #draw() {
    this.element.hidden = this.files.length === 0;
    fill(this.element, this.files.map((file) => el('li', {}, icon('file'), el('span', { class: 'file-name', text: file.name }), el('span', { class: 'file-size', text: fileSize(file.size) }),
      el('button', {
        type: 'button', class: 'icon-button', 'aria-label': `Remove ${file.name}`,
        on: {
          click: () => {
            this.files = this.files.filter((other) => other !== file);
            this.#draw();
          },
        },
      }, icon('close')))));
    this.onChange();
  }
}
