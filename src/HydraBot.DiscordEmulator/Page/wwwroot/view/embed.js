import { cssColor } from '../state/store.js';
import { inlineMarkdown, markdown } from '../text/render.js';
import { timestamp } from '../text/time.js';
import { el } from '../ui/dom.js';
import { external, picture } from './media.js';

const COLUMNS = 12;
const FIELDS_IN_A_ROW = 3;

/** Draws one embed. @param {object} embed @param {import('../text/render.js').Scene} scene */
export function embedView(embed, scene) {
  const box = el('div', { class: 'embed', role: 'group', 'aria-label': `Embed: ${embed.title ?? embed.author?.name ?? 'untitled'}` },
    el('div', { class: embed.thumbnail ? 'embed-main with-thumbnail' : 'embed-main' },
      el('div', { class: 'embed-text' },
        embed.author && authorLine(embed.author),
        embed.title && el('div', { class: 'embed-title' }, embed.url ? external(embed.url, {}, inlineMarkdown(embed.title, scene)) : inlineMarkdown(embed.title, scene)),
        embed.description && el('div', { class: 'markdown embed-description' }, markdown(embed.description, scene)),
        embed.fields?.length > 0 && fieldGrid(embed.fields, scene)),
      embed.thumbnail && picture(embed.thumbnail.url, { alt: `Thumbnail of ${embed.title ?? 'the embed'}`, className: 'embed-thumbnail' })),
    embed.image && picture(embed.image.url, { alt: embed.image.description ?? `Picture of ${embed.title ?? 'the embed'}`, className: 'embed-image', width: embed.image.width, height: embed.image.height }),
    (embed.footer || embed.timestamp) && footer(embed));
  if (embed.color !== null && embed.color !== undefined) box.style.setProperty('--embed-color', cssColor(embed.color));
  return box;
}

function authorLine(author) {
  const name = author.url ? external(author.url, { text: author.name }) : el('span', { text: author.name });
  return el('div', { class: 'embed-author' }, author.icon_url && picture(author.icon_url, { alt: '', className: 'embed-icon', link: false }), name);
}

/** Inline fields stand beside each other, up to three in a row; the others take a row each. */
function fieldGrid(fields, scene) {
  const rows = [];
  for (const field of fields) {
    const row = rows.at(-1);
    if (field.inline && row?.[0].inline && row.length < FIELDS_IN_A_ROW) row.push(field);
    else rows.push([field]);
  }
  return el('dl', { class: 'embed-fields' }, rows.flatMap((row) => row.map((field) => el('div', {
    class: 'embed-field', style: { '--span': String(field.inline ? COLUMNS / Math.max(row.length, 1) : COLUMNS) },
  }, el('dt', {}, inlineMarkdown(field.name, scene)), el('dd', { class: 'markdown' }, markdown(field.value, scene))))));
}

function footer({ footer: line, timestamp: time }) {
  return el('div', { class: 'embed-footer' },
    line?.icon_url && picture(line.icon_url, { alt: '', className: 'embed-icon', link: false }),
    line && el('span', { text: line.text }),
    line && time && el('span', { 'aria-hidden': 'true', text: '•' }),
    time && timestamp(Date.parse(time) / 1000, 's'));
}
