import { VoiceGate } from './voice-gate.js';

const WANTED = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };

const EXPLAINED = {
  NotAllowedError: 'The microphone is not allowed: you hear the others, they do not hear you. Allow it for this page in the browser, then join again.',
  NotFoundError: 'No microphone was found: you hear the others, they do not hear you.',
  NotReadableError: 'Another program holds the microphone: you hear the others, they do not hear you.',
};

/** What a person is told when there is no microphone. */
export const explainMicrophone = (error) => EXPLAINED[error?.name] ?? `The microphone does not work (${error?.message ?? error}): you hear the others, they do not hear you.`;

/** The microphone of this machine, frame by frame, while its member speaks. */
export class Microphone {
  gate = new VoiceGate();
  muted = false;
  #stream = null;
  #nodes = [];
  #closed = false;

  /** @param {AudioContext} context @param {(samples: Float32Array) => void} said */
  constructor(context, said) {
    this.context = context;
    this.said = said;
  }

  /** Asks the person for the microphone. Throws what the browser throws. */
  async open() {
    if (!navigator.mediaDevices?.getUserMedia) throw new Error('this address is not a secure one');
    const stream = await navigator.mediaDevices.getUserMedia({ audio: WANTED });
    this.#stream = stream;
    if (!this.#closed) await this.context.audioWorklet.addModule('/call/capture-worklet.js');
    if (this.#closed) {
      this.close();
      return;
    }
    const source = this.context.createMediaStreamSource(stream);
    const capture = new AudioWorkletNode(this.context, 'capture');
    // A node that leads nowhere is not run; this one leads there in silence.
    const silent = new GainNode(this.context, { gain: 0 });
    source.connect(capture).connect(silent).connect(this.context.destination);
    capture.port.onmessage = ({ data }) => this.#heard(data);
    this.#nodes = [source, capture, silent];
  }

  mute(muted) {
    this.muted = muted;
    this.gate.reset();
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  close() {
    this.#closed = true;
    for (const node of this.#nodes) node.disconnect();
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#nodes = [];
  }

  #heard(frame) {
    if (this.muted || this.#closed) return;
    for (const said of this.gate.push(frame)) this.said(said);
  }
}
