/** Whether the server wants this page's reader to sign in first. */
export class SessionGate {
  #isRefused = false;
  #listeners = new Set<() => void>();

  isRefused = (): boolean => this.#isRefused;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The server has refused a request as nobody's. */
  refuse = () => this.#set(true);

  /** It has answered one, or somebody has signed in. */
  grant = () => this.#set(false);

  #set(isRefused: boolean) {
    if (this.#isRefused === isRefused) return;
    this.#isRefused = isRefused;
    for (const listener of this.#listeners) listener();
  }
}

export const sessionGate = new SessionGate();
