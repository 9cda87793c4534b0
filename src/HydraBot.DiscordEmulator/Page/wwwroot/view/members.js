import { avatar } from '../ui/avatar.js';
import { el, fill } from '../ui/dom.js';
import { roving } from '../ui/roving.js';
import { appBadge } from './message-head.js';

/** Who is in the server, by their highest role that is shown apart. */
export class MemberList {
  constructor({ session, actions }) {
    this.session = session;
    this.actions = actions;
    this.body = el('div', { class: 'member-groups' });
    this.element = el('aside', { class: 'members', id: 'members', 'aria-label': 'Members' }, this.body);
    this.stops = roving(this.body, 'button.member', { orientation: 'vertical', typeahead: true });
  }

  draw() {
    const { store } = this.session;
    const groups = new Map();
    for (const member of store.members.values()) {
      const role = store.rolesOf(member.user.id).find((candidate) => candidate.hoist) ?? store.rolesOf(member.user.id)[0];
      const key = role ?? null;
      groups.set(key, [...(groups.get(key) ?? []), member]);
    }
    const ordered = [...groups].sort(([a], [b]) => (b?.position ?? -1) - (a?.position ?? -1));
    fill(this.body, ordered.map(([role, members]) => el('section', {},
      el('h2', { class: 'member-heading', text: `${role?.name ?? 'Members'} — ${members.length}` }),
      el('ul', {}, members.sort((a, b) => a.user.username.localeCompare(b.user.username)).map((member) => el('li', {}, this.#entry(member)))))));
    this.stops.refresh();
  }

  #entry({ user }) {
    const { store } = this.session;
    const color = store.colorOf(user.id);
    return el('button', { type: 'button', class: 'member', tabIndex: -1, on: { click: (event) => this.actions.showProfile(user.id, event.currentTarget) } },
      avatar(user, 32), el('span', { class: 'member-name', text: store.userName(user.id), style: color ? { color } : {} }), user.bot && appBadge());
  }
}
