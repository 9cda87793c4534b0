import { highlight } from '../text/highlight.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { external, fileSize, picture, safeUrl } from './media.js';

const PREVIEW_LINES = 8;
const LARGEST_PREVIEW = 512 * 1024;
const TEXT_TYPE = /^(text\/|application\/(json|xml|yaml|x-yaml|javascript|x-sh|toml|sql))/;
const TEXT_NAME = /\.(log|txt|md|json|ya?ml|toml|ini|csv|cs|js|ts|py|sh|sql|xml|diff|patch|conf|env)$/i;

/** Draws an attachment by what it is: a picture, sound, film, text with a preview, or a file to download. */
export function attachmentView(attachment) {
  const type = attachment.content_type ?? '';
  const spoiler = attachment.filename.startsWith('SPOILER_');
  const { filename, description, width, height, url } = attachment;
  if (type.startsWith('image/')) {
    const view = picture(url, { alt: description ?? filename, className: 'attachment-image', width, height });
    return spoiler ? covered(view) : view;
  }
  if (type.startsWith('audio/')) return el('figure', { class: 'attachment' }, fileLine(attachment), el('audio', { controls: true, preload: 'none', src: safeUrl(url), 'aria-label': filename }));
  if (type.startsWith('video/')) return el('video', { class: 'attachment-image', controls: true, preload: 'metadata', src: safeUrl(url), 'aria-label': filename });
  const isText = (TEXT_TYPE.test(type) || TEXT_NAME.test(filename)) && attachment.size <= LARGEST_PREVIEW;
  return isText ? textFile(attachment) : el('div', { class: 'attachment' }, fileLine(attachment));
}

function fileLine({ filename, size, url, description }) {
  return el('div', { class: 'file' }, icon('file'),
    el('div', { class: 'file-text' }, external(url, { class: 'file-name', text: filename, title: description ?? '' }), el('span', { class: 'file-size', text: fileSize(size ?? 0) })),
    external(url, { class: 'icon-button', download: filename, 'aria-label': `Download ${filename}` }, icon('download')));
}

function textFile(attachment) {
  const code = el('code', { text: '…' });
  const toggle = el('button', { type: 'button', class: 'quiet-button', 'aria-expanded': 'false', hidden: true });
  const box = el('div', { class: 'attachment attachment-text' }, el('pre', { class: 'file-preview' }, code), el('div', { class: 'attachment-bar' }, fileLine(attachment), toggle));
  preview(attachment, code, toggle);
  return box;
}

async function preview(attachment, code, toggle) {
  const response = await fetch(safeUrl(attachment.url)).catch(() => null);
  if (!response?.ok) {
    code.textContent = 'No preview: the file cannot be read';
    return;
  }
  const text = (await response.text()).trimEnd();
  const lines = text.split('\n');
  const extension = attachment.filename.split('.').at(-1).toLowerCase();
  const draw = (open) => {
    const shown = open ? text : lines.slice(0, PREVIEW_LINES).join('\n');
    fill(code, highlight(shown, extension).map((piece) => (piece.kind ? el('span', { class: `code-${piece.kind}`, text: piece.text }) : piece.text)));
    toggle.textContent = open ? 'Collapse' : `Expand (${lines.length} lines)`;
    toggle.setAttribute('aria-label', `${open ? 'Collapse' : 'Expand'} ${attachment.filename}`);
    toggle.setAttribute('aria-expanded', String(open));
  };
  toggle.hidden = lines.length <= PREVIEW_LINES;
  toggle.addEventListener('click', () => draw(toggle.getAttribute('aria-expanded') !== 'true'));
  draw(false);
}

function covered(view) {
  const cover = el('button', { type: 'button', class: 'spoiler-cover', 'aria-label': 'Spoiler picture, press to show' }, el('span', { text: 'Spoiler' }));
  const box = el('div', { class: 'spoiler-picture' }, view, cover);
  cover.addEventListener('click', () => cover.remove());
  return box;
}
