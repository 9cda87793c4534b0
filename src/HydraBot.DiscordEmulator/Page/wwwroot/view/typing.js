import { el, fill } from '../ui/dom.js';

/** The line below the log that says who is typing. */
export function typingLine() {
  return el('div', { class: 'typing', 'aria-live': 'polite', role: 'status', 'aria-label': 'Typing' });
}

export function drawTyping(line, store, channelId) {
  const names = store.typing.users(channelId).map((id) => store.userName(id) ?? 'Somebody');
  const text = names.length === 0 ? '' : names.length > 3 ? 'Several people are typing…' : `${listed(names)} ${names.length === 1 ? 'is' : 'are'} typing…`;
  fill(line, text && [el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')), el('span', { text })]);
}

const listed = (names) => new Intl.ListFormat(undefined, { type: 'conjunction' }).format(names);
