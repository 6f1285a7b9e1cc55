/** Closed while the server wants the user of this page to sign in first. */
export class SessionGate {
  #isClosed = false;
  #listeners = new Set<() => void>();

  isClosed = (): boolean => this.#isClosed;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The server refused a request as unauthenticated. */
  close = () => this.#set(true);

  /** The server accepted a request, or the user signed in. */
  open = () => this.#set(false);

  #set(isClosed: boolean) {
    if (this.#isClosed === isClosed) return;
    this.#isClosed = isClosed;
    for (const listener of this.#listeners) listener();
  }
}

export const sessionGate = new SessionGate();
