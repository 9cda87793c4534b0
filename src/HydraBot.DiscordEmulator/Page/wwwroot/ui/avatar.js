import { el } from './dom.js';
import { hydraMark } from './icons.js';

const HUES = [262, 204, 338, 24, 150, 288, 186, 48];

/**
 * A user's picture: the one they set, else their initial on a colour of their own; an application without one wears the mark.
 * @param {{ id: string, username: string, avatar?: string, bot?: boolean }} user
 */
export function avatar(user, size = 40) {
  const box = el('span', { class: 'avatar', 'aria-hidden': 'true', style: { width: `${size}px`, height: `${size}px` } });
  if (user.avatar) {
    box.append(el('img', { src: `/avatars/${user.id}/${user.avatar}.png`, alt: '', width: size, height: size }));
  } else if (user.bot) {
    box.classList.add('avatar-application');
    box.append(hydraMark());
  } else {
    box.style.setProperty('background', `hsl(${HUES[hash(user.username ?? '')]} 46% 42%)`);
    box.style.setProperty('font-size', `${Math.round(size * 0.44)}px`);
    box.textContent = (user.global_name ?? user.username ?? '?').slice(0, 1).toUpperCase();
  }
  return box;
}

function hash(text) {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)) >>> 0;
  return sum % HUES.length;
}
