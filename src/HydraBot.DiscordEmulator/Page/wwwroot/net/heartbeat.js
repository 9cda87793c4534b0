/**
 * Beats at the interval that the gateway asked for: the first one after a random part of it, and a beat that was not acknowledged
 * when the next is due means a dead connection (https://discord.com/developers/docs/events/gateway#sending-heartbeats).
 */
export class Heartbeat {
  #timer = 0;
  #acknowledged = true;

  /** @param {{ beat: () => void, dead: () => void }} handlers */
  constructor(handlers) {
    this.handlers = handlers;
  }

  start(interval) {
    this.stop();
    this.interval = interval;
    this.#acknowledged = true;
    this.#schedule(interval * Math.random());
  }

  stop() {
    clearTimeout(this.#timer);
  }

  acknowledge() {
    this.#acknowledged = true;
  }

  #schedule(delay) {
    this.#timer = setTimeout(() => this.#due(), delay);
  }

  #due() {
    if (!this.#acknowledged) {
      this.handlers.dead();
      return;
    }
    this.#acknowledged = false;
    this.handlers.beat();
    this.#schedule(this.interval);
  }
}
