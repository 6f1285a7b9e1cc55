export type Call = "SUBMIT" | "ASK" | "VOID";
export type Answer =
  | "PAID"
  | "REFUSED"
  | "REJECTED"
  | "VOIDED"
  | "IN_PROGRESS"
  | "UNHEARD"
  | "NO_ANSWER";

const ASKED: Record<Call, (number: number) => string> = {
  SUBMIT: (number) => `Attempt ${number}`,
  ASK: (number) => `Asked about attempt ${number}`,
  VOID: () => "Asked the bank to void it",
};

const ANSWERED: Record<Call, Record<Answer, string>> = {
  SUBMIT: {
    PAID: "The bank paid.",
    REFUSED: "The bank refused for now. It may pay later.",
    REJECTED: "The bank refused for good.",
    VOIDED: "The bank had voided this payout already.",
    IN_PROGRESS: "The bank accepted it and is working on it.",
    UNHEARD: "The bank does not know this payout.",
    NO_ANSWER: "The bank did not answer in time. It may or may not have paid, so it is asked.",
  },
  ASK: {
    PAID: "The bank had paid.",
    REFUSED: "The bank had refused it, and has not paid.",
    REJECTED: "The bank had refused for good.",
    VOIDED: "The bank had voided this payout.",
    IN_PROGRESS: "The bank is still working on it.",
    UNHEARD: "The bank never received it. It has not paid.",
    NO_ANSWER: "The bank did not answer in time. It is asked again.",
  },
  VOID: {
    PAID: "The bank had paid after all.",
    REFUSED: "The bank did not void it yet. It is asked again.",
    REJECTED: "The bank had refused for good.",
    VOIDED: "The bank voided it. It can never be paid, so the money is safe to return.",
    IN_PROGRESS: "The bank is still working on it.",
    UNHEARD: "The bank did not void it yet. It is asked again.",
    NO_ANSWER: "The bank did not answer in time. It is asked again.",
  },
};

export function callText(call: Call, number: number): string {
  return ASKED[call](number);
}

export function replyText(call: Call, answer: Answer): string {
  return ANSWERED[call][answer];
}
