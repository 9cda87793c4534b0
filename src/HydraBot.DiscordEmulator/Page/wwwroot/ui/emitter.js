/** Topics and who listens to them. */
export class Emitter {
  #listeners = new Map();

  /** Calls `listener` at each `topic`. @returns {() => void} stops listening */
  on(topic, listener) {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit(topic, detail) {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener(detail);
  }

  clear() {
    this.#listeners.clear();
  }
}
