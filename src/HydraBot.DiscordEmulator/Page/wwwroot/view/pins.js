import { openDialog } from '../ui/dialog.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { MessageRow } from './message-row.js';

/** The pinned messages of a channel, kept up to date while they are shown. */
export async function openPins({ session, channel, actions }) {
  const { store } = session;
  const list = el('div', { class: 'pin-list' }, el('p', { class: 'pin-none', text: 'Loading…' }));
  const stop = store.on('pins', (channelId) => channelId === channel.id && draw());
  const dialog = openDialog({ title: `Pinned in #${channel.name}`, lead: icon('pin'), onClose: stop }, list);

  const draw = async () => {
    const pinned = await actions.attempt(() => session.pins(channel.id));
    const messages = Array.isArray(pinned) ? pinned : (pinned?.items ?? []).map(({ message }) => message);
    if (messages.length === 0) fill(list, el('p', { class: 'pin-none', text: 'Nothing is pinned in this channel.' }));
    else fill(list, messages.map(entry));
  };

  const entry = (message) => {
    const row = new MessageRow(message, { store, actions });
    row.update(message, { grouped: false });
    const jump = el('button', {
      type: 'button', class: 'button button-secondary', text: 'Jump',
      on: {
        click: () => {
          dialog.close();
          actions.jumpTo(message);
        },
      },
    });
    return el('div', { class: 'pin' }, row.element, jump);
  };

  await draw();
}
