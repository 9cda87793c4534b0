/** Frames of before a sound that are said with it: a word's first consonant is softer than what opens the gate. */
const BEFORE = 10;
/** Frames after the last sound: a breath is no end. */
const AFTER = 30;
const QUIETEST = 0.0001;
const LOUDEST_GROUND = 0.01;
const RISE = 1.002;

/** Lets frames through while somebody speaks: what is louder than the room, with a little before and after; or while a key is held. */
export class VoiceGate {
  /** null: by loudness; else whether the key is held. */
  held = null;
  #ground = LOUDEST_GROUND;
  #open = 0;
  #before = [];

  /** @param {Float32Array} frame @returns {Float32Array[]} what is to be said now */
  push(frame) {
    if (this.held !== null) return this.held ? [frame] : [];
    const loudness = rms(frame);
    this.#ground = loudness < this.#ground ? Math.max(QUIETEST, loudness) : Math.min(LOUDEST_GROUND, this.#ground * RISE);
    if (loudness > Math.max(0.003, this.#ground * 3)) this.#open = AFTER;
    if (this.#open === 0) {
      this.#before.push(frame);
      if (this.#before.length > BEFORE) this.#before.shift();
      return [];
    }
    this.#open--;
    return [...this.#before.splice(0), frame];
  }

  reset() {
    this.#open = 0;
    this.#before = [];
  }
}

function rms(frame) {
  let sum = 0;
  for (const sample of frame) sum += sample * sample;
  return Math.sqrt(sum / frame.length);
}
