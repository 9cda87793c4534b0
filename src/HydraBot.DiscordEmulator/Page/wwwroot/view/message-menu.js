import { CommandType, has, MessageFlag } from '../state/flags.js';
import { may, Permission } from '../state/permissions.js';
import { openMenu } from '../ui/menu.js';

/** Everything that can be done with a message. */
export async function openMessageMenu({ message, anchor, at, session, actions }) {
  const { store } = session;
  const channel = store.channels.get(message.channel_id);
  const mine = message.author.id === store.me?.id;
  const shared = !has(message, MessageFlag.ephemeral);
  const manages = may(store, channel, Permission.manageMessages) || may(store, channel, Permission.pinMessages);
  await actions.attempt(() => session.commands.load());
  const apps = shared ? session.commands.ofType(CommandType.message) : [];
  openMenu({
    anchor, at, label: 'Message actions', align: 'end',
    items: [
      shared && { label: 'Add reaction', icon: 'react', run: () => actions.pickReaction(message, anchor) },
      shared && { label: 'Reply', icon: 'reply', run: () => actions.reply(message) },
      shared && mine && message.content && { label: 'Edit message', icon: 'edit', run: () => actions.edit(message) },
      message.content && { label: 'Copy text', icon: 'copy', run: () => actions.copy(message.content) },
      { label: 'Copy message ID', icon: 'copy', run: () => actions.copy(message.id) },
      { label: 'Profile', icon: 'members', run: () => actions.showProfile(message.author.id, anchor, message.author) },
      shared && { label: 'Mark unread', icon: 'unread', run: () => actions.markUnread(message) },
      shared && manages && { label: message.pinned ? 'Unpin message' : 'Pin message', icon: 'pin', run: () => actions.togglePin(message) },
      apps.length > 0 && { heading: 'Apps' },
      ...apps.map((command) => ({ label: command.name, hint: command.application?.name, run: () => actions.contextCommand(command, message.id) })),
      shared && (mine || may(store, channel, Permission.manageMessages)) && { label: 'Delete message', icon: 'trash', danger: true, run: () => actions.remove(message) },
      !shared && { label: 'Dismiss', icon: 'close', run: () => actions.dismiss(message) },
    ],
  });
}
