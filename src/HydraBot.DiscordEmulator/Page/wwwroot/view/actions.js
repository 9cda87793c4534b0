import { has, MessageFlag, MessageType } from '../state/flags.js';
import { confirmDialog } from '../ui/dialog.js';
import { attempt, toast } from '../ui/toast.js';
import { openEmojiPicker } from './emoji-picker.js';
import { nameOf } from './message-head.js';
import { openMessageMenu } from './message-menu.js';
import { openPins } from './pins.js';
import { openProfile } from './profile.js';

/** What a person can do from anywhere on the page; a refusal by the server is shown to them. */
export class Actions {
  attempt = attempt;

  /** @param {import('./shell.js').Shell} shell */
  constructor(shell) {
    this.shell = shell;
    this.session = shell.session;
    this.store = shell.store;
  }

  openChannel = (channelId) => attempt(() => this.shell.open(channelId));
  toggle = (name) => this.shell.drawers.toggle(name);
  toNewest = () => this.shell.log.toNewest();
  openPins = () => openPins({ session: this.session, channel: this.shell.channel, actions: this });
  showProfile = (userId, anchor, fallback) => openProfile({ userId, anchor, session: this.session, actions: this, fallback });
  messageMenu = (message, anchor, at) => openMessageMenu({ message, anchor, at, session: this.session, actions: this });

  press = (message, component, values) => attempt(() => this.session.interactions.component(message, component, values));
  contextCommand = (command, targetId) => attempt(() => this.session.interactions.contextCommand(command, this.shell.channel.id, targetId));
  react = (message, emoji, on) => attempt(() => this.session.react(message, emoji, on));
  reply = (message) => this.shell.composer.reply(message, nameOf(message, this.store));
  edit = (message) => this.shell.composer.edit(message);
  dismiss = (message) => this.session.dismiss(message);

  joinCall = (channelId) => attempt(() => this.session.call.join(channelId));
  leaveCall = () => this.session.call.leave();
  forgetCall = () => this.session.call.forget();
  mute = () => this.session.call.mute();
  deafen = () => this.session.call.deafen();
  holdToTalk = () => this.session.call.hold();
  talk = (talking) => this.session.call.talk(talking);

  pickReaction(message, anchor) {
    openEmojiPicker({
      anchor, label: 'Add reaction',
      pick: (emoji) => {
        const current = this.store.log(message.channel_id).get(message.id) ?? message;
        if (!current.reactions?.some((reaction) => reaction.me && reaction.emoji.name === emoji.name)) this.react(current, emoji, true);
      },
    });
  }

  editLast() {
    const mine = this.store.log(this.shell.channel.id).items.findLast((message) =>
      message.author.id === this.store.me?.id && !message.local && message.content && !has(message, MessageFlag.ephemeral)
      && (message.type === MessageType.default || message.type === MessageType.reply));
    if (mine) this.edit(mine);
  }

  retry(message) {
    this.session.dismiss(message);
    this.session.send(message.channel_id, message.retry);
  }

  async remove(message) {
    const sure = await confirmDialog({ title: 'Delete message', text: 'The message goes for everybody. This cannot be undone.', action: 'Delete' });
    if (sure) await attempt(() => this.session.remove(message));
  }

  togglePin(message) {
    return attempt(() => (message.pinned ? this.session.unpin(message) : this.session.pin(message)));
  }

  markUnread(message) {
    this.store.unread.markUnreadBefore(message.channel_id, message.id);
    this.store.emit('unread', message.channel_id);
    toast('Marked unread');
  }

  async jumpTo({ id, channel_id: channelId }) {
    if (channelId && channelId !== this.shell.channel.id) await this.shell.open(channelId);
    const found = await attempt(() => this.shell.log.show(id));
    if (found === false) toast('That message is gone or too far back', { error: true });
  }

  async startCommand(name) {
    await attempt(() => this.session.commands.load());
    const command = this.session.commands.byName(name);
    if (command) this.shell.composer.startCommand(command);
    else toast(`Nobody offers /${name}`, { error: true });
  }

  async copy(text) {
    await attempt(() => navigator.clipboard.writeText(text));
    toast('Copied');
  }
}
