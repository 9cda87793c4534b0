import { avatar } from '../ui/avatar.js';
import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** Who is in a voice channel; null when nobody is. @returns {HTMLElement|null} */
export function voiceMembers(store, channel, { size = 24 } = {}) {
  const present = store.presentIn(channel.id);
  return present.length === 0 ? null : el('ul', { class: 'voice-members', 'aria-label': `In ${channel.name}` }, present.map((place) => entry(store, place, size)));
}

function entry(store, { userId, name, muted, deafened }, size) {
  const user = store.members.get(userId)?.user ?? { id: userId, username: name };
  const item = el('li', { class: 'voice-member', data: { user: userId } }, el('span', { class: 'voice-ring' }, avatar(user, size)), el('span', { class: 'voice-name', text: name }),
    (muted || deafened) && icon(deafened ? 'headphonesOff' : 'microphoneOff'),
    (muted || deafened) && el('span', { class: 'visually-hidden', text: deafened ? ', deafened' : ', muted' }),
    el('span', { class: 'voice-speaking' }));
  mark(item, store.speaking.has(userId));
  return item;
}

/** Shows who speaks, on what is drawn already: people speak often, and nothing else changes with it. */
export function markSpeaking(root, store) {
  for (const item of root.querySelectorAll('.voice-member')) mark(item, store.speaking.has(item.dataset.user));
}

function mark(item, speaks) {
  if (item.classList.contains('speaks') === speaks) return;
  item.classList.toggle('speaks', speaks);
  item.querySelector('.voice-speaking').textContent = speaks ? 'speaking' : '';
}
