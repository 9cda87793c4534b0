/** Runs beside the page's own thread: gathers what the microphone hears into frames of 20 ms. */
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.frame = new Float32Array(960);
    this.size = 0;
  }

  process([[input]]) {
    for (let at = 0; input && at < input.length;) {
      const part = input.subarray(at, at + this.frame.length - this.size);
      this.frame.set(part, this.size);
      this.size += part.length;
      at += part.length;
      if (this.size === this.frame.length) this.#hand();
    }
    return true;
  }

  #hand() {
    this.port.postMessage(this.frame, [this.frame.buffer]);
    this.frame = new Float32Array(960);
    this.size = 0;
  }
}

registerProcessor('capture', Capture);
