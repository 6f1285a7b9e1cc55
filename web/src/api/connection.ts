import { probeDelay } from "./backOff";

/** The server does not answer, and how often it has not. `lastAnswerAt` is null when it never has. */
export type Outage = { lastAnswerAt: number | null; failures: number; isProbing: boolean };

/** An outage so soon after the last one is the same one, and its waits go on where they were. */
const RELAPSE_MS = 10_000;

/** Whether the server can be reached. While it cannot, polling stops and one probe asks until it is back. */
export class Connection {
  #outage: Outage | null = null;
  #last = { endedAt: 0, failures: 0 };
  #lastAnswerAt: number | null = null;
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #probe: (() => Promise<unknown>) | undefined;
  #onReturn: (() => void) | undefined;

  /** `probe` makes a small request, which reports to this connection itself. */
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
    // Several queries fail at once: only the first one starts the outage, the rest is the probe's to count.
    if (this.#outage) return;
    const failures = Date.now() - this.#last.endedAt < RELAPSE_MS ? this.#last.failures : 0;
    this.#countFailure({ lastAnswerAt: this.#lastAnswerAt, failures, isProbing: false });
  }

  /** Asks at once: the reader pressed a button, the tab is shown, the network is back. */
  tryNow = async () => {
    if (!this.#outage || this.#outage.isProbing) return;
    clearTimeout(this.#timer);
    this.#set({ ...this.#outage, isProbing: true });
    try {
      await this.#probe?.();
      this.markReached();
    } catch {
      // A refusal reached the server, and has ended the outage.
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
    // A hidden tab asks nothing; being shown tries at once.
    if (document.visibilityState !== "hidden") void this.tryNow();
  };

  #set(outage: Outage | null) {
    this.#outage = outage;
    for (const listener of this.#listeners) listener();
  }
}

export const connection = new Connection();
