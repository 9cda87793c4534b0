import { CallSocket } from './call-socket.js';
import { CallSound } from './call-sound.js';
import { explainMicrophone } from './microphone.js';

/** The server answers at once or not at all. */
const JOIN_TIMEOUT = 15_000;
/** After the old place ended, the new one follows within this time, or there is none. */
const MOVE_TIMEOUT = 5_000;

/**
 * This member's call, if there is one: asks the main gateway in, as every client does, and opens the page's own WebSocket to where the
 * gateway sends it. It tells the store's topic `call`.
 */
export class Call {
  /** `idle`, `joining`, `joined`. */
  state = 'idle';
  channelId = null;
  muted = false;
  deafened = false;
  pushToTalk = false;
  talking = false;
  /** Why nothing is heard of this member; null when the microphone works. */
  silence = null;
  /** What to tell the person; null for nothing. */
  notice = null;
  /** Why pages cannot join here; null when they can. */
  unavailable = null;
  #sound = null;
  #socket = null;
  #timer = 0;
  #away = false;
  #placedIn = false;
  #problem = null;

  /** @param {import('../session.js').Session} session */
  constructor(session) {
    this.session = session;
    this.store = session.store;
  }

  /** Asks the server whether anybody takes pages into calls. */
  async look() {
    try {
      const answer = await (await fetch('/emulator/voice')).json();
      this.unavailable = answer.available ? null : answer.reason;
    } catch (error) {
      this.unavailable = `The server does not say whether calls are possible: ${error.message}`;
    }
    this.#changed();
  }

  /** Called by a press: without one browsers neither play nor record. */
  async join(channelId) {
    this.#end();
    const sound = new CallSound();
    Object.assign(this, { state: 'joining', channelId, notice: null, silence: null, muted: false, deafened: false, talking: false });
    this.#sound = sound;
    this.#changed();
    this.#wait(JOIN_TIMEOUT, 'The server did not let you in. Try again.');
    await sound.prepare({ said: (bytes) => this.#socket?.say(bytes), failed: (error) => this.#fail(`The sound could not be encoded: ${error.message}`) });
    if (sound !== this.#sound) return;
    this.#tell();
    await this.#listen(sound);
  }

  leave() {
    if (this.state === 'idle') return;
    this.#end();
    this.#tell(null);
    this.#changed();
  }

  /** The person has read what there was to say. */
  forget() {
    this.notice = null;
    this.#changed();
  }

  mute(muted = !this.muted) {
    this.muted = muted || this.silence !== null;
    if (!muted) this.deafened = false;
    this.#apply();
  }

  deafen(deafened = !this.deafened) {
    this.deafened = deafened;
    this.muted = deafened || this.silence !== null;
    this.#apply();
  }

  /** Whether sound goes out only while a key or button is held. */
  hold(pushToTalk = !this.pushToTalk) {
    this.pushToTalk = pushToTalk;
    this.talk(false);
  }

  talk(talking) {
    this.talking = talking;
    if (this.#sound?.microphone) this.#sound.microphone.gate.held = this.pushToTalk ? talking : null;
    this.#changed();
  }

  /** The session is over. */
  close() {
    this.#end();
  }

  /** The main gateway is away (true) or back: there it forgets who is in a call. */
  connection(away) {
    const back = this.#away && !away;
    this.#away = away;
    if (back && this.state !== 'idle') this.#tell();
  }

  /** What the main gateway says. */
  hear(type, data) {
    if (this.state === 'idle' || this.#away) return;
    if (type === 'VOICE_STATE_UPDATE' && data.user_id === this.session.member.id) this.#placed(data);
    else if (type === 'VOICE_SERVER_UPDATE') this.#sent(data);
  }

  #placed({ channel_id: channelId, session_id: sessionId }) {
    if (channelId && sessionId !== this.session.gateway.sessionId) {
      this.#fail('You are in a call at another place now.');
    } else if (channelId) {
      if (channelId !== this.channelId) this.notice = `You were moved to ${this.store.channels.get(channelId)?.name ?? 'another channel'}.`;
      this.channelId = channelId;
      this.#placedIn = true;
      this.#changed();
    } else if (this.#placedIn) {
      this.#fail(this.#socket?.message ?? this.#problem ?? 'You were disconnected from the call.');
    }
  }

  /** Where the call is; after a move, where it goes on. */
  #sent({ token }) {
    this.#socket?.close();
    this.#problem = null;
    this.#socket = new CallSocket({
      token: this.session.member.token, voiceToken: token, format: this.#sound.format,
      joined: () => this.#joined(), heard: (frame) => this.#sound?.playback.push(frame), ended: (message) => this.#lost(message),
    });
  }

  #joined() {
    clearTimeout(this.#timer);
    this.state = 'joined';
    this.#changed();
  }

  #lost(message) {
    this.#socket = null;
    this.#problem = message;
    this.state = 'joining';
    this.#changed();
    this.#wait(MOVE_TIMEOUT, message ?? 'The connection to the call is lost.');
  }

  async #listen(sound) {
    try {
      await sound.microphone.open();
      if (sound === this.#sound) this.#apply();
    } catch (error) {
      if (sound !== this.#sound) return;
      this.silence = explainMicrophone(error);
      this.mute(true);
    }
  }

  #apply() {
    const { microphone, playback } = this.#sound ?? {};
    microphone?.mute(this.muted);
    playback?.deafen(this.deafened);
    if (microphone) microphone.gate.held = this.pushToTalk ? this.talking : null;
    if (this.state !== 'idle') this.#tell();
    this.#changed();
  }

  #tell(channelId = this.channelId) {
    this.session.gateway.placeInVoice({ guild_id: this.store.guild.id, channel_id: channelId, self_mute: this.muted, self_deaf: this.deafened });
  }

  #wait(milliseconds, message) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#fail(message);
      this.#tell(null);
    }, milliseconds);
  }

  #fail(message) {
    this.#end();
    this.notice = message;
    this.#changed();
  }

  #end() {
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#sound?.close();
    Object.assign(this, { state: 'idle', channelId: null, talking: false });
    this.#socket = null;
    this.#sound = null;
    this.#placedIn = false;
    this.#problem = null;
  }

  #changed() {
    this.store.emit('call');
  }
}
