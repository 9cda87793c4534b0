import { el } from '../ui/dom.js';

const formatter = (options) => new Intl.DateTimeFormat(undefined, options);
const clock = formatter({ timeStyle: 'short' });
const STYLES = {
  t: clock,
  T: formatter({ timeStyle: 'medium' }),
  d: formatter({ dateStyle: 'short' }),
  D: formatter({ dateStyle: 'long' }),
  f: formatter({ dateStyle: 'long', timeStyle: 'short' }),
  F: formatter({ dateStyle: 'full', timeStyle: 'short' }),
  s: formatter({ dateStyle: 'short', timeStyle: 'short' }),
  S: formatter({ dateStyle: 'short', timeStyle: 'medium' }),
};
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const UNITS = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];
const REFRESH = 15_000;

setInterval(() => {
  for (const element of document.querySelectorAll('time[data-relative]')) element.textContent = fromNow(Date.parse(element.dateTime));
}, REFRESH);

/** `<t:seconds:style>` as a time element; the relative style keeps itself up to date. */
export function timestamp(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return el('span', { text: `<t:${seconds}>` });
  const isRelative = style === 'R';
  return el('time', {
    class: 'timestamp', dateTime: date.toISOString(), title: STYLES.F.format(date),
    'data-relative': isRelative ? '' : undefined, text: isRelative ? fromNow(date.getTime()) : STYLES[style].format(date),
  });
}

/** When a message was written, as a person would say it. */
export function whenWritten(milliseconds) {
  const date = new Date(milliseconds);
  const days = Math.round((startOfDay(new Date()) - startOfDay(date)) / 86_400_000);
  if (days === 0) return `Today at ${clock.format(date)}`;
  if (days === 1) return `Yesterday at ${clock.format(date)}`;
  return STYLES.s.format(date);
}

export const clockTime = (milliseconds) => clock.format(new Date(milliseconds));
export const fullTime = (milliseconds) => STYLES.F.format(new Date(milliseconds));
export const longDate = (milliseconds) => STYLES.D.format(new Date(milliseconds));
export const startOfDay = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

function fromNow(milliseconds) {
  const seconds = Math.round((milliseconds - Date.now()) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return relative.format(Math.trunc(seconds / size), unit);
}
