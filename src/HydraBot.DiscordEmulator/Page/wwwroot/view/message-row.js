import { mentionsMe } from '../state/events.js';
import { has, MessageFlag, MessageType } from '../state/flags.js';
import { isOnlyEmoji } from '../text/emoji.js';
import { markdown } from '../text/render.js';
import { fullTime } from '../text/time.js';
import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { attachmentView } from './attachment.js';
import { componentViews } from './components.js';
import { embedView } from './embed.js';
import { cause, editedMark, gutter, headline, nameOf, plainSummary, writtenAt } from './message-head.js';
import { reactionsView } from './reactions.js';

const SYSTEM = {
  [MessageType.pin]: ['pin', (name) => `${name} pinned a message to this channel.`],
  [MessageType.join]: ['members', (name) => `${name} joined the server.`],
  [MessageType.threadCreated]: ['thread', (name, message) => `${name} started a thread: ${message.content}`],
};

/**
 * One message on the page. It is drawn in parts, and a part is drawn again only when what it shows changed: an edit elsewhere in the
 * message leaves an open list, a revealed spoiler and the focus alone.
 */
export class MessageRow {
  #parts = new Map();

  /** @param {import('../text/render.js').Scene} scene */
  constructor(message, scene) {
    this.scene = scene;
    this.side = el('div', { class: 'message-side' });
    this.body = el('div', { class: 'message-body' });
    this.top = el('div', { class: 'message-top' });
    this.element = el('article', { class: 'message', tabIndex: -1, data: { id: message.id } }, this.top, this.side, this.body);
  }

  update(message, { grouped }) {
    this.message = message;
    const { scene } = this;
    const { store } = scene;
    const who = [nameOf(message, store), store.colorOf(message.author.id)];
    this.element.setAttribute('aria-label', `${who[0]}, ${fullTime(writtenAt(message))}: ${plainSummary(message)}`);
    this.element.className = classes(message, store, grouped);
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.#part(this.top, 'cause', [message.referenced_message?.id, message.referenced_message?.content, message.interaction_metadata, message.type], () => cause(message, scene));
    this.#part(this.side, 'gutter', [grouped, message.author], () => gutter(message, scene, grouped));
    this.#part(this.body, 'head', [grouped, who, message.author, message.content ? null : message.edited_timestamp], () => headline(message, scene, grouped));
    this.#part(this.body, 'text', [message.content, message.edited_timestamp, message.flags, message.local, message.type], () => text(message, scene));
    this.#part(this.body, 'embeds', [message.embeds, message.flags], () => (has(message, MessageFlag.suppressEmbeds) ? null : message.embeds?.map((embed) => embedView(embed, scene))));
    this.#part(this.body, 'attachments', shownFiles(message), () => shownFiles(message).map(attachmentView));
    this.#part(this.body, 'components', [message.components, busyIn(message, store)], () => componentViews(message.components, { message, scene }));
    this.#part(this.body, 'reactions', message.reactions ?? [], () => reactionsView(message, scene));
    this.#part(this.body, 'notes', [message.local, message.failure, message.flags, store.failures.get(message.id)], () => notes(message, scene));
    if (focused && !this.element.contains(document.activeElement)) this.element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #part(parent, name, shows, draw) {
    const state = JSON.stringify(shows);
    const known = this.#parts.get(name);
    if (known?.state === state) return;
    const holder = known?.holder ?? el('div', { class: `part part-${name}` });
    if (!known) parent.append(holder);
    const content = [draw()].flat().filter(Boolean);
    holder.replaceChildren(...content);
    holder.hidden = content.length === 0;
    this.#parts.set(name, { holder, state });
  }
}

function classes(message, store, grouped) {
  const names = ['message'];
  if (grouped) names.push('grouped');
  if (has(message, MessageFlag.ephemeral)) names.push('ephemeral');
  if (message.local) names.push(`message-${message.local}`);
  if (mentionsMe(store, message)) names.push('mentioned');
  if (message.type in SYSTEM) names.push('system');
  return names.join(' ');
}

function text(message, scene) {
  if (message.type in SYSTEM) {
    const [symbol, say] = SYSTEM[message.type];
    return el('div', { class: 'system-line' }, icon(symbol), el('span', { text: say(nameOf(message, scene.store), message) }));
  }
  if (has(message, MessageFlag.loading)) return thinking(`${nameOf(message, scene.store)} is thinking…`);
  if (message.local === 'sending' && message.type === MessageType.chatInput) return thinking('Sending command…');
  if (message.local === 'failed' && message.type === MessageType.chatInput) return null;
  if (!message.content) return null;
  const box = el('div', { class: isOnlyEmoji(message.content) ? 'markdown jumbo' : 'markdown' }, markdown(message.content, scene));
  if (message.edited_timestamp) (box.lastElementChild?.tagName === 'P' ? box.lastElementChild : box).append(editedMark(message));
  return box;
}

function thinking(label) {
  return el('div', { class: 'thinking' }, el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')), el('span', { text: label }));
}

/** Files that a layout component shows are not shown again below it. */
function shownFiles(message) {
  return has(message, MessageFlag.componentsV2) ? [] : message.attachments ?? [];
}

function busyIn(message, store) {
  return [...store.busy].filter((key) => key.startsWith(`${message.id}:`));
}

function notes(message, { store, actions }) {
  const failure = store.failures.get(message.id);
  const isCommand = message.type === MessageType.chatInput;
  return [
    failure && el('div', { class: 'failure', role: 'alert' }, icon('alert'), el('span', { text: failure })),
    message.local === 'failed' && isCommand && el('div', { class: 'failure', role: 'alert' }, icon('alert'), el('span', { text: message.content })),
    message.local === 'failed' && !isCommand && el('div', { class: 'failure', role: 'alert' }, icon('alert'), el('span', { text: `Not sent. ${message.failure ?? ''}` }),
      linkButton('Try again', () => actions.retry(message)), linkButton('Discard', () => actions.dismiss(message))),
    (has(message, MessageFlag.ephemeral) || (message.local === 'failed' && isCommand)) && el('div', { class: 'only-you' }, icon('eye'), el('span', { text: 'Only you can see this' }),
      el('span', { 'aria-hidden': 'true', text: '·' }), linkButton('Dismiss', () => actions.dismiss(message))),
  ];
}

function linkButton(label, click) {
  return el('button', { type: 'button', class: 'link-button', text: label, data: { key: label }, on: { click } });
}
