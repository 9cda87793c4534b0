import { ComponentType } from '../state/flags.js';
import { cssColor } from '../state/store.js';
import { markdown } from '../text/render.js';
import { el } from '../ui/dom.js';
import { attachmentView } from './attachment.js';
import { buttonView } from './button.js';
import { picture } from './media.js';
import { Select } from './select.js';

/**
 * Draws a message's components, both the rows below a message and the layouts that are a message of their own.
 * @typedef {{ message: object, scene: import('../text/render.js').Scene }} Place
 */

const VIEWS = {
  [ComponentType.row]: (component, place) => el('div', { class: 'component-row' }, componentViews(component.components, place)),
  [ComponentType.button]: buttonView,
  [ComponentType.stringSelect]: selectView,
  [ComponentType.userSelect]: selectView,
  [ComponentType.roleSelect]: selectView,
  [ComponentType.mentionableSelect]: selectView,
  [ComponentType.channelSelect]: selectView,
  [ComponentType.section]: (component, place) => el('div', { class: 'component-section' },
    el('div', { class: 'component-section-text' }, componentViews(component.components, place)),
    el('div', { class: 'component-accessory' }, componentViews([component.accessory], place))),
  [ComponentType.text]: (component, { scene }) => el('div', { class: 'markdown' }, markdown(component.content, scene)),
  [ComponentType.thumbnail]: (component, place) => mediaView(component, place, 'component-thumbnail'),
  [ComponentType.gallery]: (component, place) => el('div', { class: 'component-gallery', data: { count: String(Math.min(component.items.length, 3)) } },
    component.items.map((item) => mediaView(item, place, 'gallery-picture'))),
  [ComponentType.file]: (component, { message }) => {
    const attachment = attachmentOf(component.file, message);
    return attachment && attachmentView(attachment);
  },
  [ComponentType.separator]: (component) => el('hr', { class: `component-separator spacing-${component.spacing ?? 1}${component.divider === false ? ' bare' : ''}` }),
  [ComponentType.container]: (component, place) => {
    const accent = component.accent_color;
    const box = el('div', { class: 'component-container' }, componentViews(component.components, place));
    if (accent !== null && accent !== undefined) box.style.setProperty('--embed-color', cssColor(accent));
    return box;
  },
};

/** @param {object[]} components @param {Place} place @returns {Node[]} */
export function componentViews(components, place) {
  return (components ?? []).filter(Boolean).map((component) => VIEWS[component.type]?.(component, place) ?? null).filter(Boolean);
}

function selectView(component, { message, scene }) {
  const busy = scene.store.busy.has(`${message.id}:${component.custom_id}`);
  return new Select({ component, store: scene.store, busy, onChange: (values) => scene.actions.press(message, component, values) }).element;
}

function mediaView({ media, description }, { message }, className) {
  const attachment = attachmentOf(media, message);
  return picture(attachment?.url ?? media.url, { alt: description ?? attachment?.filename ?? 'Picture', className, width: media.width ?? attachment?.width, height: media.height ?? attachment?.height });
}

/** `attachment://name` means a file of the same message. */
function attachmentOf(media, message) {
  const name = media.url?.startsWith('attachment://') ? media.url.slice('attachment://'.length) : null;
  const attachments = message.attachments ?? [];
  return attachments.find((attachment) => attachment.filename === name || attachment.id === media.attachment_id || attachment.url === media.url)
    ?? (name || !media.url ? null : { filename: media.url.split('/').at(-1), url: media.url, size: media.size ?? 0, content_type: media.content_type ?? '' });
}
