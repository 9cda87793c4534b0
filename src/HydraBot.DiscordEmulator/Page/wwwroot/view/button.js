import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { external } from './media.js';

const STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' };

/** A message's button. @param {object} component @param {{ message: object, scene: import('../text/render.js').Scene }} place */
export function buttonView(component, { message, scene }) {
  const style = STYLES[component.style] ?? 'secondary';
  const busy = scene.store.busy.has(`${message.id}:${component.custom_id}`);
  const label = [
    component.emoji && el('span', { class: 'button-emoji', 'aria-hidden': component.label ? 'true' : undefined, text: component.emoji.id ? `:${component.emoji.name}:` : component.emoji.name }),
    component.label && el('span', { text: component.label }),
  ];
  if (style === 'link' && !component.disabled) return external(component.url, { class: 'button button-link' }, label, icon('external'));
  return el('button', {
    type: 'button', class: `button button-${style}${busy ? ' busy' : ''}`, disabled: Boolean(component.disabled), 'aria-busy': busy || undefined,
    data: { key: `component-${component.custom_id}` },
    on: { click: () => !busy && scene.actions.press(message, component) },
  }, label, busy && el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')));
}
