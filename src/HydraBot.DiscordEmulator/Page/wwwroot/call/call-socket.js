import { readFrame } from './frames.js';

/** More than this, some second of sound, is not kept for a server that does not read. */
const MOST_UNSENT = 100_000;

/** The page's WebSocket in a call: JSON once each way, sound as bytes. */
export class CallSocket {
  /** Why the server ends it; null while it does not. */
  message = null;
  #socket;

  /** @param {{ token: string, voiceToken: string, format: 'opus'|'pcm', joined: () => void, heard: (frame: object) => void, ended: (message: string|null) => void }} options */
  constructor({ token, voiceToken, format, joined, heard, ended }) {
    const url = new URL('/emulator/voice', location.href);
    url.protocol = 'ws:';
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send(JSON.stringify({ type: 'join', token, voice_token: voiceToken, format }));
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') {
        const { type, message } = JSON.parse(data);
        if (type === 'joined') joined();
        else if (type === 'error') this.message = message;
        return;
      }
      const frame = readFrame(data);
      if (frame) heard(frame);
    };
    socket.onclose = () => ended(this.message);
  }

  say(bytes) {
    if (this.#socket.readyState === WebSocket.OPEN && this.#socket.bufferedAmount < MOST_UNSENT) this.#socket.send(bytes);
  }

  /** Ends it without a word to anybody. */
  close() {
    this.#socket.onclose = null;
    this.#socket.onmessage = null;
    this.#socket.close();
  }
}
