import { RATE } from './frames.js';
import { Microphone } from './microphone.js';
import { hasOpus, OpusEar, OpusVoice } from './opus.js';
import { PcmEar, PcmVoice } from './pcm.js';
import { Playback } from './playback.js';

/** The sound of one call on this machine: microphone, loudspeaker, and what is between them and the wire. */
export class CallSound {
  /** Begins at once, in the press that asked for it: browsers give no sound otherwise. */
  constructor() {
    this.context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' });
  }

  /** @param {{ said: (bytes: ArrayBuffer) => void, failed: (error: Error) => void }} handlers */
  async prepare({ said, failed }) {
    const opus = await hasOpus();
    this.format = opus ? 'opus' : 'pcm';
    this.voice = opus ? new OpusVoice({ packet: said, failed }) : new PcmVoice({ packet: said });
    this.playback = new Playback(this.context, opus ? OpusEar : PcmEar);
    this.microphone = new Microphone(this.context, (samples) => this.voice.push(samples));
  }

  close() {
    this.microphone?.close();
    this.voice?.close();
    this.playback?.close();
    if (this.context.state !== 'closed') this.context.close();
  }
}
