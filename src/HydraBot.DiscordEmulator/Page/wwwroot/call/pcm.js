import { fromPcm, toPcm } from './frames.js';

/** For browsers without WebCodecs: the server makes and reads the Opus. */
export class PcmVoice {
  constructor({ packet }) {
    this.packet = packet;
  }

  push(samples) {
    this.packet(toPcm(samples));
  }

  close() {}
}

export class PcmEar {
  constructor(samples) {
    this.samples = samples;
  }

  push(bytes) {
    if (bytes.length > 0) this.samples([fromPcm(bytes)]);
  }

  close() {}
}
