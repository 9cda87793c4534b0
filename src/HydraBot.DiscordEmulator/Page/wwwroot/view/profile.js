import { CommandType } from '../state/flags.js';
import { cssColor } from '../state/store.js';
import { avatar } from '../ui/avatar.js';
import { el } from '../ui/dom.js';
import { popover } from '../ui/popover.js';
import { appBadge } from './message-head.js';

/** A card about a user: who they are, their roles, and the commands that applications offer for users. */
export async function openProfile({ userId, anchor, session, actions, fallback }) {
  const { store } = session;
  const user = store.members.get(userId)?.user ?? fallback;
  if (!user) return;
  await actions.attempt(() => session.commands.load());
  const back = document.activeElement;
  const commands = session.commands.ofType(CommandType.user);
  const name = store.userName(userId) ?? user.username;
  const card = el('div', { class: 'profile', role: 'dialog', 'aria-label': `Profile of ${name}`, tabIndex: -1 },
    el('div', { class: 'profile-banner' }), avatar(user, 72),
    el('div', { class: 'profile-body' },
      el('h2', {}, name, user.bot && appBadge()), el('p', { class: 'profile-user', text: user.username }),
      el('h3', { text: 'Roles' }), roleChips(store, userId),
      commands.length > 0 && [el('h3', { text: 'Apps' }), ...commands.map((command) => el('button', {
        type: 'button', class: 'menu-item', text: command.name,
        on: {
          click: () => {
            handle.close();
            actions.contextCommand(command, userId);
          },
        },
      }))]));
  card.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    handle.close();
  });
  const handle = popover({ anchor, content: card, onClose: () => back?.focus?.() });
  handle.place();
  card.focus();
}

function roleChips(store, userId) {
  const roles = store.rolesOf(userId);
  if (roles.length === 0) return el('p', { class: 'profile-none', text: 'None' });
  return el('ul', { class: 'role-chips' }, roles.map((role) => el('li', {},
    el('span', { class: 'role-dot', style: { background: role.color ? cssColor(role.color) : 'var(--text-faint)' } }), role.name)));
}
