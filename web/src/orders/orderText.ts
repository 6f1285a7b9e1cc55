import type { PayoutOrderState } from "../gql/graphql";
import type { BadgeKind } from "../ui/Badge";

type Look = { text: string; kind: BadgeKind };

const LOOKS: Record<PayoutOrderState, Look> = {
  WAITING: { text: "Waiting for money", kind: "wait" },
  FUNDED: { text: "Payout made", kind: "ok" },
  EXPIRED: { text: "Expired", kind: "plain" },
  CANCELLED: { text: "Cancelled", kind: "plain" },
  REFUSED: { text: "Refused", kind: "bad" },
};

type Timed = { state: PayoutOrderState; notBefore?: string | null };

/** It waits for its time, and not for money yet. */
export function isEarly({ state, notBefore }: Timed, now: number): boolean {
  return state === "WAITING" && Boolean(notBefore) && Date.parse(notBefore ?? "") > now;
}

export function orderLook(state: PayoutOrderState, waitsForItsTime: boolean): Look {
  return waitsForItsTime ? { text: "Scheduled", kind: "plain" } : LOOKS[state];
}

export const STATES = Object.entries(LOOKS).map(([state, { text }]) => ({
  state: state as PayoutOrderState,
  text,
}));

export function stateNamed(text: string | undefined): PayoutOrderState | null {
  return STATES.find(({ state }) => state === text)?.state ?? null;
}
