export type BankCall = "SUBMIT" | "ASK" | "VOID";
export type BankReply =
  | "PAID"
  | "REFUSED"
  | "REJECTED"
  | "VOIDED"
  | "IN_PROGRESS"
  | "UNHEARD"
  | "NO_ANSWER";

const CALL_TEXT: Record<BankCall, (number: number) => string> = {
  SUBMIT: (number) => `Attempt ${number}`,
  ASK: () => "Status checked",
  VOID: () => "Cancellation requested",
};

const REPLY_TEXT: Record<BankCall, Record<BankReply, string>> = {
  SUBMIT: {
    PAID: "The bank paid.",
    REFUSED: "The bank declined for now.",
    REJECTED: "The bank declined for good.",
    VOIDED: "The bank had already cancelled this payout.",
    IN_PROGRESS: "The bank accepted it and is processing it.",
    UNHEARD: "The bank has no record of this payout.",
    NO_ANSWER: "No reply from the bank. It may have paid, so we'll check.",
  },
  ASK: {
    PAID: "The bank had paid.",
    REFUSED: "The bank declined it and hasn't paid.",
    REJECTED: "The bank declined for good.",
    VOIDED: "The bank cancelled this payout.",
    IN_PROGRESS: "The bank is still processing it.",
    UNHEARD: "The bank never received it and hasn't paid.",
    NO_ANSWER: "No reply from the bank.",
  },
  VOID: {
    PAID: "The bank had already paid.",
    REFUSED: "The bank hasn't cancelled it yet.",
    REJECTED: "The bank declined for good.",
    VOIDED: "The bank cancelled it, so the money is safe to return.",
    IN_PROGRESS: "The bank is still processing it.",
    UNHEARD: "The bank hasn't cancelled it yet.",
    NO_ANSWER: "No reply from the bank.",
  },
};

export function callText(call: BankCall, number: number): string {
  return CALL_TEXT[call](number);
}

export function replyText(call: BankCall, reply: BankReply): string {
  return REPLY_TEXT[call][reply];
}
