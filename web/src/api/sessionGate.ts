/** Closed while the server wants the user of this page to sign in first. */
export class SessionGate {
  #isClosed = false;
  #isHeld = false;
  #listeners = new Set<() => void>();

  isClosed = (): boolean => this.#isClosed;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The server refused a request as unauthenticated. */
  close = () => this.#set(true);

  /** The server accepted a request. A late poll's, too: while the gate is held, it does not open. */
  accept = () => {
    if (!this.#isHeld) this.open();
  };

  /** The user signed in. */
  open = () => this.#set(false);

  /** For a sign-in that has more to show than its requests need. Returns what ends it. */
  hold = () => {
    this.#isHeld = true;
    return () => {
      this.#isHeld = false;
    };
  };

  #set(isClosed: boolean) {
    if (this.#isClosed === isClosed) return;
    this.#isClosed = isClosed;
    for (const listener of this.#listeners) listener();
  }
}

export const sessionGate = new SessionGate();
