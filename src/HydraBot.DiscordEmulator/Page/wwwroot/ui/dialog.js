import { el, uniqueId } from './dom.js';
import { icon } from './icons.js';

/**
 * Opens a modal dialog: the browser keeps focus inside, closes it on Escape and gives focus back.
 * @param {{ title: string, lead?: Node, className?: string, onClose?: () => void }} options
 * @returns {{ element: HTMLDialogElement, body: HTMLElement, close: () => void }}
 */
export function openDialog({ title, lead, className = '', onClose }, ...content) {
  const id = uniqueId('dialog');
  const back = document.activeElement;
  const body = el('div', { class: 'dialog-body' }, content);
  const element = el('dialog', { class: `dialog ${className}`, 'aria-labelledby': id },
    el('header', { class: 'dialog-header' }, lead, el('h2', { id, text: title }),
      el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', on: { click: () => element.close() } }, icon('close'))),
    body);
  element.addEventListener('close', () => {
    element.remove();
    onClose?.();
    if (document.activeElement === document.body) back?.focus?.();
  });
  element.addEventListener('pointerdown', (event) => {
    if (event.target === element) element.close();
  });
  document.body.append(element);
  element.showModal();
  return { element, body, close: () => element.close() };
}

/** Asks before something that cannot be taken back. @returns {Promise<boolean>} */
export function confirmDialog({ title, text, action }) {
  return new Promise((resolve) => {
    let sure = false;
    const yes = el('button', { type: 'button', class: 'button button-danger', text: action, on: { click: () => { sure = true; dialog.close(); } } });
    const no = el('button', { type: 'button', class: 'button button-secondary', text: 'Cancel', on: { click: () => dialog.close() } });
    const dialog = openDialog({ title, className: 'dialog-small', onClose: () => resolve(sure) }, el('p', { text }), el('footer', { class: 'dialog-actions' }, no, yes));
    no.focus();
  });
}
