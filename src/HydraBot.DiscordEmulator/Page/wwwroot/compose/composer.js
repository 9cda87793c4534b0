import { may, Permission } from '../state/permissions.js';
import { isThread } from '../state/flags.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { attempt } from '../ui/toast.js';
import { openEmojiPicker } from '../view/emoji-picker.js';
import { CommandForm } from './command-form.js';
import { CommandList } from './command-list.js';
import { FileTray } from './files.js';

const LONGEST = 2000;
const TYPING_EVERY = 8_000;

/** Where a member writes: messages, replies, edits, files, and slash commands. */
export class Composer {
  #typedAt = -Infinity;
  #context = null;
  #form = null;

  /** @param {{ session: import('../session.js').Session, channel: object, actions: object }} options */
  constructor({ session, channel, actions }) {
    Object.assign(this, { session, channel, actions });
    this.tray = new FileTray(() => this.#draw());
    this.field = el('textarea', {
      class: 'composer-field', rows: 1, placeholder: `Message #${channel.name}`, 'aria-label': `Message #${channel.name}`, 'aria-autocomplete': 'list',
      value: session.drafts.get(channel.id),
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event), paste: (event) => this.#pasted(event), blur: () => this.list.close(), focus: () => this.#slash() },
    });
    this.list = new CommandList({ field: this.field, commands: session.commands, onPick: (command) => this.startCommand(command) });
    this.count = el('span', { class: 'composer-count', role: 'status' });
    this.banner = el('div', { class: 'composer-banner', hidden: true });
    this.place = el('div', { class: 'composer-place' });
    this.send = this.#button('send', 'Send message', () => this.#submit(), 'send-button');
    this.box = el('div', { class: 'composer-box' }, this.banner, this.tray.element, this.place);
    this.element = el('section', {
      class: 'composer', 'aria-label': 'Write',
      on: { dragover: (event) => event.preventDefault(), drop: (event) => this.#dropped(event) },
    }, this.box, this.tray.input);
    this.line = el('div', { class: 'composer-line' }, this.#button('plus', 'Attach files', () => this.tray.choose()), this.field, this.count,
      this.#button('slash', 'Use a command', () => this.#openCommands()),
      this.#button('react', 'Insert an emoji', (event) => openEmojiPicker({ anchor: event.currentTarget, label: 'Insert an emoji', pick: ({ name }) => this.#insert(name) })), this.send);
    this.#show(this.line);
    attempt(() => session.commands.load());
  }

  focus() {
    if (this.#form) this.#form.focus();
    else this.field.focus();
  }

  /** Fits what the member may do here; permissions can change while the channel is open. */
  permitted() {
    const allowed = may(this.session.store, this.channel, isThread(this.channel) ? Permission.sendInThreads : Permission.sendMessages) || this.session.store.members.size === 0;
    this.field.disabled = !allowed;
    this.field.placeholder = allowed ? `Message #${this.channel.name}` : 'You may not write in this channel';
    this.line.classList.toggle('forbidden', !allowed);
    this.#draw();
  }

  /** What applications offer has changed: a list that is open shows it at once. */
  offered() {
    if (this.list.isOpen) this.#slash();
  }

  reply(message, name) {
    this.#enter({ replyTo: message }, `Replying to ${name}`);
  }

  edit(message) {
    this.#enter({ editing: message, before: this.field.value }, 'Editing your message');
    this.field.value = message.content;
    this.#draw();
  }

  /** @param {import('../state/commands.js').Command} command @param {string} [text] for the first option */
  startCommand(command, text = '') {
    this.list.close();
    this.#write('');
    this.#form = new CommandForm({
      command, session: this.session, channelId: this.channel.id,
      onRun: (values, files) => this.#run(command, values, files),
      onLeave: (left = '') => this.#leave(left),
    });
    this.#show(this.#form.element);
    this.#form.focus(text);
  }

  #run(command, values, files) {
    this.#leave('');
    attempt(() => this.session.interactions.command(command, this.channel.id, values, files));
    this.actions.toNewest();
  }

  #leave(text) {
    this.#form = null;
    this.#show(this.line);
    this.#write(text);
    this.field.focus();
  }

  #show(content) {
    fill(this.place, content);
    this.#draw();
  }

  #button(name, label, click, extra = '') {
    return el('button', { type: 'button', class: `icon-button ${extra}`, 'aria-label': label, title: label, on: { click } }, icon(name));
  }

  #write(text) {
    this.field.value = text;
    this.session.drafts.set(this.channel.id, text);
    this.#draw();
  }

  #insert(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, 'end');
    this.#typed();
    this.field.focus();
  }

  #openCommands() {
    if (!this.field.value.startsWith('/')) this.#write('/');
    this.field.focus();
    this.#slash();
  }

  #typed() {
    if (!this.#context?.editing) this.session.drafts.set(this.channel.id, this.field.value);
    this.#draw();
    this.#slash();
    const now = performance.now();
    if (this.field.value === '' || this.field.value.startsWith('/') || now - this.#typedAt < TYPING_EVERY) return;
    this.#typedAt = now;
    this.session.startTyping(this.channel.id);
  }

  /** Lists the commands for what was typed: at once those that are known, and again when the list was out of date. */
  async #slash() {
    const typed = this.field.value;
    if (!typed.startsWith('/') || typed.includes('\n') || this.#context?.editing) {
      this.list.close();
      return;
    }
    const { commands } = this.session;
    const known = commands.all;
    if (known.length > 0 && this.#offer(typed)) return;
    await attempt(() => commands.load());
    const changed = commands.all !== known || !this.list.isOpen;
    if (changed && this.field.value === typed && document.activeElement === this.field) this.#offer(typed);
  }

  /** A whole name and a space choose a command; anything less lists those that fit. @returns {boolean} one was chosen */
  #offer(typed) {
    const named = this.session.commands.slash().find(({ name }) => typed.startsWith(`/${name} `));
    if (named) this.startCommand(named, typed.slice(named.name.length + 2));
    else this.list.show(typed.slice(1));
    return Boolean(named);
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.list.isOpen && this.#listKey(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'Escape' && this.#context) {
      event.stopPropagation();
      this.#leaveContext();
    } else if (event.key === 'ArrowUp' && this.field.value === '') {
      event.preventDefault();
      this.actions.editLast();
    }
  }

  #listKey(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.list.close();
      return true;
    }
    if (event.key === 'Tab' && !event.shiftKey && this.list.active) {
      event.preventDefault();
      this.startCommand(this.list.active);
      return true;
    }
    return this.list.key(event);
  }

  #submit() {
    const content = this.field.value.trim();
    const context = this.#context;
    if (this.field.disabled || content.length > LONGEST) return;
    if (context?.editing) {
      this.#leaveContext();
      if (content === '') this.actions.remove(context.editing);
      else if (content !== context.editing.content) attempt(() => this.session.edit(context.editing, content));
      return;
    }
    if (content === '' && this.tray.files.length === 0) return;
    const command = content.startsWith('/') ? this.session.commands.byName(content.slice(1)) : null;
    if (command) {
      this.startCommand(command);
      return;
    }
    this.#leaveContext();
    this.#write('');
    this.session.send(this.channel.id, { content, files: this.tray.takeAll(), replyTo: context?.replyTo ?? null });
    this.field.focus();
  }

  #enter(context, text) {
    if (this.#form) this.#leave('');
    this.#context = context;
    this.banner.hidden = false;
    fill(this.banner, el('span', { text }), this.#button('close', 'Cancel', () => this.#leaveContext()));
    this.field.focus();
  }

  #leaveContext() {
    if (this.#context?.editing) this.#write(this.#context.before);
    this.#context = null;
    this.banner.hidden = true;
    this.field.focus();
  }

  #draw() {
    const { field } = this;
    field.style.height = 'auto';
    if (field.scrollHeight > 0) field.style.height = `${field.scrollHeight}px`;
    const left = LONGEST - field.value.trim().length;
    this.count.textContent = left < 200 ? String(left) : '';
    this.count.classList.toggle('wrong', left < 0);
    this.send.disabled = field.disabled || left < 0 || (field.value.trim() === '' && this.tray.files.length === 0);
  }

  #pasted(event) {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    this.tray.add(event.clipboardData.files);
  }

  #dropped(event) {
    event.preventDefault();
    this.tray.add(event.dataTransfer.files);
  }
}
