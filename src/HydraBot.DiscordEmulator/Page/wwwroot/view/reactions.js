import { emojiName } from '../text/emoji.js';
import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** The reactions below a message: toggle buttons with counts, and one to add another. */
export function reactionsView(message, { actions }) {
  const reactions = message.reactions ?? [];
  if (reactions.length === 0) return null;
  return el('div', { class: 'reactions', role: 'group', 'aria-label': 'Reactions' },
    reactions.map((reaction) => reactionButton(message, reaction, actions)),
    el('button', {
      type: 'button', class: 'reaction reaction-add', 'aria-label': 'Add reaction', data: { key: 'reaction-add' },
      on: { click: (event) => actions.pickReaction(message, event.currentTarget) },
    }, icon('react')));
}

function reactionButton(message, { emoji, count, me }, actions) {
  return el('button', {
    type: 'button', class: me ? 'reaction mine' : 'reaction', 'aria-pressed': Boolean(me), data: { key: `reaction-${emoji.id ?? emoji.name}` },
    'aria-label': `${emoji.name} ${emojiName(emoji)}, ${count} ${count === 1 ? 'reaction' : 'reactions'}`,
    on: { click: () => actions.react(message, emoji, !me) },
  }, el('span', { class: 'reaction-emoji', text: emoji.id ? `:${emoji.name}:` : emoji.name }), el('span', { class: 'reaction-count', text: String(count) }));
}
