import { avatar } from '../ui/avatar.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { openMenu } from '../ui/menu.js';

/** Who the person at the page is, and the way to be somebody else. */
export class MemberSwitcher {
  /** @param {{ members: object[], current: object, choose: (member: object) => void }} options */
  constructor({ members, current, choose, compact }) {
    this.members = members;
    this.current = current;
    this.choose = choose;
    this.compact = compact;
    this.element = el('button', { type: 'button', class: compact ? 'switcher compact' : 'switcher', 'aria-haspopup': 'menu', on: { click: () => this.#open() } });
    this.draw(null);
  }

  /** @param {import('../state/store.js').Store|null} store */
  draw(store) {
    this.store = store;
    const { username } = this.current;
    const role = this.#role(this.current);
    this.element.setAttribute('aria-label', `You are ${username}${role ? `, ${role}` : ''}. Switch member`);
    fill(this.element, avatar(this.#user(this.current), this.compact ? 28 : 36),
      el('span', { class: 'switcher-text' }, el('span', { class: 'switcher-name', text: username }), el('span', { class: 'switcher-role', text: role ? (this.compact ? role : `${role} role`) : 'no role' })),
      !this.compact && icon('chevron'));
  }

  /** The server's list of members is short of their pictures. */
  #user(member) {
    return this.store?.members.get(member.id)?.user ?? member;
  }

  #role({ id }) {
    return this.store?.rolesOf(id)[0]?.name ?? '';
  }

  #open() {
    openMenu({
      anchor: this.element, label: 'Be another member', side: this.compact ? 'below' : 'above', align: this.compact ? 'end' : 'start',
      items: [{ heading: 'Use the server as' }, ...this.members.map((member) => ({
        label: member.username, hint: this.#role(member) ? `${this.#role(member)} role` : 'no role', lead: avatar(this.#user(member), 32), checked: member.id === this.current.id, run: () => this.choose(member),
      }))],
    });
  }
}
