import { probeDelay } from "./backOff";

/** The server is down after so many failed requests. `lastAnswerAt` is null before the first response. */
export type Outage = { lastAnswerAt: number | null; failures: number; isProbing: boolean };

/** An outage this soon after the last one continues it, and keeps its longer waits. */
const RELAPSE_MS = 10_000;

/** Tracks whether the server responds. During an outage polling stops, and a single probe retries until it is back. */
export class Connection {
  #outage: Outage | null = null;
  #last = { endedAt: 0, failures: 0 };
  #lastAnswerAt: number | null = null;
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #probe: (() => Promise<unknown>) | undefined;
  #onReturn: (() => void) | undefined;

  /** `probe` sends a small request, which itself reports its result to this connection. */
  start(probe: () => Promise<unknown>, onReturn: () => void) {
    this.#probe = probe;
    this.#onReturn = onReturn;
  }

  outage = (): Outage | null => this.#outage;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  markReached() {
    this.#lastAnswerAt = Date.now();
    if (!this.#outage) return;
    clearTimeout(this.#timer);
    this.#last = { endedAt: Date.now(), failures: this.#outage.failures };
    this.#set(null);
    this.#onReturn?.();
  }

  markUnreachable() {
    // Several queries fail at once: the first starts the outage, and from then on only the probe counts failures.
    if (this.#outage) return;
    const failures = Date.now() - this.#last.endedAt < RELAPSE_MS ? this.#last.failures : 0;
    this.#countFailure({ lastAnswerAt: this.#lastAnswerAt, failures, isProbing: false });
  }

  /** Probes at once, after a click, when the tab is shown, or when the network returns. */
  tryNow = async () => {
    if (!this.#outage || this.#outage.isProbing) return;
    clearTimeout(this.#timer);
    this.#set({ ...this.#outage, isProbing: true });
    try {
      await this.#probe?.();
      this.markReached();
    } catch {
      // A refusal is a response, so it has already ended the outage.
      if (this.#outage) this.#countFailure(this.#outage);
    }
  };

  #countFailure(outage: Outage) {
    const failures = outage.failures + 1;
    this.#set({ ...outage, failures, isProbing: false });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#tryWhenShown, probeDelay(failures));
  }

  #tryWhenShown = () => {
    // A hidden tab sends nothing; it probes as soon as it is shown.
    if (document.visibilityState !== "hidden") void this.tryNow();
  };

  #set(outage: Outage | null) {
    this.#outage = outage;
    for (const listener of this.#listeners) listener();
  }
}

export const connection = new Connection();
