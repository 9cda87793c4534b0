import { FRAME, RATE } from './frames.js';

const ENCODER = { codec: 'opus', sampleRate: RATE, numberOfChannels: 1, bitrate: 48_000, opus: { frameDuration: 20_000, application: 'voip', useinbandfec: true, packetlossperc: 10 } };
/** Two channels: a decoder of two plays both kinds of streams. */
const DECODER = { codec: 'opus', sampleRate: RATE, numberOfChannels: 2 };

/** Whether this browser makes and reads Opus by itself (WebCodecs). */
export async function hasOpus() {
  if (typeof AudioEncoder === 'undefined' || typeof AudioDecoder === 'undefined' || typeof AudioData === 'undefined') return false;
  try {
    const [encoder, decoder] = await Promise.all([AudioEncoder.isConfigSupported(ENCODER), AudioDecoder.isConfigSupported(DECODER)]);
    return Boolean(encoder.supported && decoder.supported);
  } catch {
    return false;
  }
}

/** Frames of samples in, Opus packets out. */
export class OpusVoice {
  #encoder;
  #frames = 0;

  /** @param {{ packet: (bytes: ArrayBuffer) => void, failed: (error: Error) => void }} handlers */
  constructor({ packet, failed }) {
    this.#encoder = new AudioEncoder({
      output: (chunk) => {
        const bytes = new ArrayBuffer(chunk.byteLength);
        chunk.copyTo(bytes);
        packet(bytes);
      },
      error: failed,
    });
    this.#encoder.configure(ENCODER);
  }

  push(samples) {
    const data = new AudioData({ format: 'f32-planar', sampleRate: RATE, numberOfFrames: FRAME, numberOfChannels: 1, timestamp: this.#frames++ * 20_000, data: samples });
    this.#encoder.encode(data);
    data.close();
  }

  close() {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }
}

/** One stream's Opus packets in, samples out. A packet that cannot be read is passed over, and the decoder begins anew. */
export class OpusEar {
  #decoder = null;
  #packets = 0;

  /** @param {(channels: Float32Array[]) => void} samples */
  constructor(samples) {
    this.samples = samples;
  }

  push(bytes) {
    if (bytes.length === 0) return;
    if (!this.#decoder || this.#decoder.state === 'closed') this.#decoder = this.#open();
    this.#decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: this.#packets++ * 20_000, duration: 20_000, data: bytes }));
  }

  close() {
    if (this.#decoder && this.#decoder.state !== 'closed') this.#decoder.close();
  }

  #open() {
    const decoder = new AudioDecoder({ output: (data) => this.#heard(data), error: () => null });
    decoder.configure(DECODER);
    return decoder;
  }

  #heard(data) {
    const channels = Array.from({ length: data.numberOfChannels }, (_, index) => {
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: index, format: 'f32-planar' });
      return samples;
    });
    data.close();
    this.samples(channels);
  }
}
