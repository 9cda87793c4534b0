import { byOwnName } from '../net/own-address.js';
import { el } from '../ui/dom.js';

/** Only addresses that a browser fetches; what the emulator itself holds is fetched from where the page came from. */
export function safeUrl(address) {
  if (!address || !URL.canParse(address, location.href)) return null;
  const url = new URL(address, location.href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? byOwnName(url).href : null;
}

/** A picture, or a plain link when the browser may not or cannot show it. */
export function picture(address, { alt, className = '', width, height, link = true }) {
  const url = safeUrl(address);
  if (!url) return null;
  const image = el('img', { src: url, alt, class: className, loading: 'lazy', decoding: 'async' });
  if (width && height) image.style.aspectRatio = `${width} / ${height}`;
  if (width) image.style.setProperty('--natural-width', `${width}px`);
  const holder = link ? external(url, { class: 'picture', 'aria-label': `Open picture: ${alt}` }, image) : el('span', { class: 'picture' }, image);
  image.addEventListener('error', () => holder.replaceWith(external(url, { class: 'picture-link', text: `🖼 ${alt}` })));
  return holder;
}

/** A link that leaves the page. */
export function external(address, properties = {}, ...children) {
  const url = safeUrl(address);
  if (!url) return el('span', {}, ...children);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow', ...properties }, ...children);
}

const SIZES = ['bytes', 'KB', 'MB', 'GB'];

export function fileSize(bytes) {
  const step = Math.min(SIZES.length - 1, bytes > 0 ? Math.floor(Math.log(bytes) / Math.log(1024)) : 0);
  return `${(bytes / 1024 ** step).toLocaleString(undefined, { maximumFractionDigits: step ? 1 : 0 })} ${SIZES[step]}`;
}
