import { EMOJI } from '../text/emoji.js';
import { el, fill } from '../ui/dom.js';
import { popover } from '../ui/popover.js';
import { roving } from '../ui/roving.js';

const COLUMNS = 8;

/** Opens the picker beside `anchor`; `pick` gets the emoji. */
export function openEmojiPicker({ anchor, label, pick }) {
  const back = document.activeElement;
  const grid = el('div', { class: 'emoji-grid', role: 'group', 'aria-label': 'Emoji' });
  const search = el('input', { type: 'search', class: 'text-input', placeholder: 'Find an emoji', 'aria-label': 'Find an emoji' });
  const panel = el('div', { class: 'emoji-picker', role: 'dialog', 'aria-label': label }, search, grid);
  const handle = popover({ anchor, content: panel, align: 'end', onClose: () => back?.focus?.() });
  const stops = roving(grid, 'button', { orientation: 'grid', columns: () => COLUMNS });

  const choose = (emoji) => {
    handle.close();
    pick({ id: null, name: emoji });
  };
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    const found = EMOJI.filter(([emoji, words]) => words.includes(wanted) || emoji === wanted);
    fill(grid, found.map(([emoji, words]) => el('button', { type: 'button', text: emoji, title: words, 'aria-label': `${emoji} ${words}`, on: { click: () => choose(emoji) } })));
    stops.refresh();
  };
  search.addEventListener('input', draw);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      handle.close();
    } else if (event.target === search && event.key === 'ArrowDown') {
      event.preventDefault();
      stops.focusFirst();
    } else if (event.target === search && event.key === 'Enter') {
      event.preventDefault();
      grid.querySelector('button')?.click();
    }
  });
  draw();
  search.focus();
  handle.place();
}
