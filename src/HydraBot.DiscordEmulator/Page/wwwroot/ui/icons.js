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
  headphones: 'M4 15v-2a8 8 0 0 1 16 0v2 M4 15h4v6H5a1 1 0 0 1-1-1v-5z M20 15h-4v6h3a1 1 0 0 0 1-1v-5z',
  headphonesOff: 'M4 15v-2a8 8 0 0 1 16 0v2 M4 15h4v6H5a1 1 0 0 1-1-1v-5z M20 15h-4v6h3a1 1 0 0 0 1-1v-5z M3 3l18 18',
  leave: 'M10 4H5v16h5 M9 12h11 M16 8l4 4-4 4',
  menu: 'M4 6h16 M4 12h16 M4 18h16',
  microphone: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3z M5 11a7 7 0 0 0 14 0 M12 18v3',
  microphoneOff: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3z M5 11a7 7 0 0 0 14 0 M12 18v3 M3 3l18 18',
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

const NECKS = 'M32 47V24M30 46.5C30 40 16.5 42.5 16.5 33 16.5 29.5 18 27 19.8 24.5M34 46.5C34 40 47.5 42.5 47.5 33 47.5 29.5 46 27 44.2 24.5';

const BODY = [
  'M32 5.8C36.3 9 39.4 12.9 39.4 17.5 39.4 22.3 35.9 25.9 32 29.2 28.1 25.9 24.6 22.3 24.6 17.5 24.6 12.9 27.7 9 32 5.8ZM28 15.6C28.2 18.6 30.2 19.3 31 17.8ZM36 15.6 33 17.8C33.8 19.3 35.8 18.6 36 15.6Z',
  'M23.4 20.5C23.4 15.4 19.5 12.7 15.2 13.5 11.2 14.2 7.8 16.7 5.1 20.6L11.2 22.1 7.3 25.5C11 28.2 17.1 29 20.3 27.4 22.5 26.2 23.4 23.6 23.4 20.5ZM14.6 18.6a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0Z',
  'M40.6 20.5C40.6 15.4 44.5 12.7 48.8 13.5 52.8 14.2 56.2 16.7 58.9 20.6L52.8 22.1 56.7 25.5C53 28.2 46.9 29 43.7 27.4 41.5 26.2 40.6 23.6 40.6 20.5ZM46.2 18.6a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0Z',
  'M21.5 48H42.5A2.6 2.6 0 0 1 45.1 50.6V54.4A2.6 2.6 0 0 1 42.5 57H21.5A2.6 2.6 0 0 1 18.9 54.4V50.6A2.6 2.6 0 0 1 21.5 48ZM24.2 51.2A1.3 1.3 0 0 0 24.2 53.8H30.6A1.3 1.3 0 0 0 30.6 51.2ZM38.6 52.5a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0Z',
];

/** The mark of the product, as assets/branding/mark.svg draws it: three heads on one machine. */
export function hydraMark() {
  const body = BODY.map((d) => svg('path', { class: 'mark-body', d }));
  return svg('svg', { class: 'mark', viewBox: '0 0 64 64', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: NECKS }), ...body);
}
