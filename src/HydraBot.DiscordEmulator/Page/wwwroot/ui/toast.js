import { el } from './dom.js';
import { icon } from './icons.js';

const LASTS = 6_000;

const region = el('div', { class: 'toasts', role: 'status', 'aria-live': 'polite', 'aria-label': 'Notices' });

export const toastRegion = () => region;

/** Says something for a few seconds, to eyes and to screen readers. */
export function toast(text, { error = false } = {}) {
  const note = el('div', { class: error ? 'toast toast-error' : 'toast' }, icon(error ? 'alert' : 'check'), el('span', { text }));
  region.append(note);
  setTimeout(() => note.remove(), LASTS);
}

/** Runs an action of a person; a refusal is shown to them. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(error.message, { error: true });
    return undefined;
  }
}
