import { has, MessageFlag, MessageType } from '../state/flags.js';
import { timeOf } from '../state/snowflake.js';
import { inlineMarkdown } from '../text/render.js';
import { clockTime, fullTime, whenWritten } from '../text/time.js';
import { avatar } from '../ui/avatar.js';
import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** What stands above and beside a message's text: who, when, in answer to what. */

export const writtenAt = (message) => (message.timestamp ? Date.parse(message.timestamp) : timeOf(message.id));

export function nameOf(message, store) {
  return store.userName(message.author.id) ?? message.author.global_name ?? message.author.username;
}

export function gutter(message, { actions }, grouped) {
  if (grouped) return el('time', { class: 'message-time-hover', 'aria-hidden': 'true', text: clockTime(writtenAt(message)) });
  return el('button', {
    type: 'button', class: 'avatar-button', tabIndex: -1, 'aria-label': `Profile of ${message.author.username}`,
    on: { click: (event) => actions.showProfile(message.author.id, event.currentTarget, message.author) },
  }, avatar(message.author, 40));
}

export function headline(message, scene, grouped) {
  if (grouped) return null;
  const { store, actions } = scene;
  const color = store.colorOf(message.author.id);
  const written = writtenAt(message);
  return el('div', { class: 'message-head' },
    el('button', {
      type: 'button', class: 'message-author', tabIndex: -1, text: nameOf(message, store), style: color ? { color } : {},
      on: { click: (event) => actions.showProfile(message.author.id, event.currentTarget, message.author) },
    }),
    message.author.bot && appBadge(),
    el('time', { class: 'message-time', dateTime: new Date(written).toISOString(), title: fullTime(written), text: whenWritten(written) }),
    !message.content && message.edited_timestamp && editedMark(message));
}

export const editedMark = ({ edited_timestamp: time }) => el('span', { class: 'edited', title: fullTime(Date.parse(time)), text: '(edited)' });

export const appBadge = () => el('span', { class: 'app-badge', text: 'APP' });

/** The line above an answer: the message it answers, or the command that caused it. */
export function cause(message, scene) {
  if (message.type === MessageType.reply) return replyLine(message.referenced_message, scene);
  const caused = message.interaction_metadata ?? message.interaction;
  const command = message.interaction_metadata?.triggering_interaction_metadata ?? message.interaction_metadata; // a form's answer is the command's that asked for it
  const name = message.interaction?.name ?? command?.name;
  if (!caused?.user || !name) return null;
  const isSlash = message.type !== MessageType.contextMenu;
  return el('div', { class: 'message-cause' }, avatar(caused.user, 16), el('strong', { text: scene.store.userName(caused.user.id) ?? caused.user.username }),
    el('span', { text: 'used' }),
    el('button', { type: 'button', class: 'mention', tabIndex: -1, text: isSlash ? `/${name}` : name, on: { click: () => isSlash && scene.actions.startCommand(name) } }));
}

function replyLine(referenced, scene) {
  if (!referenced) return el('div', { class: 'message-cause message-reply' }, icon('reply'), el('em', { text: 'The original message was deleted' }));
  const summary = referenced.content ? inlineMarkdown(referenced.content.split('\n')[0], scene) : el('em', { text: plainSummary(referenced) || 'Press to see the message' });
  return el('div', { class: 'message-cause message-reply' }, avatar(referenced.author, 16), el('strong', { text: nameOf(referenced, scene.store) }),
    el('button', { type: 'button', class: 'reply-excerpt', tabIndex: -1, 'aria-label': `Go to the message by ${referenced.author.username}`, on: { click: () => scene.actions.jumpTo(referenced) } }),
    el('span', { class: 'reply-text' }, summary));
}

/** A message in one line of plain words, for screen readers and previews. */
export function plainSummary(message) {
  const embeds = (message.embeds ?? []).flatMap((embed) => [embed.title, embed.description]).filter(Boolean);
  const files = (message.attachments ?? []).map((file) => `file ${file.filename}`);
  if (has(message, MessageFlag.loading)) return 'is thinking…';
  return [message.content, ...embeds, ...files].filter(Boolean).join('. ').replaceAll(/[*_`~|#>]/g, '').slice(0, 200);
}
