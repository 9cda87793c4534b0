import { chooseFirst, membersOfServer, remember } from './members.js';
import { Session } from './session.js';
import { el, fill } from './ui/dom.js';
import { closePopovers } from './ui/popover.js';
import { toastRegion } from './ui/toast.js';
import { Shell } from './view/shell.js';

const root = document.getElementById('app');
let running = null;

async function boot() {
  try {
    const members = await membersOfServer();
    document.body.append(toastRegion());
    become(chooseFirst(members), members);
  } catch (error) {
    fill(root, el('div', { class: 'boot-text', role: 'alert' }, el('p', { text: `The page cannot reach the server. ${error.message}` }),
      el('button', { type: 'button', class: 'button button-primary', text: 'Try again', on: { click: () => location.reload() } })));
  }
}

/** Ends the session of one member and starts that of another: nothing of what the first one saw stays. */
function become(member, members) {
  running?.shell.dispose();
  running?.session.close();
  closePopovers();
  remember(member);
  const session = new Session(member);
  const shell = new Shell({ session, members, become: (next) => become(next, members) });
  running = { session, shell };
  root.classList.remove('boot');
  fill(root, shell.element);
  session.connect();
}

boot();
