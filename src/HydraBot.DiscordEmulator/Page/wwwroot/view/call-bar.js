import { isVoice } from '../state/flags.js';
import { may, Permission } from '../state/permissions.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { voiceMembers } from './voice-members.js';

/** The key that is held to talk, wherever the focus is. */
const TALK_KEY = 'F8';

/** Above a voice channel, and wherever the member is while in a call: who is there, what can be done, and what went wrong. */
export class CallBar {
  /** @param {{ session: import('../session.js').Session, actions: import('./actions.js').Actions }} options */
  constructor({ session, actions }) {
    this.session = session;
    this.actions = actions;
    this.name = el('span', { class: 'call-name' });
    this.state = el('span', { class: 'call-state', role: 'status', 'aria-live': 'polite' });
    this.notice = el('p', { class: 'call-notice', role: 'status', 'aria-live': 'polite' });
    this.dismissButton = el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', title: 'Dismiss', on: { click: () => actions.forgetCall() } }, icon('close'));
    this.people = el('div', { class: 'call-people' });
    this.joinButton = el('button', { type: 'button', class: 'button button-success', on: { click: () => actions.joinCall(this.channel.id) } });
    this.talkButton = this.#talkButton();
    this.muteButton = this.#toggle(() => actions.mute());
    this.deafenButton = this.#toggle(() => actions.deafen());
    this.holdButton = el('button', { type: 'button', class: 'call-hold', text: 'Push to talk', on: { click: () => actions.holdToTalk() } });
    this.leaveButton = el('button', { type: 'button', class: 'icon-button call-leave', 'aria-label': 'Leave call', title: 'Leave call', on: { click: () => actions.leaveCall() } }, icon('leave'));
    this.element = el('section', { class: 'call-bar', 'aria-label': 'Voice call', hidden: true },
      el('div', { class: 'call-line' }, el('div', { class: 'call-title' }, icon('voice'), this.name, this.state),
        el('div', { class: 'call-controls' }, this.joinButton, this.talkButton, this.holdButton, this.muteButton, this.deafenButton, this.leaveButton)),
      this.people, el('div', { class: 'call-line' }, this.notice, this.dismissButton));
    this.keys = (event) => this.#key(event);
    document.addEventListener('keydown', this.keys);
    document.addEventListener('keyup', this.keys);
  }

  dispose() {
    document.removeEventListener('keydown', this.keys);
    document.removeEventListener('keyup', this.keys);
  }

  /** @param {object|null} channel the open one */
  draw(channel) {
    const { call, store } = this.session;
    const inCall = call.state !== 'idle';
    const open = channel && isVoice(channel) ? channel : null;
    this.channel = open;
    const shown = inCall ? store.channels.get(call.channelId) ?? open : open;
    this.element.hidden = !shown && !call.notice;
    this.name.textContent = shown?.name ?? 'Voice call';
    say(this.state, { idle: shown ? count(store.presentIn(shown.id).length) : '', joining: 'Joining…', joined: 'You are in' }[call.state]);
    fill(this.people, shown && voiceMembers(store, shown, { size: 32 }));
    say(this.notice, [call.notice, inCall ? call.silence : null, open && !inCall ? this.#refusal(open) : null].filter(Boolean).join(' '));
    this.dismissButton.hidden = !call.notice;
    this.#controls(inCall, open);
  }

  #controls(inCall, open) {
    const { call } = this.session;
    const elsewhere = inCall && open && open.id !== call.channelId;
    this.joinButton.hidden = !open || this.#refusal(open) !== null || (inCall && !elsewhere);
    this.joinButton.textContent = elsewhere ? `Join ${open.name}` : 'Join';
    this.joinButton.setAttribute('aria-label', `Join ${open?.name ?? ''} with the microphone`);
    for (const button of [this.muteButton, this.deafenButton, this.holdButton, this.leaveButton]) button.hidden = !inCall;
    for (const button of [this.muteButton, this.holdButton, this.talkButton]) button.disabled = call.silence !== null;
    this.talkButton.hidden = !inCall || !call.pushToTalk;
    this.talkButton.classList.toggle('talking', call.talking);
    this.holdButton.setAttribute('aria-pressed', String(call.pushToTalk));
    press(this.muteButton, call.muted, 'Mute', call.muted ? 'microphoneOff' : 'microphone');
    press(this.deafenButton, call.deafened, 'Deafen', call.deafened ? 'headphonesOff' : 'headphones');
  }

  /** Why this member cannot join; null when they can. */
  #refusal(channel) {
    const { call, store } = this.session;
    return call.unavailable ?? (may(store, channel, Permission.connect) ? null : 'You may not join here.');
  }

  #toggle(click) {
    return el('button', { type: 'button', class: 'icon-button', on: { click } });
  }

  #talkButton() {
    const { actions } = this;
    const held = (talking) => (event) => {
      if (event.key !== undefined && event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      actions.talk(talking);
    };
    return el('button', {
      type: 'button', class: 'call-hold call-talk', text: 'Hold to talk', title: `Hold this, or ${TALK_KEY}`, 'aria-keyshortcuts': TALK_KEY,
      on: { pointerdown: held(true), pointerup: held(false), pointerleave: held(false), pointercancel: held(false), keydown: held(true), keyup: held(false), blur: held(false) },
    });
  }

  #key(event) {
    const { call } = this.session;
    if (event.key !== TALK_KEY || call.state === 'idle' || !call.pushToTalk) return;
    event.preventDefault();
    if (!event.repeat) this.actions.talk(event.type === 'keydown');
  }
}

const count = (people) => (people === 0 ? 'Nobody is here' : people === 1 ? '1 is here' : `${people} are here`);

/** Writes only what is new, so that it is read out once. */
function say(line, text) {
  if (line.textContent !== text) line.textContent = text;
}

function press(button, pressed, label, picture) {
  if (button.getAttribute('aria-pressed') === String(pressed)) return;
  button.setAttribute('aria-pressed', String(pressed));
  button.setAttribute('aria-label', label);
  button.title = pressed ? `Un${label.toLowerCase()}` : label;
  fill(button, icon(picture));
}
