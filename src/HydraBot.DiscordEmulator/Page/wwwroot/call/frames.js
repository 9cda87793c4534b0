/** Sound as it is spoken of here: 20 ms, mono, 48 kHz. */
export const RATE = 48_000;
export const FRAME = 960;
export const FRAME_SECONDS = FRAME / RATE;

const HEADER = 16;

/** A frame of somebody's, as the server sends it: user, stream, timestamp, then the sound, which is empty for one that was lost. */
export function readFrame(buffer) {
  if (buffer.byteLength < HEADER) return null;
  const view = new DataView(buffer);
  return { userId: String(view.getBigUint64(0)), stream: view.getUint32(8), timestamp: view.getUint32(12), sound: new Uint8Array(buffer, HEADER) };
}

/** Samples of -1 to 1 as 16 bits, little endian. */
export function toPcm(samples) {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  for (const [index, sample] of samples.entries()) view.setInt16(index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true);
  return view.buffer;
}

export function fromPcm(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength - (bytes.byteLength % 2));
  return Float32Array.from({ length: view.byteLength / 2 }, (_, index) => view.getInt16(index * 2, true) / 32_768);
}
