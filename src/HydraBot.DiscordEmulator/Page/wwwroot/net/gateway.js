import { Backoff } from './backoff.js';
import { Heartbeat } from './heartbeat.js';
import { byOwnName } from './own-address.js';

const Op = { dispatch: 0, heartbeat: 1, identify: 2, voiceState: 4, resume: 6, reconnect: 7, requestMembers: 8, invalidSession: 9, hello: 10, acknowledged: 11 };
const FATAL = new Set([4004, 4010, 4011, 4012, 4013, 4014]);
const NEW_SESSION = new Set([4007, 4009]);
/** Closing with 1000 would end the session; any other code leaves it to be resumed. */
const RESUMABLE_CLOSE = 4000;

/**
 * The gateway as a member's client speaks it: identify, heartbeat, resume, reconnect.
 * `onState` hears `connecting`, `ready`, `reconnecting` and `refused`.
 */
export class Gateway {
  #socket = null;
  #session = null;
  #sequence = null;
  #retry = 0;
  #closed = false;
  #backoff = new Backoff();
  #heartbeat = new Heartbeat({ beat: () => this.#beat(), dead: () => this.#drop() });

  /** @param {{ url: () => Promise<string>, token: string, onDispatch: (type: string, data: object) => void, onState: (state: string, detail?: object) => void }} options */
  constructor(options) {
    this.options = options;
    this.online = () => this.#retryNow();
  }

  get sessionId() {
    return this.#session?.id ?? null;
  }

  connect() {
    window.addEventListener('online', this.online);
    this.options.onState('connecting');
    this.#open();
  }

  /** Says where this member wants to be in a guild's voice channels; `channel_id` null is nowhere. */
  placeInVoice(place) {
    this.#send(Op.voiceState, place);
  }

  close() {
    this.#closed = true;
    window.removeEventListener('online', this.online);
    clearTimeout(this.#retry);
    this.#heartbeat.stop();
    this.#socket?.close(1000);
  }

  async #open() {
    try {
      const base = this.#session?.resumeUrl ?? await this.options.url();
      if (this.#closed) return;
      const url = byOwnName(new URL(base));
      url.searchParams.set('v', '10');
      url.searchParams.set('encoding', 'json');
      const socket = new WebSocket(url);
      this.#socket = socket;
      socket.onmessage = (event) => socket === this.#socket && this.#receive(event.data);
      socket.onclose = (event) => socket === this.#socket && this.#lost(event.code);
    } catch {
      this.#lost(null);
    }
  }

  #receive(text) {
    let payload;
    try {
      payload = JSON.parse(text);
    } catch {
      this.#drop();
      return;
    }
    if (payload.s !== null && payload.s !== undefined) this.#sequence = payload.s;
    switch (payload.op) {
      case Op.hello: return this.#hello(payload.d);
      case Op.dispatch: return this.#dispatch(payload.t, payload.d);
      case Op.heartbeat: return this.#beat();
      case Op.acknowledged: return this.#heartbeat.acknowledge();
      case Op.reconnect: return this.#drop();
      case Op.invalidSession: return this.#invalid(payload.d);
    }
  }

  #hello({ heartbeat_interval: interval }) {
    this.#heartbeat.start(interval);
    if (this.#session) this.#send(Op.resume, { token: this.options.token, session_id: this.#session.id, seq: this.#sequence });
    else this.#identify();
  }

  #identify() {
    this.#send(Op.identify, {
      token: this.options.token,
      properties: { os: navigator.platform || 'web', browser: 'HydraBot page', device: '' },
    });
  }

  #dispatch(type, data) {
    if (type === 'READY') this.#session = { id: data.session_id, resumeUrl: data.resume_gateway_url };
    if (type === 'READY' || type === 'RESUMED') {
      this.#backoff.reset();
      this.options.onState('ready', { resumed: type === 'RESUMED' });
    }
    this.options.onDispatch(type, data);
  }

  #invalid(resumable) {
    if (!resumable) this.#forget();
    this.#drop();
  }

  #forget() {
    this.#session = null;
    this.#sequence = null;
  }

  /** Gives a connection up without waiting for the other side, which may be gone. */
  #drop() {
    const socket = this.#socket;
    this.#lost(null);
    socket?.close(RESUMABLE_CLOSE);
  }

  #lost(code) {
    this.#socket = null;
    this.#heartbeat.stop();
    if (this.#closed) return;
    if (FATAL.has(code)) {
      this.options.onState('refused', { code });
      return;
    }
    if (NEW_SESSION.has(code)) this.#forget();
    this.options.onState('reconnecting');
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#open(), this.#backoff.next());
  }

  #retryNow() {
    if (this.#socket || this.#closed) return;
    clearTimeout(this.#retry);
    this.#open();
  }

  #beat() {
    this.#send(Op.heartbeat, this.#sequence);
  }

  #send(op, d) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ op, d }));
  }
}
