import { el } from '../ui/dom.js';
import { parse } from './blocks.js';
import { highlight } from './highlight.js';
import { parseInline } from './inline.js';
import { timestamp } from './time.js';

/**
 * Draws markdown. Every piece becomes a node made here, and text becomes text nodes: what a message says can never be markup.
 * @typedef {{ store: import('../state/store.js').Store, actions: object }} Scene
 */

const BLOCKS = {
  paragraph: (node, scene) => el('p', {}, inlines(node.children, scene)),
  heading: (node, scene) => el('div', { class: `heading heading-${node.level}`, role: 'heading', 'aria-level': node.level + 2 }, inlines(node.children, scene)),
  subtext: (node, scene) => el('small', { class: 'subtext' }, inlines(node.children, scene)),
  quote: (node, scene) => el('blockquote', {}, blocks(node.children, scene)),
  list: (node, scene) => list(node, scene),
  fence: (node, scene) => fence(node, scene),
};

const INLINES = {
  text: (node) => document.createTextNode(node.value),
  strong: (node, scene) => el('strong', {}, inlines(node.children, scene)),
  emphasis: (node, scene) => el('em', {}, inlines(node.children, scene)),
  underline: (node, scene) => el('u', {}, inlines(node.children, scene)),
  strike: (node, scene) => el('s', {}, inlines(node.children, scene)),
  code: (node) => el('code', { text: node.value }),
  spoiler: (node, scene) => spoiler(node, scene),
  link: (node, scene) => el('a', { href: node.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, inlines(node.children, scene)),
  time: (node) => timestamp(node.seconds, node.style),
  emoji: (node) => el('span', { class: 'custom-emoji', text: `:${node.name}:` }),
  everyone: (node) => el('span', { class: 'mention mention-all', text: node.value }),
  list: (node, scene) => list(node, scene),
  user: ({ id }, { store, actions }) => mention(`@${store.userName(id) ?? 'unknown user'}`, (event) => actions.showProfile(id, event.currentTarget)),
  role: ({ id }, { store }) => roleMention(id, store),
  channel: ({ id }, { store, actions }) => mention(`#${store.channels.get(id)?.name ?? 'unknown'}`, () => actions.openChannel(id)),
  command: ({ name }, { actions }) => mention(`/${name}`, () => actions.startCommand(name)),
};

/** @param {string} source @param {Scene} scene @returns {Node[]} */
export const markdown = (source, scene) => blocks(parse(source), scene);

/** One line of markdown, for places without room for blocks. */
export const inlineMarkdown = (source, scene) => inlines(parseInline(source), scene);

const blocks = (nodes, scene) => nodes.map((node) => BLOCKS[node.type](node, scene));
const inlines = (nodes, scene) => nodes.map((node) => INLINES[node.type](node, scene));

function list(node, scene) {
  const items = node.items.map((children) => el('li', {}, inlines(children, scene)));
  return el(node.ordered ? 'ol' : 'ul', { start: node.ordered ? node.start : undefined }, items);
}

function fence({ language, value }, { actions }) {
  const code = el('code', {}, highlight(value, language).map(({ kind, text }) => (kind ? el('span', { class: `code-${kind}`, text }) : text)));
  return el('figure', { class: 'fence' },
    el('figcaption', {}, el('span', { text: language || 'text' }),
      el('button', { type: 'button', class: 'quiet-button', 'aria-label': 'Copy code', text: 'Copy', on: { click: () => actions.copy(value) } })),
    el('pre', {}, code));
}

function spoiler(node, scene) {
  const hidden = el('span', { class: 'spoiler-text', 'aria-hidden': 'true' }, inlines(node.children, scene));
  const cover = el('span', { class: 'spoiler', role: 'button', tabIndex: 0, 'aria-label': 'Spoiler, press to show' }, hidden);
  const reveal = (event) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    cover.classList.add('revealed');
    for (const name of ['role', 'tabindex', 'aria-label']) cover.removeAttribute(name);
    hidden.removeAttribute('aria-hidden');
    cover.removeEventListener('click', reveal);
    cover.removeEventListener('keydown', reveal);
  };
  cover.addEventListener('click', reveal);
  cover.addEventListener('keydown', reveal);
  return cover;
}

function mention(text, click) {
  return el('button', { type: 'button', class: 'mention', text, on: { click } });
}

function roleMention(id, store) {
  const role = store.roles.get(id);
  return el('span', { class: 'mention mention-role', text: `@${role?.name ?? 'unknown role'}` });
}
