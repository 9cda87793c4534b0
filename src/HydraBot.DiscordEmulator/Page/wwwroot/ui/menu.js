import { el } from './dom.js';
import { icon } from './icons.js';
import { popover } from './popover.js';
import { roving } from './roving.js';

/**
 * Opens a menu of actions; focus goes into it and comes back.
 * @param {{ anchor: HTMLElement, label: string, items: ({ label: string, icon?: string, danger?: boolean, hint?: string, lead?: Node,
 *   checked?: boolean, run: () => void } | { heading: string } | null)[], at?: { x: number, y: number }, align?: 'start'|'end', side?: 'above'|'below' }} options
 */
export function openMenu({ anchor, label, items, at, align, side }) {
  const list = el('div', { class: 'menu', role: 'menu', 'aria-label': label });
  const back = document.activeElement;
  const handle = popover({ anchor, content: list, at, align, side, onClose: () => returnFocus(list, back) });
  list.append(...items.filter(Boolean).map((item) => entry(item, handle)));
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    handle.close();
    back?.focus?.();
  });
  roving(list, '[role^=menuitem]', { orientation: 'vertical', typeahead: true }).focusFirst();
  handle.place();
  return handle;
}

function entry(item, handle) {
  if (item.heading) return el('div', { class: 'menu-heading', role: 'presentation', text: item.heading });
  const radio = item.checked !== undefined;
  return el('button', {
    type: 'button', role: radio ? 'menuitemradio' : 'menuitem', 'aria-checked': radio ? item.checked : undefined,
    class: item.danger ? 'menu-item danger' : 'menu-item', tabIndex: -1,
    on: {
      click: () => {
        handle.close();
        item.run();
      },
    },
  }, item.lead, el('span', { class: 'menu-label' }, item.label, item.hint && el('span', { class: 'menu-hint', text: item.hint })),
  item.icon ? icon(item.icon) : item.checked ? icon('check') : null);
}

/** The item that was chosen may have moved focus on purpose; only focus that would be lost goes back. */
function returnFocus(list, back) {
  if (document.activeElement === document.body || list.contains(document.activeElement)) back?.focus?.();
}
