/** What a person shows again before the server does what they asked for. */
export type ProofKind = "CODE" | "PASSWORD";

/** Open while the server waits for a proof: the requests that it refused for want of one wait here too. */
export class ProofGate {
  #asked: ProofKind | null = null;
  #waiting: ((isGiven: boolean) => void)[] = [];
  #listeners = new Set<() => void>();

  asked = (): ProofKind | null => this.#asked;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Resolves to whether it was given: then the same request may be sent once more. */
  ask = (kind: ProofKind): Promise<boolean> => {
    const answer = new Promise<boolean>((resolve) => this.#waiting.push(resolve));
    this.#set(kind);
    return answer;
  };

  answer = (isGiven: boolean) => {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#set(null);
    for (const resolve of waiting) resolve(isGiven);
  };

  #set(asked: ProofKind | null) {
    this.#asked = asked;
    for (const listener of this.#listeners) listener();
  }
}

export const proofGate = new ProofGate();
