import { has, MessageFlag, MessageType } from '../state/flags.js';
import { compareIds } from '../state/snowflake.js';
import { longDate, startOfDay } from '../text/time.js';
import { el } from '../ui/dom.js';
import { writtenAt } from './message-head.js';

const TOGETHER = 7 * 60_000;

/**
 * The rows of a part of the log: messages, a line where a day begins, and one where the unread ones begin.
 * @returns {{ key: string, kind: 'day'|'new'|'message', message?: object, grouped?: boolean, label?: string }[]}
 */
export function rowsOf(items, { start, end, newAfter, me }) {
  const rows = [];
  for (let index = start; index < end; index++) {
    const message = items[index];
    const before = items[index - 1];
    const day = startOfDay(new Date(writtenAt(message)));
    const isNewDay = !before || startOfDay(new Date(writtenAt(before))) !== day;
    const isFirstNew = newAfter !== null && before && isNew(message, newAfter, me) && !isNew(before, newAfter, null);
    if (isNewDay) rows.push({ key: `day-${day}`, kind: 'day', label: longDate(day) });
    if (isFirstNew) rows.push({ key: 'new', kind: 'new', label: 'New' });
    rows.push({ key: message.id, kind: 'message', message, grouped: !isNewDay && !isFirstNew && goesWith(message, before) });
  }
  return rows;
}

export function dividerView({ kind, label }) {
  return el('div', { class: `divider divider-${kind}`, role: 'separator', 'aria-label': kind === 'new' ? 'New messages' : label }, el('span', { text: label }));
}

function isNew(message, newAfter, me) {
  return compareIds(message.id, newAfter) > 0 && message.author.id !== me;
}

function goesWith(message, before) {
  return Boolean(before) && before.author.id === message.author.id && message.type === MessageType.default && !message.interaction_metadata
    && before.type in { [MessageType.default]: 1, [MessageType.reply]: 1, [MessageType.chatInput]: 1 }
    && has(message, MessageFlag.ephemeral) === has(before, MessageFlag.ephemeral)
    && writtenAt(message) - writtenAt(before) < TOGETHER;
}
