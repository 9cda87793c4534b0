import { svg } from './dom.js';

/** Outlines on a 24 x 24 grid. */
const PATHS = {
  alert: 'M12 3 2 20h20L12 3z M12 10v4 M12 17h.01',
  channel: 'M9 4 7 20 M17 4l-2 16 M4 9h17 M3 15h17',
  check: 'M5 12.5 10 17 19 7',
  chevron: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12 M18 6 6 18',
  copy: 'M9 9h11v11H9z M5 15H4V4h11v1',
  down: 'M12 5v14 M6 13l6 6 6-6',
  download: 'M12 4v11 M7 11l5 5 5-5 M5 20h14',
  edit: 'M4 20l1-4L16 5l3 3L8 19l-4 1z',
  external: 'M14 4h6v6 M20 4l-9 9 M18 14v5H5V6h5',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  file: 'M6 3h8l5 5v13H6z M14 3v5h5',
  members: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M2 21c0-4 3-7 7-7s7 3 7 7 M16 4a4 4 0 0 1 0 7 M18 14c2.5.8 4 3.3 4 7',
  menu: 'M4 6h16 M4 12h16 M4 18h16',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  pin: 'M9 3h6l-1 7 4 4H6l4-4-1-7z M12 14v7',
  plus: 'M12 5v14 M5 12h14',
  react: 'M12 21a9 9 0 1 1 6-15.7 M9 10h.01 M15 10h.01 M8.5 14.5c1.8 2.3 5.2 2.3 7 0 M20 2v6 M17 5h6',
  reply: 'M10 8V4l-7 7 7 7v-4c5 0 8 1 11 5-1-6-4-11-11-11z',
  retry: 'M4 12a8 8 0 1 1 2.5 5.8 M4 19v-5h5',
  send: 'M4 12 3 4l18 8-18 8 1-8z M4 12h8',
  slash: 'M16 4 8 20',
  thread: 'M6 4v9a4 4 0 0 0 4 4h9 M15 13l4 4-4 4',
  trash: 'M5 7h14 M10 7V4h4v3 M7 7l1 13h8l1-13 M10.5 11v5 M13.5 11v5',
  unread: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  voice: 'M4 9v6h4l5 4V5L8 9H4z M16 9a4 4 0 0 1 0 6 M18.5 6a8 8 0 0 1 0 12',
};

/** A picture that says nothing to a screen reader: the control that holds it has the name. */
export function icon(name) {
  return svg('svg', { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: PATHS[name] }));
}

/** The mark of the product: three heads on one body. */
export function hydraMark() {
  const necks = svg('path', { d: 'M12 21.5V7.5 M12 21.5C5 20 9.5 14.5 6 12.3 3.4 10.7 3 8.5 4 6.8 M12 21.5c7-1.5 2.5-7 6-9.2 2.6-1.6 3-3.8 2-5.5' });
  const heads = ['M12 8.2 9.7 4.8 12 1.5l2.3 3.3z', 'M3.6 7.6 2 4.2 4.9 2l1.8 3z', 'm20.4 7.6 1.6-3.4L19.1 2l-1.8 3z'].map((d) => svg('path', { class: 'mark-head', d }));
  return svg('svg', { class: 'mark', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' }, necks, ...heads);
}
