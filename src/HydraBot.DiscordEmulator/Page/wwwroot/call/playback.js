import { FRAME_SECONDS, RATE } from './frames.js';

/** Sound waits this long, so that what comes a little late is still in time. */
const AHEAD = 0.08;
/** More than this is never kept: the oldest goes. */
const MOST = 0.6;
const MOST_STREAMS = 32;

/** Plays what others say: each stream with its own decoder, one frame after the other. */
export class Playback {
  #streams = new Map();
  #output;

  /** @param {AudioContext} context @param {new (samples: (channels: Float32Array[]) => void) => object} Ear */
  constructor(context, Ear) {
    this.context = context;
    this.Ear = Ear;
    this.#output = new GainNode(context);
    this.#output.connect(context.destination);
  }

  push({ stream, sound }) {
    const line = this.#streams.get(stream) ?? this.#open(stream);
    if (sound.length === 0) line.next += FRAME_SECONDS;
    else line.ear.push(sound);
  }

  deafen(deaf) {
    this.#output.gain.value = deaf ? 0 : 1;
  }

  close() {
    for (const stream of [...this.#streams.keys()]) this.#end(stream);
    this.#output.disconnect();
  }

  #open(stream) {
    // Whoever comes back has a new stream; the one that is silent for longest goes.
    if (this.#streams.size === MOST_STREAMS) this.#end([...this.#streams].reduce((a, b) => (a[1].next <= b[1].next ? a : b))[0]);
    const line = { next: 0, playing: new Set(), ear: null };
    line.ear = new this.Ear((channels) => this.#schedule(line, channels));
    this.#streams.set(stream, line);
    return line;
  }

  #end(stream) {
    const line = this.#streams.get(stream);
    line.ear.close();
    silence(line);
    this.#streams.delete(stream);
  }

  #schedule(line, channels) {
    const now = this.context.currentTime;
    if (line.next - now > MOST) {
      silence(line);
      line.next = 0;
    }
    if (line.next < now) line.next = now + AHEAD;
    const buffer = new AudioBuffer({ length: channels[0].length, numberOfChannels: channels.length, sampleRate: RATE });
    for (const [index, samples] of channels.entries()) buffer.copyToChannel(samples, index);
    const source = new AudioBufferSourceNode(this.context, { buffer });
    source.connect(this.#output);
    source.onended = () => {
      line.playing.delete(source);
      source.disconnect();
    };
    line.playing.add(source);
    source.start(line.next);
    line.next += buffer.duration;
  }
}

function silence(line) {
  for (const source of line.playing) source.stop();
  line.playing.clear();
}
