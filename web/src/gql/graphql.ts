/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** OPEN: anybody, in an engine with open access. KEY: an API key. PERSON: somebody signed in. COMMAND: somebody with a shell on the server. SYSTEM: the engine itself. STRANGER: nobody whom the engine knows. */
export type ActorKind =
  | 'COMMAND'
  | 'KEY'
  | 'OPEN'
  | 'PERSON'
  | 'STRANGER'
  | 'SYSTEM';

export type AddBankAccountInput = {
  accountHolderName: string;
  accountNumber: string;
  accountType: BankAccountType;
  group?: string | null | undefined;
  ifscCode: string;
  /** Operators alone may choose it. */
  isPrimary?: boolean | null | undefined;
  merchantId: string | number;
  nickname?: string | null | undefined;
};

export type AddBankAccountsInput = {
  /** Check the rows and write nothing. */
  dryRun?: boolean;
  /** Defaults to the key's merchant. */
  merchantId?: string | number | null | undefined;
  /** 1 to 500. */
  rows: Array<BankAccountRowInput>;
};

/** ADDED. READY: of a dry run, it would be added. EXISTS: the merchant has this account already, which stays as it is. REPEATED: an earlier row is the same account. REFUSED: its errors say why. */
export type AddedRowOutcome =
  | 'ADDED'
  | 'EXISTS'
  | 'READY'
  | 'REFUSED'
  | 'REPEATED';

/** A credit adds to the balance, a debit takes from it. */
export type AdjustmentDirection =
  | 'CREDIT'
  | 'DEBIT';

/** proposed → approved or rejected, both final. */
export type AdjustmentStatus =
  | 'APPROVED'
  | 'PROPOSED'
  | 'REJECTED';

export type ApprovalBandInput = {
  fromPaise: number;
  /** 1 to 5, more than in the bands below. */
  people: number;
};

/** What has come of a payout's approval. */
export type ApprovalOutcome =
  /** Somebody has asked to cancel the payout before enough people had approved it. */
  | 'CANCELLED'
  /** Too few people have approved the payout in time. */
  | 'EXPIRED'
  /** Enough people have approved the payout. */
  | 'OPENED'
  /** Somebody has rejected the payout. */
  | 'REJECTED'
  /** Too few people have approved the payout, and nobody has rejected it. */
  | 'WAITING';

export type ApproveAdjustmentInput = {
  adjustmentId: string | number;
};

export type ApprovePayoutBatchInput = {
  batchId: string | number;
  /** Up to 300 characters, kept for people. */
  remark?: string | null | undefined;
};

export type ApprovePayoutInput = {
  payoutId: string | number;
  /** Up to 300 characters, kept for people. */
  remark?: string | null | undefined;
  /** Of the approval that was looked at. */
  subject?: string | null | undefined;
};

export type AskBankAgainInput = {
  payoutId: string | number;
};

/** Why a payout needs an operator. */
export type AttentionKind =
  /** The last payouts to a bank account have all failed. */
  | 'FAILING_IN_A_ROW'
  /** The bank has not told the payout's outcome for a long time. */
  | 'NEEDS_REVIEW'
  /** No worker has acted on the payout, though it is due. */
  | 'STUCK';

/** OPEN: anybody, with open access. COMMAND: somebody with a shell on the machine. SYSTEM: the engine itself. STRANGER: nobody whom the engine knows. */
export type AuditActorKind =
  | 'COMMAND'
  | 'KEY'
  | 'OPEN'
  | 'PERSON'
  | 'STRANGER'
  | 'SYSTEM';

/** Every condition that is given must hold. */
export type AuditEventFilter = {
  /** An action, or how it begins: payout.created, or payout. for all that begin so. */
  actionPrefix?: string | null | undefined;
  /** The actorId of the one who acted. */
  actor?: string | null | undefined;
  /** Done then or later. */
  from?: string | null | undefined;
  merchantId?: string | number | null | undefined;
  subjectId?: string | null | undefined;
  /** Done before then. */
  to?: string | null | undefined;
};

/** A day in India, a week from Monday, or a month. */
export type BalanceBucket =
  | 'DAY'
  | 'MONTH'
  | 'WEEK';

/** One bank account of a list. */
export type BankAccountRowInput = {
  accountHolderName: string;
  accountNumber: string;
  accountType: BankAccountType;
  /** Such as Suppliers: at most 40 characters. */
  group?: string | null | undefined;
  ifscCode: string;
  /** The merchant's own name for the account, of at most 60 characters. */
  nickname?: string | null | undefined;
};

export type BankAccountType =
  | 'CURRENT'
  | 'SAVINGS';

/** The bank's answer. */
export type BankAnswer =
  | 'IN_PROGRESS'
  | 'NO_ANSWER'
  | 'PAID'
  | 'REFUSED'
  | 'REJECTED'
  | 'UNHEARD'
  | 'VOIDED';

/** The request to the bank. */
export type BankCall =
  | 'ASK'
  | 'SUBMIT'
  | 'VOID';

export type CallerKind =
  | 'KEY'
  | 'OPEN'
  | 'PERSON';

export type CancelPayoutInput = {
  payoutId: string | number;
  /** Why: up to 300 characters, kept for people. */
  remark?: string | null | undefined;
};

export type CancelPayoutOrderInput = {
  orderId: string | number;
};

export type ChangeMemberRoleInput = {
  /** Defaults to the user's merchant. */
  merchantId?: string | number | null | undefined;
  role: Role;
  userId: string | number;
};

export type CheckBankAccountNameInput = {
  bankAccountId: string | number;
};

export type CreateApiKeyInput = {
  /** If omitted, an operator key ends after 90 days, and a merchant's never. Null: never. An operator key that a key makes ends with its maker at the latest. */
  expiresAt?: string | null | undefined;
  /** Omit it for an operator key. A merchant's user may omit it. */
  merchantId?: string | number | null | undefined;
  name: string;
  /** The password again, of a user who is signed in: a key outlives the session. Keys need none. */
  password?: string | null | undefined;
  scopes: Array<Scope>;
};

export type CreateBalanceMonitorInput = {
  belowPaise: number;
  /** Defaults to the key's merchant. */
  merchantId?: string | number | null | undefined;
  /** After an event there is no other for so long: 0 to 168. A fall within them is told at their end, if available is low even then. */
  quietHours?: number;
};

export type CreatePayoutBatchInput = {
  /** Made by the client, so that creating the batch again is safe: the same batch is a replay. */
  id: string;
  /** Defaults to the key's merchant. */
  merchantId?: string | number | null | undefined;
  /** 1 to 100 characters. */
  name: string;
  /** None of its payouts is sent to the bank before this moment, at most 93 days from now. Their money is held when the batch is paid. Once it has come, rows are paid at once. */
  notBefore?: string | null | undefined;
  /** The earlier batch whose rows these were made from. */
  repeatOf?: string | number | null | undefined;
  /** The batch whose failed or returned rows these are. A batch is retried by one other at most. */
  retryOf?: string | number | null | undefined;
  /** 1 to 1,000. */
  rows: Array<PayoutBatchRowInput>;
};

export type CreatePayoutInput = {
  amountPaise: number;
  bankAccountId: string | number;
  /** The name under which your program pays, up to 40 characters. No two of a merchant's payouts have the same one, however old and whatever has become of them: a payout that is asked for twice under two keys is refused the second time, and the refusal names the first. It is part of what the key is for. */
  clientReference?: string | null | undefined;
  idempotencyKey: string;
  /** True if this key may have been sent before. The engine then never makes its payout twice: a key whose window is over, but which has made a payout, gives IdempotencyKeyForgotten. */
  isRetry?: boolean;
  /** Defaults to the key's merchant. */
  merchantId?: string | number | null | undefined;
  /** Words for the beneficiary's bank statement: up to 30 letters, digits and blanks. */
  narration?: string | null | undefined;
  /** The payout is not sent to the bank before this moment, at most 93 days from now. Its money is held at once, and until then it can be cancelled. */
  notBefore?: string | null | undefined;
  /** Why the beneficiary is paid. */
  purpose?: PayoutPurpose | null | undefined;
  /** The rail by which the payout goes; planPayout says which can carry it. Left out, the engine chooses. It is part of what the key is for. */
  rail?: Rail | null | undefined;
  /** The merchant's own name of what it pays, such as an invoice's number: up to 40 characters. Need not be unique. */
  reference?: string | null | undefined;
  /** The failed or returned payout that this one pays again, to the same bank account. Of all that are made in its place, one at most is open or paid: two people who pay it again cannot pay twice. This holds for ever, whatever their keys. */
  retryOf?: string | number | null | undefined;
};

export type CreateWebhookEndpointInput = {
  /** At least one, each once. They cannot be changed. */
  eventTypes: Array<EventType>;
  /** Defaults to the key's merchant. */
  merchantId?: string | number | null | undefined;
  /** https, of at most 2,048 characters, at port 443 or one from 1024 on, without a user name or a fragment. Its host has public addresses alone. */
  url: string;
};

export type DeleteBalanceMonitorInput = {
  id: string | number;
};

export type DeleteWebhookEndpointInput = {
  id: string | number;
};

/** What happened. More values are added: pass over one that you do not know. */
export type EventType =
  | 'BALANCE_ADJUSTED'
  | 'BALANCE_LOW'
  | 'ORDERS_SHORT'
  | 'PAYMENT_RECEIVED'
  | 'PAYMENT_REVERSED'
  | 'PAYOUT_APPROVAL_EXPIRED'
  | 'PAYOUT_APPROVAL_NEEDED'
  | 'PAYOUT_APPROVAL_REJECTED'
  | 'PAYOUT_APPROVED'
  | 'PAYOUT_CANCEL_REQUESTED'
  | 'PAYOUT_COMPLETED'
  | 'PAYOUT_CREATED'
  | 'PAYOUT_FAILED'
  | 'PAYOUT_NEEDS_REVIEW'
  | 'PAYOUT_ORDER_CANCELLED'
  | 'PAYOUT_ORDER_EXPIRED'
  | 'PAYOUT_ORDER_FUNDED'
  | 'PAYOUT_ORDER_PLACED'
  | 'PAYOUT_ORDER_REFUSED'
  | 'PAYOUT_RETURNED'
  | 'PAYOUT_REVIEW_ENDED'
  | 'RECEIPT_LATE'
  | 'RECEIPT_RECEIVED'
  | 'WEBHOOK_ENDPOINT_DISABLED';

export type FeeBandInput = {
  /** Without GST; 0: free. */
  feePaise: number;
  rail: Rail;
  /** Left out: for all larger payouts. */
  upToPaise?: number | null | undefined;
};

export type FollowDefaultFeePlanInput = {
  merchantId: string | number;
};

export type HealthSignKind =
  /** The bank's replies of the last 15 minutes. */
  | 'BANK'
  /** The task queue, which wakes workers. Without it they look every few seconds. */
  | 'BROKER'
  /** Transactions that wait for each other's locks. */
  | 'LOCKS'
  /** Payouts that are due, and since when the oldest is. */
  | 'QUEUE'
  /** Whether a worker lives. */
  | 'WORKERS';

/** By what a violation may mean. MONEY: somebody may have more or less than is theirs. ORDER: the books or their proofs are not in order. TIDINESS: something beside the books is wrong. */
export type IntegritySeverity =
  | 'MONEY'
  | 'ORDER'
  | 'TIDINESS';

export type InviteMemberInput = {
  email: string;
  /** Defaults to the user's merchant. */
  merchantId?: string | number | null | undefined;
  role: Role;
};

export type LabelBankAccountInput = {
  bankAccountId: string | number;
  /** Such as Suppliers: at most 40 characters. Omit it to leave it as it is; null or empty takes it away. */
  group?: string | null | undefined;
  /** The merchant's own name for the account, of at most 60 characters. Omit it to leave it as it is; null or empty takes it away. */
  nickname?: string | null | undefined;
};

export type LedgerEntryType =
  | 'ADJUSTMENT_CREDIT'
  | 'ADJUSTMENT_DEBIT'
  | 'FEE_DEBIT'
  | 'FEE_REFUND'
  | 'FEE_TAX_DEBIT'
  | 'FEE_TAX_REFUND'
  | 'PAYMENT_RECEIVED'
  | 'PAYMENT_REVERSED'
  | 'PAYOUT_COMPLETED'
  | 'PAYOUT_HOLD'
  | 'PAYOUT_RELEASE'
  | 'PAYOUT_RETURNED';

export type MakeBankAccountPrimaryInput = {
  bankAccountId: string | number;
};

/** Where a payout's money is, as far as is known. It is never guessed. */
export type MoneyIs =
  /** The bank has it and has not decided. */
  | 'AT_BANK'
  /** Sent, or being sent right now, and the bank has not said what became of it. Do not pay again. */
  | 'UNKNOWN'
  /** The bank has paid. */
  | 'WITH_BENEFICIARY'
  /** Held here or given back: never sent, refused or voided, as the bank said last; or returned after it was paid. */
  | 'WITH_US';

/** What the bank said of an account's holder. */
export type NameVerdict =
  /** The bank’s name for the holder is much like ours. */
  | 'CLOSE'
  /** The bank says that no such account can be paid to. */
  | 'CLOSED'
  /** The bank knows the holder by another name. */
  | 'DIFFERS'
  /** The bank knows the holder by this name. */
  | 'MATCH'
  /** The bank does not show the holder’s name. */
  | 'NOT_SHOWN'
  /** The bank did not answer. */
  | 'UNAVAILABLE';

export type OrderPayoutInput = {
  amountPaise: number;
  bankAccountId: string | number;
  /** If the money was not there by then, no payout is made. At most 93 days from now; by default four days after now, or after notBefore. */
  expiresAt?: string | null | undefined;
  /** Of the order, and of the payout that it makes. It is remembered for ever: createPayout with an order's key is a conflict, and so is an order with a payout's key. */
  idempotencyKey: string;
  /** Defaults to the key's merchant. */
  merchantId?: string | number | null | undefined;
  /** Words for the beneficiary's bank statement: up to 30 letters, digits and blanks. */
  narration?: string | null | undefined;
  /** The payout is not made before this moment, at most 93 days from now. No money is held. */
  notBefore?: string | null | undefined;
  /** Why the beneficiary is paid. */
  purpose?: PayoutPurpose | null | undefined;
  /** The rail by which the payout goes; planPayout says which can carry it. Left out, the engine chooses. It is part of what the key is for. */
  rail?: Rail | null | undefined;
  /** The merchant's own name of what it pays, such as an invoice's number: up to 40 characters. Need not be unique. */
  reference?: string | null | undefined;
  /** The failed or returned payout that this one pays again, to the same bank account. Of all that are made in its place, one at most is open or paid: two people who pay it again cannot pay twice. This holds for ever, whatever their keys. */
  retryOf?: string | number | null | undefined;
};

export type PayPayoutBatchInput = {
  batchId: string | number;
};

/** One payout of a batch. What is missing or wrong in a row is told by the row, not by the document. */
export type PayoutBatchRowInput = {
  amountPaise?: number | null | undefined;
  bankAccountId?: string | number | null | undefined;
  /** Words for the beneficiary's bank statement: up to 30 letters, digits and blanks. */
  narration?: string | null | undefined;
  /** Why the beneficiary is paid. */
  purpose?: PayoutPurpose | null | undefined;
  /** The merchant's own name of what it pays, such as an invoice's number: up to 40 characters. Need not be unique. */
  reference?: string | null | undefined;
};

/** What has become of a row of a batch. */
export type PayoutBatchRowState =
  /** The bank has paid it. Its money may have come back since. */
  | 'COMPLETED'
  /** The bank has not paid it, and never will. */
  | 'FAILED'
  /** Its payout waits to be sent to the bank. */
  | 'PENDING'
  /** Its payout is on its way. */
  | 'PROCESSING'
  /** The last payment of the batch made no payout of it; the next one may. */
  | 'REFUSED'
  /** Not paid yet. */
  | 'WAITING';

/** How far a batch has come, as the payouts of its rows say. */
export type PayoutBatchStatus =
  /** The bank has paid every row. */
  | 'COMPLETED'
  /** Every row has a payout, and all of these have ended; some have failed. */
  | 'FAILED'
  /** Some rows have no payout: pay the batch again. The payouts of the others have ended. */
  | 'INCOMPLETE'
  /** Some payouts have not ended. */
  | 'PROCESSING'
  /** No row has been paid. */
  | 'READY';

/** Whose doing a failure was. OUR_BANK: the bank that pays for the engine. NETWORK: between the banks. */
export type PayoutFailureSource =
  | 'BENEFICIARY_BANK'
  | 'ENGINE'
  | 'MERCHANT'
  | 'NETWORK'
  | 'OUR_BANK';

/** Every condition that is given must hold. */
export type PayoutFilter = {
  /** Paid to this bank account. */
  bankAccountId?: string | number | null | undefined;
  /** Made by this batch. */
  batchId?: string | number | null | undefined;
  /** True for only payouts that failed because somebody cancelled them, false for only the others. */
  cancelled?: boolean | null | undefined;
  /** Created then or later. */
  from?: string | null | undefined;
  /** This amount or less. */
  maxPaise?: number | null | undefined;
  /** This amount or more. */
  minPaise?: number | null | undefined;
  /** True for only payouts that need review, false for only the others. */
  needsReview?: boolean | null | undefined;
  /** True for only payouts whose money came back after they had completed, false for only the others. */
  returned?: boolean | null | undefined;
  /** True for only payouts that wait for their notBefore, false for only the others. */
  scheduled?: boolean | null | undefined;
  /** Any of these; empty: all. */
  statuses?: Array<PayoutStatus> | null | undefined;
  /** A UTR, a payout's reference, id or idempotency key, an amount in rupees (48,750.00), or words of the account holder's name and the last four digits of the account number. Up to 100 characters. */
  text?: string | null | undefined;
  /** Created before then. */
  to?: string | null | undefined;
};

/** What a row is like. */
export type PayoutLikeness =
  /** A payout of this amount to this account, or to another one with the same number, in the last seven days. */
  | 'SAME_ACCOUNT_AND_AMOUNT'
  /** An earlier row like it. */
  | 'SAME_ACCOUNT_AND_AMOUNT_IN_BATCH'
  /** A payout with this reference, at any time. */
  | 'SAME_REFERENCE'
  /** An earlier row with this reference. */
  | 'SAME_REFERENCE_IN_BATCH';

/** What is done about a payout next. */
export type PayoutNextAction =
  /** The engine asks the bank what became of the transfer. */
  | 'ASK'
  /** People have to approve the payout before the engine sends it. */
  | 'AWAIT_APPROVAL'
  /** Nothing: the payout has ended. */
  | 'NONE'
  /** A person should look into it. The engine goes on asking the bank meanwhile. */
  | 'PERSON'
  /** The engine sends the transfer to the bank. */
  | 'SUBMIT'
  /** The engine tells the bank never to pay the transfer. */
  | 'VOID';

/** What has become of an order. All but WAITING are final. */
export type PayoutOrderState =
  /** It was cancelled before its payout was made. */
  | 'CANCELLED'
  /** The money was not there in time. No payout is made. */
  | 'EXPIRED'
  /** The payout is made. */
  | 'FUNDED'
  /** When its turn came, the payout could not be made for another reason than money. */
  | 'REFUSED'
  /** The payout is made as soon as its turn has come and the money is there. */
  | 'WAITING';

export type PayoutPreviewVerdict =
  /** It looks like one that was paid or stands in the batch already. It can be paid. */
  | 'MAYBE_PAID'
  /** Nothing is in the way. */
  | 'READY'
  /** It cannot be paid as it is. */
  | 'TO_FIX';

/** Why the beneficiary is paid. */
export type PayoutPurpose =
  | 'CASHBACK'
  | 'PAYOUT'
  | 'REFUND'
  | 'SALARY'
  | 'UTILITY_BILL'
  | 'VENDOR_BILL';

/** The order of a list of payouts, by creation or by amount. */
export type PayoutSort =
  | 'LARGEST_FIRST'
  | 'NEWEST_FIRST'
  | 'OLDEST_FIRST'
  | 'SMALLEST_FIRST';

/** pending → processing → completed or failed. */
export type PayoutStatus =
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'PROCESSING';

export type PlanPayoutInput = {
  amountPaise: number;
  bankAccountId: string | number;
  /** Defaults to the key's merchant. */
  merchantId?: string | number | null | undefined;
  notBefore?: string | null | undefined;
  /** Otherwise the best one is chosen. */
  rail?: Rail | null | undefined;
};

/** What to look at before a payout is made. */
export type PlanWarningCode =
  | 'ACCOUNT_CLOSED'
  | 'BANK_IS_SUBLET'
  | 'BRANCH_UNKNOWN'
  | 'COOLING_OFF'
  | 'FIRST_PAYMENT_TO_ACCOUNT'
  | 'LEI_NEEDED'
  | 'NAME_DIFFERS'
  | 'NAME_NOT_CHECKED'
  | 'NEEDS_APPROVAL'
  | 'NO_RAIL_FITS'
  | 'ORDERS_WAIT_BEFORE_IT'
  | 'SAME_ACCOUNT_AND_AMOUNT_RECENTLY';

export type ProposeAdjustmentInput = {
  amountPaise: number;
  direction: AdjustmentDirection;
  idempotencyKey: string;
  merchantId: string | number;
  /** 1 to 500 characters. The merchant reads it in the ledger. Account numbers are masked. */
  reason: string;
};

/** A payment rail of India. UPI pays to UPI addresses alone. */
export type Rail =
  | 'IMPS'
  | 'NEFT'
  | 'RTGS'
  | 'UPI';

/** Who chose a payout's rail. */
export type RailChosenBy =
  | 'CALLER'
  | 'ENGINE';

/** Why a rail cannot carry a payment. */
export type RailReasonCode =
  | 'ABOVE_MAXIMUM'
  | 'BELOW_MINIMUM'
  | 'BRANCH_NOT_ON_RAIL'
  | 'CLOSED_NOW'
  | 'NEEDS_VPA';

export type RecordPaymentInput = {
  amountPaise: number;
  /** Up to 500 characters, in any number of lines. Account numbers in it are masked. */
  description?: string | null | undefined;
  merchantId: string | number;
  /** Counts once per merchant, in whatever form it is written: case, blanks, composed or full-width characters make no other reference. One line of up to 100 characters. */
  reference: string;
};

export type RecordPayoutReturnInput = {
  /** All of the payout's. A part is a new payment. */
  amountPaise: number;
  payoutId: string | number;
  /** Up to 300 characters, which the merchant reads. Account numbers in it are masked. */
  reason: string;
  /** One of unspecified, bank_account_closed, bank_account_frozen, bank_account_invalid, beneficiary_account_dormant, beneficiary_bank_failure, beneficiary_bank_offline, beneficiary_bank_rejected, beneficiary_bank_technical_error, imps_not_allowed, invalid_ifsc_code, transaction_limit_exceeded, npci_beneficiary_timeout, gateway_down, gateway_technical_error, gateway_timeout, gateway_rejected. */
  reasonCode?: string | null | undefined;
  /** The bank's, of the return: up to 64 characters, once at the bank. */
  returnReference: string;
  /** The day on which the money was back at the bank. */
  valueOn: string;
};

export type RejectAdjustmentInput = {
  adjustmentId: string | number;
};

export type RejectPayoutBatchInput = {
  batchId: string | number;
  /** Up to 300 characters, kept for people. */
  remark: string;
};

export type RejectPayoutInput = {
  payoutId: string | number;
  /** Up to 300 characters, kept for people. */
  remark: string;
  /** Of the approval that was looked at. */
  subject?: string | null | undefined;
};

export type RemoveMemberInput = {
  /** Leave the API keys that they made live. */
  keepKeys?: boolean;
  /** Defaults to the user's merchant. */
  merchantId?: string | number | null | undefined;
  userId: string | number;
};

export type RenameBankAccountInput = {
  accountHolderName: string;
  bankAccountId: string | number;
};

export type RenewInvitationInput = {
  invitationId: string | number;
};

export type ReopenMerchantInput = {
  merchantId: string | number;
};

export type ReplayWebhooksInput = {
  /** A position of the feed: 0.0 for all that there is. */
  after: string;
  endpointId: string | number;
  /** Defaults to what the endpoint has come to. */
  upTo?: string | null | undefined;
};

export type RequestLogFilter = {
  keyId?: string | number | null | undefined;
  outcome?: RequestOutcome | null | undefined;
  requestId?: string | null | undefined;
};

/** SUCCEEDED: it changed something. REFUSED: the call was at fault, or came at a bad time. FAILED: we were. */
export type RequestOutcome =
  | 'FAILED'
  | 'REFUSED'
  | 'SUCCEEDED';

export type ResendWebhookInput = {
  messageId: string | number;
};

export type RestoreBankAccountInput = {
  bankAccountId: string | number;
};

export type RetireBankAccountInput = {
  bankAccountId: string | number;
};

export type RetryPayoutBatchInput = {
  batchId: string | number;
  /** Of the new batch. Made by the client, so that creating the batch again is safe: the same batch is a replay. */
  id: string;
  /** 1 to 100 characters. */
  name: string;
};

export type RevokeApiKeyInput = {
  id: string | number;
  /** Revoke the keys that it made as well, for a key that was stolen. */
  withMade?: boolean;
};

export type RevokeInvitationInput = {
  invitationId: string | number;
};

/** What a merchant's user may do. OWNER: everything. MAKER: make payouts, batches and beneficiaries. APPROVER: approve payouts, and make none. VIEWER: read. DEVELOPER: keys and webhooks, no payouts. */
export type Role =
  | 'APPROVER'
  | 'DEVELOPER'
  | 'MAKER'
  | 'OWNER'
  | 'VIEWER';

export type RotateApiKeyInput = {
  /** Defaults to the old key's lifetime, counted from now, or a new key's if the old one has no end. Null: never. An operator key that a key makes ends with its maker at the latest. */
  expiresAt?: string | null | undefined;
  /** How long the old key stays valid: 0 to 720 hours. */
  graceHours?: number;
  id: string | number;
  /** The password again, of a user who is signed in: a key outlives the session. Keys need none. */
  password?: string | null | undefined;
};

export type RotateWebhookSecretInput = {
  /** How long the old secret signs beside the new one: 0 to 168 hours. */
  graceHours?: number;
  id: string | number;
};

/** READ: all queries. PAYOUTS: create payouts. BENEFICIARIES: add bank accounts, give them nicknames and groups, retire them. WEBHOOKS: choose where events are sent, and see what was delivered. APPROVALS: approve payouts that others made; for a merchant's users. TEAM: invite users, give them roles, remove them; for users. KEYS: make, rotate and revoke API keys; for users. OPERATE: for operators only; it holds BENEFICIARIES and KEYS. */
export type Scope =
  | 'APPROVALS'
  | 'BENEFICIARIES'
  | 'KEYS'
  | 'OPERATE'
  | 'PAYOUTS'
  | 'READ'
  | 'TEAM'
  | 'WEBHOOKS';

export type SendTestEventInput = {
  endpointId: string | number;
};

export type SetApprovalPolicyInput = {
  /** All of them. A payout's is found by the sum of it and all others to the same account number within a day, or by its batch's sum. */
  bands: Array<ApprovalBandInput>;
  /** 1 to 2232. Then a payout fails. */
  expiresAfterHours?: number;
  /** Defaults to the user's merchant. */
  merchantId?: string | number | null | undefined;
};

export type SetCoolingOffInput = {
  /** 0 to 72; 0 turns it off. */
  coolingOffHours: number;
  merchantId: string | number;
};

export type SetFeePlanInput = {
  /** At most 40. IMPS, NEFT and RTGS each need one without upToPaise, so that every payout has a price. Empty: nothing is charged. */
  bands: Array<FeeBandInput>;
  /** Hundredths of a percent. */
  gstBasisPoints?: number;
  merchantId: string | number;
  refundOnReturn?: boolean;
};

export type SetSecondFactorLimitInput = {
  /** Null: nobody is asked. 0: always. */
  abovePaise?: number | null | undefined;
  /** Defaults to the user's merchant. */
  merchantId?: string | number | null | undefined;
};

export type SetWebhookEndpointStateInput = {
  id: string | number;
  state: WebhookEndpointState;
};

export type SuspendMerchantInput = {
  merchantId: string | number;
  /** 1 to 500 characters, for operators. Account numbers in it are masked. */
  reason: string;
};

export type UpdateMerchantInput = {
  /** Stays as it is if omitted or null. */
  email?: string | null | undefined;
  merchantId: string | number;
  /** Stays as it is if omitted or null. */
  name?: string | null | undefined;
};

/** EXPECTED: as a UTR of the rail looks. UNUSUAL: otherwise, which changes nothing; sources disagree about the forms of UTRs. */
export type UtrLooks =
  | 'EXPECTED'
  | 'UNUSUAL';

export type VerifyBankAccountInput = {
  bankAccountId: string | number;
};

/** A disabled endpoint is sent nothing. */
export type WebhookEndpointState =
  | 'DISABLED'
  | 'ENABLED';

/** DUE until an attempt succeeds (DELIVERED) or the last one fails (EXHAUSTED); DROPPED if its endpoint was deleted before. */
export type WebhookMessageState =
  | 'DELIVERED'
  | 'DROPPED'
  | 'DUE'
  | 'EXHAUSTED';

/** An event's type, or TEST, which is no event. */
export type WebhookMessageType =
  | 'BALANCE_ADJUSTED'
  | 'BALANCE_LOW'
  | 'ORDERS_SHORT'
  | 'PAYMENT_RECEIVED'
  | 'PAYMENT_REVERSED'
  | 'PAYOUT_APPROVAL_EXPIRED'
  | 'PAYOUT_APPROVAL_NEEDED'
  | 'PAYOUT_APPROVAL_REJECTED'
  | 'PAYOUT_APPROVED'
  | 'PAYOUT_CANCEL_REQUESTED'
  | 'PAYOUT_COMPLETED'
  | 'PAYOUT_CREATED'
  | 'PAYOUT_FAILED'
  | 'PAYOUT_NEEDS_REVIEW'
  | 'PAYOUT_ORDER_CANCELLED'
  | 'PAYOUT_ORDER_EXPIRED'
  | 'PAYOUT_ORDER_FUNDED'
  | 'PAYOUT_ORDER_PLACED'
  | 'PAYOUT_ORDER_REFUSED'
  | 'PAYOUT_RETURNED'
  | 'PAYOUT_REVIEW_ENDED'
  | 'RECEIPT_LATE'
  | 'RECEIPT_RECEIVED'
  | 'TEST'
  | 'WEBHOOK_ENDPOINT_DISABLED';

/** DELIVERED: 2xx. GONE: 410. REDIRECT: 3xx, which is not followed. HTTP_STATUS: any other status. ADDRESS_REFUSED: the host has an address that is not on the public Internet. */
export type WebhookOutcome =
  | 'ADDRESS_REFUSED'
  | 'CONNECT'
  | 'DELIVERED'
  | 'DNS'
  | 'GONE'
  | 'HTTP_STATUS'
  | 'REDIRECT'
  | 'TIMEOUT'
  | 'TLS';

export type ApproveAdjustmentMutationVariables = Exact<{
  input: ApproveAdjustmentInput;
}>;


export type ApproveAdjustmentMutation = { result:
    | { __typename: 'ApproveAdjustmentSuccess' }
    | { __typename: 'InsufficientFunds', availablePaise: number }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RejectAdjustmentMutationVariables = Exact<{
  input: RejectAdjustmentInput;
}>;


export type RejectAdjustmentMutation = { result:
    | { __typename: 'RejectAdjustmentSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type AdjustmentRowFragment = { id: string, direction: AdjustmentDirection, amountPaise: number, reason: string, status: AdjustmentStatus, proposedBy: string, viewerDidPropose: boolean, createdAt: string, decidedBy: string, decidedAt: string | null, entry: { sequence: number } | null } & { ' $fragmentName'?: 'AdjustmentRowFragment' };

export type AdjustmentsQueryVariables = Exact<{
  merchantId: string | number;
  status?: AdjustmentStatus | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AdjustmentsQuery = { adjustments: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'AdjustmentRowFragment': AdjustmentRowFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AdjustmentToDecideQueryVariables = Exact<{
  id: string | number;
}>;


export type AdjustmentToDecideQuery = { node:
    | (
      { __typename: 'Adjustment', merchant: { id: string, name: string } }
      & { ' $fragmentRefs'?: { 'AdjustmentRowFragment': AdjustmentRowFragment } }
    )
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'BalanceMonitor' }
    | { __typename: 'BankAccount' }
    | { __typename: 'ExpectedReceipt' }
    | { __typename: 'IntegrityRun' }
    | { __typename: 'InvoiceMatch' }
    | { __typename: 'InwardDocument' }
    | { __typename: 'InwardInvoice' }
    | { __typename: 'InwardPayment' }
    | { __typename: 'LedgerEntry' }
    | { __typename: 'Merchant' }
    | { __typename: 'Payout' }
    | { __typename: 'PayoutAttempt' }
    | { __typename: 'PayoutBatch' }
    | { __typename: 'PayoutOrder' }
    | { __typename: 'Viewer' }
    | { __typename: 'WebhookEndpoint' }
    | { __typename: 'WebhookMessage' }
    | { __typename: 'WebhookReplay' }
   | null };

export type ProposeAdjustmentMutationVariables = Exact<{
  input: ProposeAdjustmentInput;
}>;


export type ProposeAdjustmentMutation = { result:
    | { __typename: 'IdempotencyConflict', message: string }
    | { __typename: 'InsufficientFunds', availablePaise: number }
    | { __typename: 'ProposeAdjustmentSuccess', replayed: boolean }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ProbeQueryVariables = Exact<{ [key: string]: never; }>;


export type ProbeQuery = { merchants: { edges: Array<{ cursor: string }> } };

export type RevisionQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type RevisionQuery = { revision: string };

export type FirstStepsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type FirstStepsQuery = { merchant: { bankAccounts: Array<{ id: string }> } | null };

export type FirstKeyQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type FirstKeyQuery = { apiKeys: { edges: Array<{ node: { id: string } }> } };

export type ApprovalNoticeFragment = { id: string, amountPaise: number, bankAccount: { accountHolderName: string }, batch: { id: string } | null, approval: { people: number, missing: number, outcome: ApprovalOutcome, expiresAt: string, mayDecide: boolean, subject: string, approvedBy: Array<{ person: string, remark: string | null, at: string }>, rejectedBy: Array<{ person: string, remark: string | null, at: string }> } | null } & { ' $fragmentName'?: 'ApprovalNoticeFragment' };

export type BatchApprovalQueryVariables = Exact<{
  merchantId: string | number;
  batchId: string | number;
}>;


export type BatchApprovalQuery = { revision: string, batchToApprove: { payouts: number, sumPaise: number, people: number, missing: number, expiresAt: string, mayDecide: boolean } | null };

export type SetApprovalPolicyMutationVariables = Exact<{
  input: SetApprovalPolicyInput;
}>;


export type SetApprovalPolicyMutation = { result:
    | { __typename: 'SetApprovalPolicySuccess', changed: boolean }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ApprovePayoutMutationVariables = Exact<{
  input: ApprovePayoutInput;
}>;


export type ApprovePayoutMutation = { result:
    | { __typename: 'DecidePayoutSuccess', payout: { id: string } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RejectPayoutMutationVariables = Exact<{
  input: RejectPayoutInput;
}>;


export type RejectPayoutMutation = { result:
    | { __typename: 'DecidePayoutSuccess', payout: { id: string } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ApprovePayoutBatchMutationVariables = Exact<{
  input: ApprovePayoutBatchInput;
}>;


export type ApprovePayoutBatchMutation = { result:
    | { __typename: 'DecidePayoutBatchSuccess', decided: number }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RejectPayoutBatchMutationVariables = Exact<{
  input: RejectPayoutBatchInput;
}>;


export type RejectPayoutBatchMutation = { result:
    | { __typename: 'DecidePayoutBatchSuccess', decided: number }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ApprovalPolicyQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type ApprovalPolicyQuery = { approvalPolicy: { version: number, expiresAfterHours: number, setBy: string | null, setAt: string | null, bands: Array<{ fromPaise: number, people: number }> } };

export type PayoutsToApproveQueryVariables = Exact<{
  merchantId: string | number;
  first: number;
  mine: boolean;
}>;


export type PayoutsToApproveQuery = { revision: string, payoutsToApprove: Array<{ payouts: number, sumPaise: number, people: number, missing: number, since: string, expiresAt: string, mayDecide: boolean, payout: { id: string, reference: string | null, bankAccount: { accountHolderName: string, accountNumberMasked: string }, madeBy: { kind: ActorKind, name: string | null } | null, approval: { subject: string } | null }, batch: { id: string, name: string } | null }> };

export type BalanceMonitorsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type BalanceMonitorsQuery = { balanceMonitors: Array<{ id: string, belowPaise: number, lowSince: string | null, toldAt: string | null }> };

export type CreateBalanceMonitorMutationVariables = Exact<{
  input: CreateBalanceMonitorInput;
}>;


export type CreateBalanceMonitorMutation = { result:
    | { __typename: 'CreateBalanceMonitorSuccess', balanceMonitor: { id: string } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type DeleteBalanceMonitorMutationVariables = Exact<{
  input: DeleteBalanceMonitorInput;
}>;


export type DeleteBalanceMonitorMutation = { result:
    | { __typename: 'DeleteBalanceMonitorSuccess', balanceMonitor: { id: string } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ShortfallQueryVariables = Exact<{
  merchantId: string | number;
  aboutPaise: number;
}>;


export type ShortfallQuery = { revision: string, explainBalance:
    | { __typename: 'BalanceExplanation', availablePaise: number, heldPaise: number, shortfall: { shortByPaise: number, expectedBy: string | null, coveredBy: Array<(
          { payout: { id: string } }
          & { ' $fragmentRefs'?: { 'HoldingPayoutFragment': HoldingPayoutFragment } }
        )> } | null }
    | { __typename: 'ValidationError', message: string }
   };

export type HoldingPayoutFragment = { amountPaise: number, since: string, why: string, payout: { id: string, reference: string | null, bankAccount: { accountHolderName: string } } } & { ' $fragmentName'?: 'HoldingPayoutFragment' };

export type WaitingOrdersFragment = { promisedPaise: number, orders: { totalCount: number, edges: Array<{ node: { id: string, amountPaise: number, reference: string | null, bankAccount: { accountHolderName: string } } }> } } & { ' $fragmentName'?: 'WaitingOrdersFragment' };

export type WhyBalanceQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type WhyBalanceQuery = { revision: string, explainBalance:
    | (
      { __typename: 'BalanceExplanation', sequence: number, at: string | null, availablePaise: number, heldPaise: number, totalPaise: number, lines: Array<{ entryType: LedgerEntryType, count: number, sumPaise: number | null }>, heldBy: { heldByOthersPaise: number, holds: Array<(
          { payout: { id: string } }
          & { ' $fragmentRefs'?: { 'HoldingPayoutFragment': HoldingPayoutFragment } }
        )> } }
      & { ' $fragmentRefs'?: { 'WaitingOrdersFragment': WaitingOrdersFragment } }
    )
    | { __typename: 'ValidationError' }
   };

export type WebhookTroubleQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type WebhookTroubleQuery = { webhookEndpoints: Array<{ id: string, url: string, state: WebhookEndpointState, failingSince: string | null }> };

export type BalanceQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type BalanceQuery = { revision: string, balance: { availablePaise: number, heldPaise: number, totalPaise: number }, pending: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'PayoutLinkFragment': PayoutLinkFragment } } }> }, processing: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'PayoutLinkFragment': PayoutLinkFragment } } }> }, unconfirmed: { totalCount: number, edges: Array<{ node: { amountPaise: number } }> }, failed: { edges: Array<{ node: { createdAt: string, failedAt: string | null } }> }, returned: { edges: Array<{ node: { createdAt: string, returned: { at: string } | null } }> } };

export type BalanceHistoryQueryVariables = Exact<{
  merchantId: string | number;
  from: string;
  to: string;
  bucket: BalanceBucket;
  lastMonth: string;
}>;


export type BalanceHistoryQuery = { revision: string, periods: Array<{ startsOn: string, endsOn: string, openPaise: number, closePaise: number, minPaise: number, maxPaise: number, inPaise: number, outPaise: number, heldClosePaise: number }>, months: Array<{ startsOn: string, inPaise: number, outPaise: number }> };

export type AddBankAccountMutationVariables = Exact<{
  input: AddBankAccountInput;
}>;


export type AddBankAccountMutation = { addBankAccount:
    | { __typename: 'AddBankAccountSuccess', warnings: Array<string>, bankAccount: { id: string } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RenameBankAccountMutationVariables = Exact<{
  input: RenameBankAccountInput;
}>;


export type RenameBankAccountMutation = { result:
    | { __typename: 'RenameBankAccountSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type VerifyBankAccountMutationVariables = Exact<{
  input: VerifyBankAccountInput;
}>;


export type VerifyBankAccountMutation = { result:
    | { __typename: 'ValidationError', message: string, field: string | null }
    | { __typename: 'VerifyBankAccountSuccess' }
   };

export type MakeBankAccountPrimaryMutationVariables = Exact<{
  input: MakeBankAccountPrimaryInput;
}>;


export type MakeBankAccountPrimaryMutation = { result:
    | { __typename: 'MakeBankAccountPrimarySuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RetireBankAccountMutationVariables = Exact<{
  input: RetireBankAccountInput;
}>;


export type RetireBankAccountMutation = { result:
    | { __typename: 'RetireBankAccountSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RestoreBankAccountMutationVariables = Exact<{
  input: RestoreBankAccountInput;
}>;


export type RestoreBankAccountMutation = { result:
    | { __typename: 'RestoreBankAccountSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ManagedAccountFragment = { id: string, accountHolderName: string, accountNumberMasked: string, ifscCode: string, bankName: string | null, accountType: BankAccountType, isVerified: boolean, isPrimary: boolean, createdAt: string, retiredAt: string | null } & { ' $fragmentName'?: 'ManagedAccountFragment' };

export type MerchantAccountsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type MerchantAccountsQuery = { merchant: { bankAccounts: Array<{ ' $fragmentRefs'?: { 'ManagedAccountFragment': ManagedAccountFragment } }> } | null };

export type BeneficiaryGroupsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type BeneficiaryGroupsQuery = { beneficiaryGroups: Array<{ name: string, count: number }> };

export type CheckBankAccountNameMutationVariables = Exact<{
  input: CheckBankAccountNameInput;
}>;


export type CheckBankAccountNameMutation = { result:
    | { __typename: 'CheckBankAccountNameSuccess', accountCheck: { verdict: NameVerdict } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type PayBatchAgainMutationVariables = Exact<{
  input: PayPayoutBatchInput;
}>;


export type PayBatchAgainMutation = { result:
    | { __typename: 'PayPayoutBatchSuccess', created: number, refused: number }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RetryPayoutBatchMutationVariables = Exact<{
  input: RetryPayoutBatchInput;
}>;


export type RetryPayoutBatchMutation = { result:
    | { __typename: 'IdempotencyConflict', message: string }
    | { __typename: 'RetryPayoutBatchSuccess', batch: { id: string } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type PayoutBatchQueryVariables = Exact<{
  merchantId: string | number;
  id: string | number;
  first: number;
  after?: number | null | undefined;
  state?: PayoutBatchRowState | null | undefined;
}>;


export type PayoutBatchQuery = { revision: string, payoutBatch: { id: string, name: string, rowCount: number, totalPaise: number, createdAt: string, notBefore: string | null, merchant: { id: string }, madeBy: { kind: ActorKind, name: string | null } | null, retryOf: { id: string, name: string } | null, repeatOf: { id: string, name: string } | null, progress: { ' $fragmentRefs'?: { 'BatchProgressFragment': BatchProgressFragment } }, rows: Array<{ number: number, amountPaise: number, reference: string | null, state: PayoutBatchRowState, refusal: { message: string } | null, bankAccount: (
        { accountHolderName: string }
        & { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } }
      ), payout: { id: string, needsReview: boolean, failureReason: string | null, bankReferenceId: string | null, returned: { at: string } | null } | null }> } | null };

export type EarlierBatchesQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type EarlierBatchesQuery = { payoutBatches: { edges: Array<{ node: { id: string, name: string, rowCount: number, totalPaise: number } }> } };

export type PayoutDraftQueryVariables = Exact<{
  merchantId: string | number;
  batchId?: string | number | null | undefined;
  month?: string | null | undefined;
}>;


export type PayoutDraftQuery = { payoutDraft: Array<{ bankAccountId: string, amountPaise: number, reference: string | null, narration: string | null, purpose: PayoutPurpose | null }> };

export type SeveralAccountsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type SeveralAccountsQuery = { merchant: { name: string, isActive: boolean, suspendedAt: string | null, suspensionReason: string | null, bankAccounts: Array<{ id: string, accountHolderName: string, accountNumberMasked: string, ifscCode: string, bankName: string | null, accountType: BankAccountType, createdAt: string, retiredAt: string | null, group: string | null }> } | null, newest: { edges: Array<{ node: { bankAccount: { id: string } } }> } };

export type PayoutBatchesPageQueryVariables = Exact<{
  merchantId: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type PayoutBatchesPageQuery = { revision: string, payoutBatches: { totalCount: number, edges: Array<{ node: { id: string, name: string, rowCount: number, totalPaise: number, createdAt: string, progress: { ' $fragmentRefs'?: { 'BatchProgressFragment': BatchProgressFragment } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type BatchProgressFragment = { status: PayoutBatchStatus, waiting: { count: number, sumPaise: number }, refused: { count: number, sumPaise: number }, pending: { count: number, sumPaise: number }, processing: { count: number, sumPaise: number }, completed: { count: number, sumPaise: number }, failed: { count: number, sumPaise: number }, returned: { count: number, sumPaise: number } } & { ' $fragmentName'?: 'BatchProgressFragment' };

export type PreviewPayoutsQueryVariables = Exact<{
  merchantId: string | number;
  rows: Array<PayoutBatchRowInput> | PayoutBatchRowInput;
}>;


export type PreviewPayoutsQuery = { revision: string, previewPayouts: { availablePaise: number, rows: Array<{ number: number, verdict: PayoutPreviewVerdict, faults: Array<{ field: string | null, message: string }>, alike: Array<{ kind: PayoutLikeness, payoutId: string | null, row: number | null }> }> } };

export type CreatePayoutBatchMutationVariables = Exact<{
  input: CreatePayoutBatchInput;
}>;


export type CreatePayoutBatchMutation = { createPayoutBatch:
    | { __typename: 'CreatePayoutBatchSuccess', replayed: boolean }
    | { __typename: 'IdempotencyConflict', message: string }
    | { __typename: 'PayoutBatchRowsToFix', message: string }
    | { __typename: 'ValidationError', message: string }
   };

export type PayPayoutBatchMutationVariables = Exact<{
  input: PayPayoutBatchInput;
}>;


export type PayPayoutBatchMutation = { payPayoutBatch:
    | { __typename: 'PayPayoutBatchSuccess', created: number, refused: number }
    | { __typename: 'ValidationError', message: string }
   };

export type BeneficiaryQueryVariables = Exact<{
  id: string | number;
  merchantId: string | number;
}>;


export type BeneficiaryQuery = { node:
    | { __typename: 'Adjustment' }
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'BalanceMonitor' }
    | (
      { __typename: 'BankAccount', branchName: string | null, warnings: Array<string>, nameCheck: { verdict: NameVerdict, registeredName: string | null, holderName: string, at: string } | null }
      & { ' $fragmentRefs'?: { 'BeneficiaryRowFragment': BeneficiaryRowFragment } }
    )
    | { __typename: 'ExpectedReceipt' }
    | { __typename: 'IntegrityRun' }
    | { __typename: 'InvoiceMatch' }
    | { __typename: 'InwardDocument' }
    | { __typename: 'InwardInvoice' }
    | { __typename: 'InwardPayment' }
    | { __typename: 'LedgerEntry' }
    | { __typename: 'Merchant' }
    | { __typename: 'Payout' }
    | { __typename: 'PayoutAttempt' }
    | { __typename: 'PayoutBatch' }
    | { __typename: 'PayoutOrder' }
    | { __typename: 'Viewer' }
    | { __typename: 'WebhookEndpoint' }
    | { __typename: 'WebhookMessage' }
    | { __typename: 'WebhookReplay' }
   | null, payouts: { totalCount: number, edges: Array<{ node: (
        { id: string, amountPaise: number }
        & { ' $fragmentRefs'?: { 'PayoutRowFragment': PayoutRowFragment } }
      ) }> } };

export type LabelBankAccountMutationVariables = Exact<{
  input: LabelBankAccountInput;
}>;


export type LabelBankAccountMutation = { result:
    | { __typename: 'LabelBankAccountSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type BeneficiaryRowFragment = { id: string, accountHolderName: string, accountNumberMasked: string, ifscCode: string, bankName: string | null, accountType: BankAccountType, nickname: string | null, group: string | null, isVerified: boolean, isPrimary: boolean, createdAt: string, retiredAt: string | null, paid: { lastPaidAt: string | null, lastPaidPaise: number | null, thisYearPaise: number | null, payoutsThisYear: number, isComplete: boolean } } & { ' $fragmentName'?: 'BeneficiaryRowFragment' };

export type BeneficiariesQueryVariables = Exact<{
  merchantId: string | number;
  search?: string | null | undefined;
  group?: string | null | undefined;
  retired?: boolean | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type BeneficiariesQuery = { beneficiaries: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'BeneficiaryRowFragment': BeneficiaryRowFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AddBankAccountsMutationVariables = Exact<{
  input: AddBankAccountsInput;
}>;


export type AddBankAccountsMutation = { result:
    | { __typename: 'AddBankAccountsSuccess', results: Array<{ outcome: AddedRowOutcome, sameAs: number | null, bankName: string | null, branchName: string | null, warnings: Array<string>, bankAccount: { retiredAt: string | null } | null, errors: Array<{ field: string | null, message: string }> }> }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type EngineLimitsQueryVariables = Exact<{ [key: string]: never; }>;


export type EngineLimitsQuery = { engine: { readLimit: string | null, writeLimit: string | null, idempotencyWindowSeconds: number } };

export type ApiKeyToChangeQueryVariables = Exact<{
  id: string | number;
}>;


export type ApiKeyToChangeQuery = { node:
    | { __typename: 'Adjustment' }
    | { __typename: 'Alert' }
    | (
      { __typename: 'ApiKey', merchant: { id: string } | null }
      & { ' $fragmentRefs'?: { 'KeyRowFragment': KeyRowFragment } }
    )
    | { __typename: 'AuditEvent' }
    | { __typename: 'BalanceMonitor' }
    | { __typename: 'BankAccount' }
    | { __typename: 'ExpectedReceipt' }
    | { __typename: 'IntegrityRun' }
    | { __typename: 'InvoiceMatch' }
    | { __typename: 'InwardDocument' }
    | { __typename: 'InwardInvoice' }
    | { __typename: 'InwardPayment' }
    | { __typename: 'LedgerEntry' }
    | { __typename: 'Merchant' }
    | { __typename: 'Payout' }
    | { __typename: 'PayoutAttempt' }
    | { __typename: 'PayoutBatch' }
    | { __typename: 'PayoutOrder' }
    | { __typename: 'Viewer' }
    | { __typename: 'WebhookEndpoint' }
    | { __typename: 'WebhookMessage' }
    | { __typename: 'WebhookReplay' }
   | null };

export type EventRowFragment = { position: string, type: EventType, occurredAt: string, amountPaise: number, payoutId: string | null, webhookEndpointId: string | null } & { ' $fragmentName'?: 'EventRowFragment' };

export type EventLogQueryVariables = Exact<{
  merchantId: string | number;
  types?: Array<EventType> | EventType | null | undefined;
  first: number;
  before?: string | null | undefined;
  after?: string | null | undefined;
  readsOn: boolean;
}>;


export type EventLogQuery = { revision: string, latestEvents?: { next: string, more: boolean, events: Array<{ ' $fragmentRefs'?: { 'EventRowFragment': EventRowFragment } }> }, events?: { next: string, more: boolean, events: Array<{ ' $fragmentRefs'?: { 'EventRowFragment': EventRowFragment } }> } };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { result:
    | { __typename: 'CreateApiKeySuccess', secret: string, apiKey: { ' $fragmentRefs'?: { 'KeyRowFragment': KeyRowFragment } } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RotateApiKeyMutationVariables = Exact<{
  input: RotateApiKeyInput;
}>;


export type RotateApiKeyMutation = { result:
    | { __typename: 'RotateApiKeySuccess', secret: string, apiKey: { ' $fragmentRefs'?: { 'KeyRowFragment': KeyRowFragment } } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RevokeApiKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeApiKeyMutation = { result:
    | { __typename: 'RevokeApiKeySuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type KeyRowFragment = { id: string, name: string, prefix: string, scopes: Array<Scope>, createdBy: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, rotatedAt: string | null, revokedAt: string | null } & { ' $fragmentName'?: 'KeyRowFragment' };

export type ApiKeysQueryVariables = Exact<{
  merchantId: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type ApiKeysQuery = { apiKeys: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'KeyRowFragment': KeyRowFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LoggedRequestRowFragment = { requestId: string, at: string, durationMs: number | null, caller: string, method: string | null, path: string | null, operation: string | null, httpStatus: number | null, outcome: RequestOutcome, errorCode: string | null, message: string | null, idempotencyKey: string | null, payoutId: string | null, payouts: number, key: { keyId: string, name: string, prefix: string | null } | null, explanation: { meaning: string, advice: string } | null } & { ' $fragmentName'?: 'LoggedRequestRowFragment' };

export type RequestLogQueryVariables = Exact<{
  merchantId: string | number;
  filter?: RequestLogFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type RequestLogQuery = { requestLog: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'LoggedRequestRowFragment': LoggedRequestRowFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type EngineQueryVariables = Exact<{ [key: string]: never; }>;


export type EngineQuery = { engine: { openAccess: boolean, playground: boolean, maxAttempts: number, bankScripts: Array<{ ending: string, description: string }> } };

export type FindPayoutQueryVariables = Exact<{
  quoted: string;
  id: string | number;
}>;


export type FindPayoutQuery = { payoutByUtr: { id: string, merchant: { id: string } } | null, payout: { id: string, merchant: { id: string } } | null };

export type LedgerRowFragment = { id: string, sequence: number, entryType: LedgerEntryType, amountPaise: number, availableAfterPaise: number, totalAfterPaise: number, description: string, reference: string | null, createdAt: string, feePayoutId: string | null, inwardPayment: { id: string, reversed: { at: string } | null } | null, payout: { id: string, amountPaise: number, bankAccount: { accountHolderName: string } } | null, payoutReturn: { payout: { id: string, amountPaise: number, bankAccount: { accountHolderName: string } } } | null } & { ' $fragmentName'?: 'LedgerRowFragment' };

export type LedgerExportQueryVariables = Exact<{
  merchantId: string | number;
  types?: Array<LedgerEntryType> | LedgerEntryType | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type LedgerExportQuery = { merchant: { name: string } | null, ledger: { totalCount: number, edges: Array<{ node: { id: string, sequence: number, createdAt: string, entryType: LedgerEntryType, description: string, reference: string | null, amountPaise: number, availableAfterPaise: number, totalAfterPaise: number, feePayoutId: string | null, payout: { id: string, bankReferenceId: string | null, bankAccount: { accountHolderName: string, accountNumberMasked: string, ifscCode: string } } | null, payoutReturn: { payout: { id: string, bankReferenceId: string | null, bankAccount: { accountHolderName: string, accountNumberMasked: string, ifscCode: string } } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LedgerPageQueryVariables = Exact<{
  merchantId: string | number;
  types?: Array<LedgerEntryType> | LedgerEntryType | null | undefined;
  first: number;
  after?: string | null | undefined;
  before?: string | null | undefined;
}>;


export type LedgerPageQuery = { revision: string, ledger: { totalCount: number, edges: Array<{ node: (
        { id: string, createdAt: string }
        & { ' $fragmentRefs'?: { 'LedgerRowFragment': LedgerRowFragment } }
      ) }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type UpdateMerchantMutationVariables = Exact<{
  input: UpdateMerchantInput;
}>;


export type UpdateMerchantMutation = { result:
    | { __typename: 'UpdateMerchantSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ReopenMerchantMutationVariables = Exact<{
  input: ReopenMerchantInput;
}>;


export type ReopenMerchantMutation = { result:
    | { __typename: 'ReopenMerchantSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type SuspendMerchantMutationVariables = Exact<{
  input: SuspendMerchantInput;
}>;


export type SuspendMerchantMutation = { result:
    | { __typename: 'SuspendMerchantSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type SetCoolingOffMutationVariables = Exact<{
  input: SetCoolingOffInput;
}>;


export type SetCoolingOffMutation = { result:
    | { __typename: 'SetCoolingOffSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type FeeTermsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type FeeTermsQuery = { feeTerms: { plan: { gstBasisPoints: number, followsDefault: boolean, refundOnReturn: boolean, bands: Array<{ rail: Rail, upToPaise: number | null, feePaise: number }> } | null, taxProfile: { gstin: string | null, state: string } | null } };

export type SetFeePlanMutationVariables = Exact<{
  input: SetFeePlanInput;
}>;


export type SetFeePlanMutation = { result:
    | { __typename: 'SetFeePlanSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type FollowDefaultFeePlanMutationVariables = Exact<{
  input: FollowDefaultFeePlanInput;
}>;


export type FollowDefaultFeePlanMutation = { result:
    | { __typename: 'FollowDefaultFeePlanSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type MerchantDetailsFragment = { id: string, name: string, email: string, isActive: boolean, createdAt: string, suspendedAt: string | null, suspensionReason: string | null, coolingOffHours: number } & { ' $fragmentName'?: 'MerchantDetailsFragment' };

export type MerchantToChangeQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type MerchantToChangeQuery = { merchant: { ' $fragmentRefs'?: { 'MerchantDetailsFragment': MerchantDetailsFragment } } | null };

export type MerchantsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MerchantsQuery = { merchants: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { ' $fragmentRefs'?: { 'MerchantRowFragment': MerchantRowFragment } } }> } };

export type WantedMerchantQueryVariables = Exact<{
  id: string | number;
}>;


export type WantedMerchantQuery = { merchant: { ' $fragmentRefs'?: { 'MerchantRowFragment': MerchantRowFragment } } | null };

export type MerchantRowFragment = { id: string, name: string, email: string, isActive: boolean, balance: { availablePaise: number } } & { ' $fragmentName'?: 'MerchantRowFragment' };

export type FailedPayoutQueryVariables = Exact<{
  id: string | number;
}>;


export type FailedPayoutQuery = { payout: { amountPaise: number, failureReason: string | null, merchant: { id: string }, bankAccount: { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } } } | null };

export type PayoutAccountsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type PayoutAccountsQuery = { engine: { idempotencyWindowSeconds: number }, merchant: { name: string, isActive: boolean, suspendedAt: string | null, suspensionReason: string | null, bankAccounts: Array<{ id: string, accountHolderName: string, nickname: string | null, accountNumberMasked: string, ifscCode: string, bankName: string | null, accountType: BankAccountType, createdAt: string, retiredAt: string | null }> } | null, newest: { edges: Array<{ node: { bankAccount: { id: string } } }> } };

export type PlanPayoutQueryVariables = Exact<{
  input: PlanPayoutInput;
  merchantId: string | number;
}>;


export type PlanPayoutQuery = { revision: string, planPayout:
    | { rail: Rail | null, expectedBy: string | null, totalCostPaise: number, candidates: Array<{ rail: Rail, feePaise: number, taxPaise: number }>, warnings: Array<{ code: PlanWarningCode, words: string }> }
    | Record<PropertyKey, never>
   };

export type PayoutRailsQueryVariables = Exact<{
  input: PlanPayoutInput;
  merchantId: string | number;
}>;


export type PayoutRailsQuery = { revision: string, planPayout:
    | { __typename: 'PayoutPlan', rail: Rail | null, candidates: Array<{ rail: Rail, eligible: boolean, reasons: Array<RailReasonCode>, words: string | null, expectedBy: string | null, feePaise: number, taxPaise: number }> }
    | { __typename: 'ValidationError' }
   };

export type RetriedPayoutQueryVariables = Exact<{
  id: string | number;
}>;


export type RetriedPayoutQuery = { payout: { amountPaise: number, failureReason: string | null, retriedBy: string | null, merchant: { id: string }, bankAccount: { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } } } | null };

export type CreatePayoutMutationVariables = Exact<{
  input: CreatePayoutInput;
}>;


export type CreatePayoutMutation = { createPayout:
    | { __typename: 'CreatePayoutSuccess', replayed: boolean, payout: { id: string, amountPaise: number, notBefore: string | null, coolingOffUntil: string | null, nextAction: PayoutNextAction, bankAccount: { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } } } }
    | { __typename: 'IdempotencyConflict', message: string }
    | { __typename: 'IdempotencyKeyForgotten', message: string, payouts: Array<(
        { id: string }
        & { ' $fragmentRefs'?: { 'PayoutLinkFragment': PayoutLinkFragment } }
      )> }
    | { __typename: 'InsufficientFunds', message: string, availablePaise: number }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type SimilarPayoutsQueryVariables = Exact<{
  merchantId: string | number;
  bankAccountId: string | number;
  amountPaise: number;
}>;


export type SimilarPayoutsQuery = { revision: string, similarPayouts: Array<(
    { id: string, idempotencyKey: string, reference: string | null }
    & { ' $fragmentRefs'?: { 'PayoutLinkFragment': PayoutLinkFragment } }
  )> };

export type AuditedMerchantQueryVariables = Exact<{
  id: string | number;
}>;


export type AuditedMerchantQuery = { merchant: { id: string, name: string } | null };

export type AttentionCountQueryVariables = Exact<{ [key: string]: never; }>;


export type AttentionCountQuery = { attention: { totalCount: number } };

export type AttentionRowFragment = { kind: AttentionKind, since: string, reason: string, payout: { id: string, status: PayoutStatus, needsReview: boolean, amountPaise: number, createdAt: string, nextAttemptAt: string | null, merchant: { id: string, name: string }, bankAccount: (
      { id: string, accountHolderName: string }
      & { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } }
    ) } } & { ' $fragmentName'?: 'AttentionRowFragment' };

export type AttentionQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type AttentionQuery = { attention: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'AttentionRowFragment': AttentionRowFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditRowFragment = { id: string, at: string, action: string, summary: string, actor: string, actorId: string, actorKind: AuditActorKind, subjectId: string, merchantId: string | null, merchantName: string | null, payoutId: string | null, requestId: string | null, changes: Array<{ column: string, name: string, before: string | null, after: string | null }> } & { ' $fragmentName'?: 'AuditRowFragment' };

export type AuditEventsQueryVariables = Exact<{
  filter: AuditEventFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditEventsQuery = { auditEvents: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'AuditRowFragment': AuditRowFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type HealthQueryVariables = Exact<{ [key: string]: never; }>;


export type HealthQuery = { health: { isWell: boolean, signs: Array<{ kind: HealthSignKind, isWell: boolean, text: string }>, workers: Array<{ name: string, isAlive: boolean, startedAt: string, beatAt: string, threads: number, busy: number, lastClaimAt: string | null }> } };

export type IntegrityRunPartsFragment = { id: string, askedBy: string, askedAt: string, startedAt: string | null, endedAt: string | null, rules: number, findings: Array<{ rule: string, isChecked: boolean, rows: number, violations: number, faults: Array<string>, seconds: number }> } & { ' $fragmentName'?: 'IntegrityRunPartsFragment' };

export type IntegrityQueryVariables = Exact<{ [key: string]: never; }>;


export type IntegrityQuery = { integrity: { results: Array<{ statement: string, severity: IntegritySeverity }>, ended: { ' $fragmentRefs'?: { 'IntegrityRunPartsFragment': IntegrityRunPartsFragment } } | null, unfinished: { ' $fragmentRefs'?: { 'IntegrityRunPartsFragment': IntegrityRunPartsFragment } } | null } };

export type CheckIntegrityMutationVariables = Exact<{ [key: string]: never; }>;


export type CheckIntegrityMutation = { checkIntegrity: { isNew: boolean } };

export type FoundMerchantFragment = { id: string, name: string, email: string, isActive: boolean } & { ' $fragmentName'?: 'FoundMerchantFragment' };

export type FindMerchantsQueryVariables = Exact<{
  search: string;
  first: number;
  after?: string | null | undefined;
}>;


export type FindMerchantsQuery = { merchants: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'FoundMerchantFragment': FoundMerchantFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CancelPayoutOrderMutationVariables = Exact<{
  input: CancelPayoutOrderInput;
}>;


export type CancelPayoutOrderMutation = { result:
    | { __typename: 'CancelPayoutOrderSuccess' }
    | { __typename: 'PayoutOrderEnded', message: string }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type OrderAccountsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type OrderAccountsQuery = { merchant: { bankAccounts: Array<{ id: string, accountHolderName: string, nickname: string | null, accountNumberMasked: string, ifscCode: string, bankName: string | null, accountType: BankAccountType, createdAt: string, retiredAt: string | null }> } | null };

export type PromisedQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type PromisedQuery = { revision: string, balance: { availablePaise: number, promisedPaise: number } };

export type PayoutOrdersPageQueryVariables = Exact<{
  merchantId: string | number;
  state?: PayoutOrderState | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PayoutOrdersPageQuery = { payoutOrders: { totalCount: number, edges: Array<{ node: { id: string, sequence: number, state: PayoutOrderState, amountPaise: number, reference: string | null, notBefore: string | null, expiresAt: string, payoutId: string | null, refusedBecause: string | null, createdAt: string, endedAt: string | null, bankAccount: (
          { accountHolderName: string }
          & { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } }
        ) } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrderPayoutMutationVariables = Exact<{
  input: OrderPayoutInput;
}>;


export type OrderPayoutMutation = { result:
    | { __typename: 'IdempotencyConflict', message: string }
    | { __typename: 'OrderPayoutSuccess', order: { id: string, amountPaise: number, payoutId: string | null }, payout: { id: string, nextAction: PayoutNextAction, notBefore: string | null } | null }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type BankAccountLabelFragment = { accountHolderName: string, accountNumberMasked: string, ifscCode: string, bankName: string | null, accountType: BankAccountType } & { ' $fragmentName'?: 'BankAccountLabelFragment' };

export type CancelPayoutMutationVariables = Exact<{
  input: CancelPayoutInput;
}>;


export type CancelPayoutMutation = { result:
    | { __typename: 'CancelPayoutSuccess' }
    | { __typename: 'NotPossibleNow', message: string }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type PayoutEntriesFragment = { ledgerEntries: Array<{ id: string, sequence: number, entryType: LedgerEntryType, amountPaise: number, availableAfterPaise: number, createdAt: string }> } & { ' $fragmentName'?: 'PayoutEntriesFragment' };

export type PayoutFactsFragment = { reference: string | null, clientReference: string | null, narration: string | null, purpose: PayoutPurpose | null, batchRow: number | null, retryOf: string | null, notBefore: string | null, coolingOffUntil: string | null, owedCompensationPaise: number | null, owedCompensationWords: string | null, utrLooks: UtrLooks | null, totalCostPaise: number, status: PayoutStatus, batch: { id: string, name: string } | null, rail: { rail: Rail, chosenBy: RailChosenBy, expectedBy: string | null } | null, fee: { feePaise: number, taxPaise: number, igstPaise: number, refunded: boolean } | null, failure: { code: string | null } | null, madeBy: { kind: ActorKind, name: string | null } | null } & { ' $fragmentName'?: 'PayoutFactsFragment' };

export type PayoutIdsFragment = { id: string, idempotencyKey: string } & { ' $fragmentName'?: 'PayoutIdsFragment' };

export type PayoutReasonFragment = { failure: { words: string, source: PayoutFailureSource | null } | null } & { ' $fragmentName'?: 'PayoutReasonFragment' };

export type PayoutTimelineFragment = { status: PayoutStatus, amountPaise: number, attemptCount: number, createdAt: string, processingStartedAt: string | null, nextAttemptAt: string | null, notBefore: string | null, completedAt: string | null, failedAt: string | null, failureReason: string | null, bankReferenceId: string | null, returned: { at: string, reference: string, reason: string, valueOn: string } | null, cancellation: { requestedAt: string, remark: string | null } | null, attempts: Array<{ id: string, number: number, call: BankCall, answer: BankAnswer, reason: string | null, startedAt: string, endedAt: string }> } & { ' $fragmentName'?: 'PayoutTimelineFragment' };

export type RecordPayoutReturnMutationVariables = Exact<{
  input: RecordPayoutReturnInput;
}>;


export type RecordPayoutReturnMutation = { result:
    | { __typename: 'RecordPayoutReturnSuccess', replayed: boolean }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ReviewNoticeFragment = { id: string, amountPaise: number, needsReview: boolean, safeToRetry: boolean, explanation: string, retriedBy: string | null, unresolvedSince: string | null, nextAttemptAt: string | null } & { ' $fragmentName'?: 'ReviewNoticeFragment' };

export type PayoutCountsQueryVariables = Exact<{
  merchantId: string | number;
  scheduled: PayoutFilter;
  pending: PayoutFilter;
  processing: PayoutFilter;
  needsReview: PayoutFilter;
  failed: PayoutFilter;
}>;


export type PayoutCountsQuery = { revision: string, SCHEDULED: { count: number }, PENDING: { count: number }, PROCESSING: { count: number }, NEEDS_REVIEW: { count: number }, FAILED: { count: number } };

export type PayoutTotalsQueryVariables = Exact<{
  merchantId: string | number;
  filter: PayoutFilter;
  atMost?: number | null | undefined;
}>;


export type PayoutTotalsQuery = { revision: string, payoutTotals: { count: number, sumPaise: number | null, isComplete: boolean } };

export type PayoutLinkFragment = { id: string, status: PayoutStatus, needsReview: boolean, amountPaise: number, createdAt: string, bankAccount: { accountHolderName: string, accountNumberMasked: string } } & { ' $fragmentName'?: 'PayoutLinkFragment' };

export type PayoutsPageQueryVariables = Exact<{
  merchantId: string | number;
  filter?: PayoutFilter | null | undefined;
  sort?: PayoutSort | null | undefined;
  first: number;
  after?: string | null | undefined;
  before?: string | null | undefined;
}>;


export type PayoutsPageQuery = { revision: string, payouts: { edges: Array<{ node: (
        { id: string, status: PayoutStatus, needsReview: boolean, amountPaise: number, createdAt: string }
        & { ' $fragmentRefs'?: { 'PayoutRowFragment': PayoutRowFragment } }
      ) }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type PayoutRowFragment = { id: string, status: PayoutStatus, needsReview: boolean, moneyIs: MoneyIs, nextAction: PayoutNextAction, amountPaise: number, nextAttemptAt: string | null, notBefore: string | null, bankReferenceId: string | null, failureReason: string | null, reference: string | null, narration: string | null, purpose: PayoutPurpose | null, createdAt: string, updatedAt: string, returned: { at: string } | null, bankAccount: (
    { accountHolderName: string }
    & { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } }
  ) } & { ' $fragmentName'?: 'PayoutRowFragment' };

export type AskBankAgainMutationVariables = Exact<{
  input: AskBankAgainInput;
}>;


export type AskBankAgainMutation = { askBankAgain:
    | { __typename: 'AskBankAgainSuccess' }
    | { __typename: 'ValidationError', message: string }
   };

export type IfscQueryVariables = Exact<{
  code: string;
}>;


export type IfscQuery = { ifsc: { bankName: string | null, branchName: string | null, city: string | null, warnings: Array<string> } | null };

export type PayeesQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type PayeesQuery = { merchant: { bankAccounts: Array<{ id: string, accountHolderName: string, accountNumberMasked: string }> } | null };

export type PayoutDetailsQueryVariables = Exact<{
  merchantId: string | number;
  id: string | number;
}>;


export type PayoutDetailsQuery = { revision: string, payout: (
    { id: string, status: PayoutStatus, needsReview: boolean, safeToRetry: boolean, nextAction: PayoutNextAction, amountPaise: number, bankReferenceId: string | null, createdAt: string, notBefore: string | null, nextAttemptAt: string | null, reference: string | null, narration: string | null, purpose: PayoutPurpose | null, returned: { at: string, reference: string } | null, merchant: { id: string }, bankAccount: (
      { id: string }
      & { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } }
    ), cancellation: { requestedAt: string } | null }
    & { ' $fragmentRefs'?: { 'PayoutReasonFragment': PayoutReasonFragment;'PayoutFactsFragment': PayoutFactsFragment;'ReviewNoticeFragment': ReviewNoticeFragment;'ApprovalNoticeFragment': ApprovalNoticeFragment;'PayoutTimelineFragment': PayoutTimelineFragment;'PayoutEntriesFragment': PayoutEntriesFragment;'PayoutIdsFragment': PayoutIdsFragment } }
  ) | null };

export type RecordPaymentMutationVariables = Exact<{
  input: RecordPaymentInput;
}>;


export type RecordPaymentMutation = { recordPayment:
    | { __typename: 'RecordPaymentSuccess', replayed: boolean, entry: { id: string } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ThisMerchantQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type ThisMerchantQuery = { merchant: { name: string, balance: { availablePaise: number, heldPaise: number, totalPaise: number }, bankAccounts: Array<{ id: string, bankName: string | null, accountNumberMasked: string, ifscCode: string, isPrimary: boolean }> } | null, payouts: { totalCount: number, edges: Array<{ node: { id: string, status: PayoutStatus, amountPaise: number, attemptCount: number, createdAt: string } }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, kind: CallerKind, name: string, scopes: Array<Scope>, merchantId: string | null, role: Role | null } };

export type FrameFragment = { viewer: { id: string, kind: CallerKind, name: string, scopes: Array<Scope>, merchantId: string | null, role: Role | null }, engine: { openAccess: boolean, playground: boolean, maxAttempts: number, bankScripts: Array<{ ending: string, description: string }> } } & { ' $fragmentName'?: 'FrameFragment' };

export type StartQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type StartQuery = (
  { revision: string, balance: { availablePaise: number, heldPaise: number, totalPaise: number }, pending: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'PayoutLinkFragment': PayoutLinkFragment } } }> }, processing: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'PayoutLinkFragment': PayoutLinkFragment } } }> }, unconfirmed: { totalCount: number, edges: Array<{ node: { amountPaise: number } }> }, failed: { edges: Array<{ node: { createdAt: string, failedAt: string | null } }> }, returned: { edges: Array<{ node: { createdAt: string, returned: { at: string } | null } }> }, merchant: { ' $fragmentRefs'?: { 'MerchantRowFragment': MerchantRowFragment } } | null }
  & { ' $fragmentRefs'?: { 'FrameFragment': FrameFragment } }
);

export type ArrivalQueryVariables = Exact<{ [key: string]: never; }>;


export type ArrivalQuery = (
  { merchants: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { ' $fragmentRefs'?: { 'MerchantRowFragment': MerchantRowFragment } } }> } }
  & { ' $fragmentRefs'?: { 'FrameFragment': FrameFragment } }
);

export type StatementPeriodsQueryVariables = Exact<{
  merchantId: string | number;
  from: string;
  to: string;
}>;


export type StatementPeriodsQuery = { revision: string, balanceByPeriod: Array<{ openPaise: number, heldOpenPaise: number, closePaise: number, heldClosePaise: number, inPaise: number, outPaise: number }> };

export type MemberRowFragment = { userId: string, name: string, email: string, role: Role, joinedAt: string, lastSignInAt: string | null, hasSecondFactor: boolean, isYou: boolean } & { ' $fragmentName'?: 'MemberRowFragment' };

export type InvitationRowFragment = { invitationId: string, email: string, role: Role, invitedBy: string, sentAt: string, expiresAt: string } & { ' $fragmentName'?: 'InvitationRowFragment' };

export type TeamQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type TeamQuery = { team: { secondFactorAbovePaise: number | null, members: Array<{ ' $fragmentRefs'?: { 'MemberRowFragment': MemberRowFragment } }>, invitations: Array<{ ' $fragmentRefs'?: { 'InvitationRowFragment': InvitationRowFragment } }> } };

export type InviteMemberMutationVariables = Exact<{
  input: InviteMemberInput;
}>;


export type InviteMemberMutation = { result:
    | { __typename: 'InviteMemberSuccess', token: string, invitation: { ' $fragmentRefs'?: { 'InvitationRowFragment': InvitationRowFragment } } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RenewInvitationMutationVariables = Exact<{
  input: RenewInvitationInput;
}>;


export type RenewInvitationMutation = { result:
    | { __typename: 'RenewInvitationSuccess', token: string, invitation: { ' $fragmentRefs'?: { 'InvitationRowFragment': InvitationRowFragment } } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RevokeInvitationMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type RevokeInvitationMutation = { result:
    | { __typename: 'RevokeInvitationSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ChangeMemberRoleMutationVariables = Exact<{
  input: ChangeMemberRoleInput;
}>;


export type ChangeMemberRoleMutation = { result:
    | { __typename: 'ChangeMemberRoleSuccess', keys: Array<{ id: string, name: string }> }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type RemoveMemberMutation = { result:
    | { __typename: 'RemoveMemberSuccess', keys: Array<{ id: string, name: string }> }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type SetSecondFactorLimitMutationVariables = Exact<{
  input: SetSecondFactorLimitInput;
}>;


export type SetSecondFactorLimitMutation = { result:
    | { __typename: 'SetSecondFactorLimitSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type WebhookEndpointRowFragment = { id: string, merchantId: string, url: string, eventTypes: Array<EventType>, state: WebhookEndpointState, disabledBecause: string | null, failingSince: string | null, secretHint: string, oldSecretUntil: string | null, position: string, backlog: number, createdAt: string, deletedAt: string | null } & { ' $fragmentName'?: 'WebhookEndpointRowFragment' };

export type WebhookEndpointsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type WebhookEndpointsQuery = { webhookEndpoints: Array<{ ' $fragmentRefs'?: { 'WebhookEndpointRowFragment': WebhookEndpointRowFragment } }> };

export type WebhookEndpointShownQueryVariables = Exact<{
  id: string | number;
}>;


export type WebhookEndpointShownQuery = { webhookEndpoint: { ' $fragmentRefs'?: { 'WebhookEndpointRowFragment': WebhookEndpointRowFragment } } | null, engine: { webhookDaysKept: number } };

export type WebhookMessageRowFragment = { id: string, eventType: WebhookMessageType, position: string | null, state: WebhookMessageState, createdAt: string, nextAttemptAt: string | null, deliveredAt: string | null, attemptCount: number, attempts: Array<{ number: number, startedAt: string, endedAt: string, outcome: WebhookOutcome, httpStatus: number | null }> } & { ' $fragmentName'?: 'WebhookMessageRowFragment' };

export type WebhookMessagesQueryVariables = Exact<{
  id: string | number;
  state?: WebhookMessageState | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type WebhookMessagesQuery = { webhookEndpoint: { messages: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'WebhookMessageRowFragment': WebhookMessageRowFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type WebhookMessageShownQueryVariables = Exact<{
  id: string | number;
}>;


export type WebhookMessageShownQuery = { node:
    | { __typename: 'Adjustment' }
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'BalanceMonitor' }
    | { __typename: 'BankAccount' }
    | { __typename: 'ExpectedReceipt' }
    | { __typename: 'IntegrityRun' }
    | { __typename: 'InvoiceMatch' }
    | { __typename: 'InwardDocument' }
    | { __typename: 'InwardInvoice' }
    | { __typename: 'InwardPayment' }
    | { __typename: 'LedgerEntry' }
    | { __typename: 'Merchant' }
    | { __typename: 'Payout' }
    | { __typename: 'PayoutAttempt' }
    | { __typename: 'PayoutBatch' }
    | { __typename: 'PayoutOrder' }
    | { __typename: 'Viewer' }
    | { __typename: 'WebhookEndpoint' }
    | (
      { __typename: 'WebhookMessage', endpointId: string, body: string | null }
      & { ' $fragmentRefs'?: { 'WebhookMessageRowFragment': WebhookMessageRowFragment } }
    )
    | { __typename: 'WebhookReplay' }
   | null };

export type EventsToReplayQueryVariables = Exact<{
  endpoint: string | number;
  merchantId: string | number;
  types?: Array<EventType> | EventType | null | undefined;
  after: string;
}>;


export type EventsToReplayQuery = { webhookEndpoint: { position: string } | null, events: { next: string, more: boolean, events: Array<{ position: string }> } };

export type CreateWebhookEndpointMutationVariables = Exact<{
  input: CreateWebhookEndpointInput;
}>;


export type CreateWebhookEndpointMutation = { result:
    | { __typename: 'CreateWebhookEndpointSuccess', secret: string, endpoint: { ' $fragmentRefs'?: { 'WebhookEndpointRowFragment': WebhookEndpointRowFragment } } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { result:
    | { __typename: 'RotateWebhookSecretSuccess', secret: string, endpoint: { ' $fragmentRefs'?: { 'WebhookEndpointRowFragment': WebhookEndpointRowFragment } } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type SetWebhookEndpointStateMutationVariables = Exact<{
  input: SetWebhookEndpointStateInput;
}>;


export type SetWebhookEndpointStateMutation = { result:
    | { __typename: 'SetWebhookEndpointStateSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type DeleteWebhookEndpointMutationVariables = Exact<{
  input: DeleteWebhookEndpointInput;
}>;


export type DeleteWebhookEndpointMutation = { result:
    | { __typename: 'DeleteWebhookEndpointSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type SendTestEventMutationVariables = Exact<{
  input: SendTestEventInput;
}>;


export type SendTestEventMutation = { result:
    | { __typename: 'SendTestEventSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ResendWebhookMutationVariables = Exact<{
  input: ResendWebhookInput;
}>;


export type ResendWebhookMutation = { result:
    | { __typename: 'ResendWebhookSuccess' }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export type ReplayWebhooksMutationVariables = Exact<{
  input: ReplayWebhooksInput;
}>;


export type ReplayWebhooksMutation = { result:
    | { __typename: 'ReplayWebhooksSuccess', replay: { after: string | null, upTo: string | null } }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AdjustmentRowFragmentDoc = new TypedDocumentString(`
    fragment AdjustmentRow on Adjustment {
  id
  direction
  amountPaise
  reason
  status
  proposedBy
  viewerDidPropose
  createdAt
  decidedBy
  decidedAt
  entry {
    sequence
  }
}
    `, {"fragmentName":"AdjustmentRow"}) as unknown as TypedDocumentString<AdjustmentRowFragment, unknown>;
export const ApprovalNoticeFragmentDoc = new TypedDocumentString(`
    fragment ApprovalNotice on Payout {
  id
  amountPaise
  bankAccount {
    accountHolderName
  }
  batch {
    id
  }
  approval {
    people
    missing
    outcome
    expiresAt
    mayDecide
    subject
    approvedBy {
      person
      remark
      at
    }
    rejectedBy {
      person
      remark
      at
    }
  }
}
    `, {"fragmentName":"ApprovalNotice"}) as unknown as TypedDocumentString<ApprovalNoticeFragment, unknown>;
export const HoldingPayoutFragmentDoc = new TypedDocumentString(`
    fragment HoldingPayout on HeldBy {
  amountPaise
  since
  why
  payout {
    id
    reference
    bankAccount {
      accountHolderName
    }
  }
}
    `, {"fragmentName":"HoldingPayout"}) as unknown as TypedDocumentString<HoldingPayoutFragment, unknown>;
export const WaitingOrdersFragmentDoc = new TypedDocumentString(`
    fragment WaitingOrders on BalanceExplanation {
  promisedPaise
  orders(first: 5) {
    totalCount
    edges {
      node {
        id
        amountPaise
        reference
        bankAccount {
          accountHolderName
        }
      }
    }
  }
}
    `, {"fragmentName":"WaitingOrders"}) as unknown as TypedDocumentString<WaitingOrdersFragment, unknown>;
export const ManagedAccountFragmentDoc = new TypedDocumentString(`
    fragment ManagedAccount on BankAccount {
  id
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
  isVerified
  isPrimary
  createdAt
  retiredAt
}
    `, {"fragmentName":"ManagedAccount"}) as unknown as TypedDocumentString<ManagedAccountFragment, unknown>;
export const BatchProgressFragmentDoc = new TypedDocumentString(`
    fragment BatchProgress on PayoutBatchProgress {
  status
  waiting {
    count
    sumPaise
  }
  refused {
    count
    sumPaise
  }
  pending {
    count
    sumPaise
  }
  processing {
    count
    sumPaise
  }
  completed {
    count
    sumPaise
  }
  failed {
    count
    sumPaise
  }
  returned {
    count
    sumPaise
  }
}
    `, {"fragmentName":"BatchProgress"}) as unknown as TypedDocumentString<BatchProgressFragment, unknown>;
export const BeneficiaryRowFragmentDoc = new TypedDocumentString(`
    fragment BeneficiaryRow on BankAccount {
  id
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
  nickname
  group
  isVerified
  isPrimary
  createdAt
  retiredAt
  paid {
    lastPaidAt
    lastPaidPaise
    thisYearPaise
    payoutsThisYear
    isComplete
  }
}
    `, {"fragmentName":"BeneficiaryRow"}) as unknown as TypedDocumentString<BeneficiaryRowFragment, unknown>;
export const EventRowFragmentDoc = new TypedDocumentString(`
    fragment EventRow on Event {
  position
  type
  occurredAt
  amountPaise
  payoutId
  webhookEndpointId
}
    `, {"fragmentName":"EventRow"}) as unknown as TypedDocumentString<EventRowFragment, unknown>;
export const KeyRowFragmentDoc = new TypedDocumentString(`
    fragment KeyRow on ApiKey {
  id
  name
  prefix
  scopes
  createdBy
  createdAt
  lastUsedAt
  expiresAt
  rotatedAt
  revokedAt
}
    `, {"fragmentName":"KeyRow"}) as unknown as TypedDocumentString<KeyRowFragment, unknown>;
export const LoggedRequestRowFragmentDoc = new TypedDocumentString(`
    fragment LoggedRequestRow on LoggedRequest {
  requestId
  at
  durationMs
  caller
  key {
    keyId
    name
    prefix
  }
  method
  path
  operation
  httpStatus
  outcome
  errorCode
  message
  explanation {
    meaning
    advice
  }
  idempotencyKey
  payoutId
  payouts
}
    `, {"fragmentName":"LoggedRequestRow"}) as unknown as TypedDocumentString<LoggedRequestRowFragment, unknown>;
export const LedgerRowFragmentDoc = new TypedDocumentString(`
    fragment LedgerRow on LedgerEntry {
  id
  sequence
  entryType
  amountPaise
  availableAfterPaise
  totalAfterPaise
  description
  reference
  createdAt
  feePayoutId
  inwardPayment {
    id
    reversed {
      at
    }
  }
  payout {
    id
    amountPaise
    bankAccount {
      accountHolderName
    }
  }
  payoutReturn {
    payout {
      id
      amountPaise
      bankAccount {
        accountHolderName
      }
    }
  }
}
    `, {"fragmentName":"LedgerRow"}) as unknown as TypedDocumentString<LedgerRowFragment, unknown>;
export const MerchantDetailsFragmentDoc = new TypedDocumentString(`
    fragment MerchantDetails on Merchant {
  id
  name
  email
  isActive
  createdAt
  suspendedAt
  suspensionReason
  coolingOffHours
}
    `, {"fragmentName":"MerchantDetails"}) as unknown as TypedDocumentString<MerchantDetailsFragment, unknown>;
export const MerchantRowFragmentDoc = new TypedDocumentString(`
    fragment MerchantRow on Merchant {
  id
  name
  email
  isActive
  balance {
    availablePaise
  }
}
    `, {"fragmentName":"MerchantRow"}) as unknown as TypedDocumentString<MerchantRowFragment, unknown>;
export const BankAccountLabelFragmentDoc = new TypedDocumentString(`
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}
    `, {"fragmentName":"BankAccountLabel"}) as unknown as TypedDocumentString<BankAccountLabelFragment, unknown>;
export const AttentionRowFragmentDoc = new TypedDocumentString(`
    fragment AttentionRow on AttentionItem {
  kind
  since
  reason
  payout {
    id
    status
    needsReview
    amountPaise
    createdAt
    nextAttemptAt
    merchant {
      id
      name
    }
    bankAccount {
      id
      accountHolderName
      ...BankAccountLabel
    }
  }
}
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}`, {"fragmentName":"AttentionRow"}) as unknown as TypedDocumentString<AttentionRowFragment, unknown>;
export const AuditRowFragmentDoc = new TypedDocumentString(`
    fragment AuditRow on AuditEvent {
  id
  at
  action
  summary
  actor
  actorId
  actorKind
  subjectId
  merchantId
  merchantName
  payoutId
  requestId
  changes {
    column
    name
    before
    after
  }
}
    `, {"fragmentName":"AuditRow"}) as unknown as TypedDocumentString<AuditRowFragment, unknown>;
export const IntegrityRunPartsFragmentDoc = new TypedDocumentString(`
    fragment IntegrityRunParts on IntegrityRun {
  id
  askedBy
  askedAt
  startedAt
  endedAt
  rules
  findings {
    rule
    isChecked
    rows
    violations
    faults
    seconds
  }
}
    `, {"fragmentName":"IntegrityRunParts"}) as unknown as TypedDocumentString<IntegrityRunPartsFragment, unknown>;
export const FoundMerchantFragmentDoc = new TypedDocumentString(`
    fragment FoundMerchant on Merchant {
  id
  name
  email
  isActive
}
    `, {"fragmentName":"FoundMerchant"}) as unknown as TypedDocumentString<FoundMerchantFragment, unknown>;
export const PayoutEntriesFragmentDoc = new TypedDocumentString(`
    fragment PayoutEntries on Payout {
  ledgerEntries {
    id
    sequence
    entryType
    amountPaise
    availableAfterPaise
    createdAt
  }
}
    `, {"fragmentName":"PayoutEntries"}) as unknown as TypedDocumentString<PayoutEntriesFragment, unknown>;
export const PayoutFactsFragmentDoc = new TypedDocumentString(`
    fragment PayoutFacts on Payout {
  reference
  clientReference
  narration
  purpose
  batch {
    id
    name
  }
  batchRow
  retryOf
  notBefore
  coolingOffUntil
  owedCompensationPaise
  owedCompensationWords
  rail {
    rail
    chosenBy
    expectedBy
  }
  utrLooks
  fee {
    feePaise
    taxPaise
    igstPaise
    refunded
  }
  totalCostPaise
  status
  failure {
    code
  }
  madeBy {
    kind
    name
  }
}
    `, {"fragmentName":"PayoutFacts"}) as unknown as TypedDocumentString<PayoutFactsFragment, unknown>;
export const PayoutIdsFragmentDoc = new TypedDocumentString(`
    fragment PayoutIds on Payout {
  id
  idempotencyKey
}
    `, {"fragmentName":"PayoutIds"}) as unknown as TypedDocumentString<PayoutIdsFragment, unknown>;
export const PayoutReasonFragmentDoc = new TypedDocumentString(`
    fragment PayoutReason on Payout {
  failure {
    words
    source
  }
}
    `, {"fragmentName":"PayoutReason"}) as unknown as TypedDocumentString<PayoutReasonFragment, unknown>;
export const PayoutTimelineFragmentDoc = new TypedDocumentString(`
    fragment PayoutTimeline on Payout {
  status
  amountPaise
  attemptCount
  createdAt
  processingStartedAt
  nextAttemptAt
  notBefore
  completedAt
  failedAt
  failureReason
  bankReferenceId
  returned {
    at
    reference
    reason
    valueOn
  }
  cancellation {
    requestedAt
    remark
  }
  attempts {
    id
    number
    call
    answer
    reason
    startedAt
    endedAt
  }
}
    `, {"fragmentName":"PayoutTimeline"}) as unknown as TypedDocumentString<PayoutTimelineFragment, unknown>;
export const ReviewNoticeFragmentDoc = new TypedDocumentString(`
    fragment ReviewNotice on Payout {
  id
  amountPaise
  needsReview
  safeToRetry
  explanation
  retriedBy
  unresolvedSince
  nextAttemptAt
}
    `, {"fragmentName":"ReviewNotice"}) as unknown as TypedDocumentString<ReviewNoticeFragment, unknown>;
export const PayoutLinkFragmentDoc = new TypedDocumentString(`
    fragment PayoutLink on Payout {
  id
  status
  needsReview
  amountPaise
  createdAt
  bankAccount {
    accountHolderName
    accountNumberMasked
  }
}
    `, {"fragmentName":"PayoutLink"}) as unknown as TypedDocumentString<PayoutLinkFragment, unknown>;
export const PayoutRowFragmentDoc = new TypedDocumentString(`
    fragment PayoutRow on Payout {
  id
  status
  needsReview
  moneyIs
  nextAction
  amountPaise
  nextAttemptAt
  notBefore
  bankReferenceId
  failureReason
  returned {
    at
  }
  reference
  narration
  purpose
  createdAt
  updatedAt
  bankAccount {
    accountHolderName
    ...BankAccountLabel
  }
}
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}`, {"fragmentName":"PayoutRow"}) as unknown as TypedDocumentString<PayoutRowFragment, unknown>;
export const FrameFragmentDoc = new TypedDocumentString(`
    fragment Frame on Query {
  viewer {
    id
    kind
    name
    scopes
    merchantId
    role
  }
  engine {
    openAccess
    playground
    maxAttempts
    bankScripts {
      ending
      description
    }
  }
}
    `, {"fragmentName":"Frame"}) as unknown as TypedDocumentString<FrameFragment, unknown>;
export const MemberRowFragmentDoc = new TypedDocumentString(`
    fragment MemberRow on TeamMember {
  userId
  name
  email
  role
  joinedAt
  lastSignInAt
  hasSecondFactor
  isYou
}
    `, {"fragmentName":"MemberRow"}) as unknown as TypedDocumentString<MemberRowFragment, unknown>;
export const InvitationRowFragmentDoc = new TypedDocumentString(`
    fragment InvitationRow on TeamInvitation {
  invitationId
  email
  role
  invitedBy
  sentAt
  expiresAt
}
    `, {"fragmentName":"InvitationRow"}) as unknown as TypedDocumentString<InvitationRowFragment, unknown>;
export const WebhookEndpointRowFragmentDoc = new TypedDocumentString(`
    fragment WebhookEndpointRow on WebhookEndpoint {
  id
  merchantId
  url
  eventTypes
  state
  disabledBecause
  failingSince
  secretHint
  oldSecretUntil
  position
  backlog
  createdAt
  deletedAt
}
    `, {"fragmentName":"WebhookEndpointRow"}) as unknown as TypedDocumentString<WebhookEndpointRowFragment, unknown>;
export const WebhookMessageRowFragmentDoc = new TypedDocumentString(`
    fragment WebhookMessageRow on WebhookMessage {
  id
  eventType
  position
  state
  createdAt
  nextAttemptAt
  deliveredAt
  attemptCount
  attempts {
    number
    startedAt
    endedAt
    outcome
    httpStatus
  }
}
    `, {"fragmentName":"WebhookMessageRow"}) as unknown as TypedDocumentString<WebhookMessageRowFragment, unknown>;
export const ApproveAdjustmentDocument = new TypedDocumentString(`
    mutation ApproveAdjustment($input: ApproveAdjustmentInput!) {
  result: approveAdjustment(input: $input) {
    __typename
    ... on InsufficientFunds {
      availablePaise
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveAdjustmentMutation, ApproveAdjustmentMutationVariables>;
export const RejectAdjustmentDocument = new TypedDocumentString(`
    mutation RejectAdjustment($input: RejectAdjustmentInput!) {
  result: rejectAdjustment(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RejectAdjustmentMutation, RejectAdjustmentMutationVariables>;
export const AdjustmentsDocument = new TypedDocumentString(`
    query Adjustments($merchantId: ID!, $status: AdjustmentStatus, $first: Int!, $after: String) {
  adjustments(
    merchantId: $merchantId
    status: $status
    first: $first
    after: $after
  ) {
    totalCount(atMost: 10000)
    edges {
      node {
        ...AdjustmentRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AdjustmentRow on Adjustment {
  id
  direction
  amountPaise
  reason
  status
  proposedBy
  viewerDidPropose
  createdAt
  decidedBy
  decidedAt
  entry {
    sequence
  }
}`) as unknown as TypedDocumentString<AdjustmentsQuery, AdjustmentsQueryVariables>;
export const AdjustmentToDecideDocument = new TypedDocumentString(`
    query AdjustmentToDecide($id: ID!) {
  node(id: $id) {
    __typename
    ... on Adjustment {
      merchant {
        id
        name
      }
      ...AdjustmentRow
    }
  }
}
    fragment AdjustmentRow on Adjustment {
  id
  direction
  amountPaise
  reason
  status
  proposedBy
  viewerDidPropose
  createdAt
  decidedBy
  decidedAt
  entry {
    sequence
  }
}`) as unknown as TypedDocumentString<AdjustmentToDecideQuery, AdjustmentToDecideQueryVariables>;
export const ProposeAdjustmentDocument = new TypedDocumentString(`
    mutation ProposeAdjustment($input: ProposeAdjustmentInput!) {
  result: proposeAdjustment(input: $input) {
    __typename
    ... on ProposeAdjustmentSuccess {
      replayed
    }
    ... on InsufficientFunds {
      availablePaise
    }
    ... on IdempotencyConflict {
      message
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ProposeAdjustmentMutation, ProposeAdjustmentMutationVariables>;
export const ProbeDocument = new TypedDocumentString(`
    query Probe {
  merchants(first: 1) {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProbeQuery, ProbeQueryVariables>;
export const RevisionDocument = new TypedDocumentString(`
    query Revision($merchantId: ID!) {
  revision(merchantId: $merchantId)
}
    `) as unknown as TypedDocumentString<RevisionQuery, RevisionQueryVariables>;
export const FirstStepsDocument = new TypedDocumentString(`
    query FirstSteps($merchantId: ID!) {
  merchant(id: $merchantId) {
    bankAccounts {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FirstStepsQuery, FirstStepsQueryVariables>;
export const FirstKeyDocument = new TypedDocumentString(`
    query FirstKey($merchantId: ID!) {
  apiKeys(merchantId: $merchantId, first: 1) {
    edges {
      node {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FirstKeyQuery, FirstKeyQueryVariables>;
export const BatchApprovalDocument = new TypedDocumentString(`
    query BatchApproval($merchantId: ID!, $batchId: ID!) {
  revision(merchantId: $merchantId)
  batchToApprove(batchId: $batchId) {
    payouts
    sumPaise
    people
    missing
    expiresAt
    mayDecide
  }
}
    `) as unknown as TypedDocumentString<BatchApprovalQuery, BatchApprovalQueryVariables>;
export const SetApprovalPolicyDocument = new TypedDocumentString(`
    mutation SetApprovalPolicy($input: SetApprovalPolicyInput!) {
  result: setApprovalPolicy(input: $input) {
    __typename
    ... on SetApprovalPolicySuccess {
      changed
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SetApprovalPolicyMutation, SetApprovalPolicyMutationVariables>;
export const ApprovePayoutDocument = new TypedDocumentString(`
    mutation ApprovePayout($input: ApprovePayoutInput!) {
  result: approvePayout(input: $input) {
    __typename
    ... on DecidePayoutSuccess {
      payout {
        id
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ApprovePayoutMutation, ApprovePayoutMutationVariables>;
export const RejectPayoutDocument = new TypedDocumentString(`
    mutation RejectPayout($input: RejectPayoutInput!) {
  result: rejectPayout(input: $input) {
    __typename
    ... on DecidePayoutSuccess {
      payout {
        id
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RejectPayoutMutation, RejectPayoutMutationVariables>;
export const ApprovePayoutBatchDocument = new TypedDocumentString(`
    mutation ApprovePayoutBatch($input: ApprovePayoutBatchInput!) {
  result: approvePayoutBatch(input: $input) {
    __typename
    ... on DecidePayoutBatchSuccess {
      decided
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ApprovePayoutBatchMutation, ApprovePayoutBatchMutationVariables>;
export const RejectPayoutBatchDocument = new TypedDocumentString(`
    mutation RejectPayoutBatch($input: RejectPayoutBatchInput!) {
  result: rejectPayoutBatch(input: $input) {
    __typename
    ... on DecidePayoutBatchSuccess {
      decided
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RejectPayoutBatchMutation, RejectPayoutBatchMutationVariables>;
export const ApprovalPolicyDocument = new TypedDocumentString(`
    query ApprovalPolicy($merchantId: ID!) {
  approvalPolicy(merchantId: $merchantId) {
    version
    expiresAfterHours
    setBy
    setAt
    bands {
      fromPaise
      people
    }
  }
}
    `) as unknown as TypedDocumentString<ApprovalPolicyQuery, ApprovalPolicyQueryVariables>;
export const PayoutsToApproveDocument = new TypedDocumentString(`
    query PayoutsToApprove($merchantId: ID!, $first: Int!, $mine: Boolean!) {
  revision(merchantId: $merchantId)
  payoutsToApprove(merchantId: $merchantId, first: $first, mine: $mine) {
    payouts
    sumPaise
    people
    missing
    since
    expiresAt
    mayDecide
    payout {
      id
      reference
      bankAccount {
        accountHolderName
        accountNumberMasked
      }
      madeBy {
        kind
        name
      }
      approval {
        subject
      }
    }
    batch {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<PayoutsToApproveQuery, PayoutsToApproveQueryVariables>;
export const BalanceMonitorsDocument = new TypedDocumentString(`
    query BalanceMonitors($merchantId: ID!) {
  balanceMonitors(merchantId: $merchantId) {
    id
    belowPaise
    lowSince
    toldAt
  }
}
    `) as unknown as TypedDocumentString<BalanceMonitorsQuery, BalanceMonitorsQueryVariables>;
export const CreateBalanceMonitorDocument = new TypedDocumentString(`
    mutation CreateBalanceMonitor($input: CreateBalanceMonitorInput!) {
  result: createBalanceMonitor(input: $input) {
    __typename
    ... on CreateBalanceMonitorSuccess {
      balanceMonitor {
        id
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CreateBalanceMonitorMutation, CreateBalanceMonitorMutationVariables>;
export const DeleteBalanceMonitorDocument = new TypedDocumentString(`
    mutation DeleteBalanceMonitor($input: DeleteBalanceMonitorInput!) {
  result: deleteBalanceMonitor(input: $input) {
    __typename
    ... on DeleteBalanceMonitorSuccess {
      balanceMonitor {
        id
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteBalanceMonitorMutation, DeleteBalanceMonitorMutationVariables>;
export const ShortfallDocument = new TypedDocumentString(`
    query Shortfall($merchantId: ID!, $aboutPaise: Paise!) {
  revision(merchantId: $merchantId)
  explainBalance(merchantId: $merchantId, aboutPaise: $aboutPaise) {
    __typename
    ... on BalanceExplanation {
      availablePaise
      heldPaise
      shortfall {
        shortByPaise
        expectedBy
        coveredBy {
          ...HoldingPayout
          payout {
            id
          }
        }
      }
    }
    ... on ValidationError {
      message
    }
  }
}
    fragment HoldingPayout on HeldBy {
  amountPaise
  since
  why
  payout {
    id
    reference
    bankAccount {
      accountHolderName
    }
  }
}`) as unknown as TypedDocumentString<ShortfallQuery, ShortfallQueryVariables>;
export const WhyBalanceDocument = new TypedDocumentString(`
    query WhyBalance($merchantId: ID!) {
  revision(merchantId: $merchantId)
  explainBalance(merchantId: $merchantId) {
    __typename
    ... on BalanceExplanation {
      sequence
      at
      availablePaise
      heldPaise
      totalPaise
      lines {
        entryType
        count
        sumPaise
      }
      ...WaitingOrders
      heldBy(first: 20) {
        heldByOthersPaise
        holds {
          ...HoldingPayout
          payout {
            id
          }
        }
      }
    }
  }
}
    fragment HoldingPayout on HeldBy {
  amountPaise
  since
  why
  payout {
    id
    reference
    bankAccount {
      accountHolderName
    }
  }
}
fragment WaitingOrders on BalanceExplanation {
  promisedPaise
  orders(first: 5) {
    totalCount
    edges {
      node {
        id
        amountPaise
        reference
        bankAccount {
          accountHolderName
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<WhyBalanceQuery, WhyBalanceQueryVariables>;
export const WebhookTroubleDocument = new TypedDocumentString(`
    query WebhookTrouble($merchantId: ID!) {
  webhookEndpoints(merchantId: $merchantId) {
    id
    url
    state
    failingSince
  }
}
    `) as unknown as TypedDocumentString<WebhookTroubleQuery, WebhookTroubleQueryVariables>;
export const BalanceDocument = new TypedDocumentString(`
    query Balance($merchantId: ID!) {
  revision(merchantId: $merchantId)
  balance(merchantId: $merchantId) {
    availablePaise
    heldPaise
    totalPaise
  }
  pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {
    totalCount(atMost: 1000)
    edges {
      node {
        ...PayoutLink
      }
    }
  }
  processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {
    totalCount(atMost: 1000)
    edges {
      node {
        ...PayoutLink
      }
    }
  }
  unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {
    totalCount(atMost: 1000)
    edges {
      node {
        amountPaise
      }
    }
  }
  failed: payouts(
    merchantId: $merchantId
    status: FAILED
    filter: {cancelled: false}
    first: 20
  ) {
    edges {
      node {
        createdAt
        failedAt
      }
    }
  }
  returned: payouts(merchantId: $merchantId, filter: {returned: true}, first: 20) {
    edges {
      node {
        createdAt
        returned {
          at
        }
      }
    }
  }
}
    fragment PayoutLink on Payout {
  id
  status
  needsReview
  amountPaise
  createdAt
  bankAccount {
    accountHolderName
    accountNumberMasked
  }
}`) as unknown as TypedDocumentString<BalanceQuery, BalanceQueryVariables>;
export const BalanceHistoryDocument = new TypedDocumentString(`
    query BalanceHistory($merchantId: ID!, $from: Date!, $to: Date!, $bucket: BalanceBucket!, $lastMonth: Date!) {
  revision(merchantId: $merchantId)
  periods: balanceByPeriod(
    merchantId: $merchantId
    from: $from
    to: $to
    bucket: $bucket
  ) {
    startsOn
    endsOn
    openPaise
    closePaise
    minPaise
    maxPaise
    inPaise
    outPaise
    heldClosePaise
  }
  months: balanceByPeriod(
    merchantId: $merchantId
    from: $lastMonth
    to: $to
    bucket: MONTH
  ) {
    startsOn
    inPaise
    outPaise
  }
}
    `) as unknown as TypedDocumentString<BalanceHistoryQuery, BalanceHistoryQueryVariables>;
export const AddBankAccountDocument = new TypedDocumentString(`
    mutation AddBankAccount($input: AddBankAccountInput!) {
  addBankAccount(input: $input) {
    __typename
    ... on AddBankAccountSuccess {
      bankAccount {
        id
      }
      warnings
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<AddBankAccountMutation, AddBankAccountMutationVariables>;
export const RenameBankAccountDocument = new TypedDocumentString(`
    mutation RenameBankAccount($input: RenameBankAccountInput!) {
  result: renameBankAccount(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RenameBankAccountMutation, RenameBankAccountMutationVariables>;
export const VerifyBankAccountDocument = new TypedDocumentString(`
    mutation VerifyBankAccount($input: VerifyBankAccountInput!) {
  result: verifyBankAccount(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<VerifyBankAccountMutation, VerifyBankAccountMutationVariables>;
export const MakeBankAccountPrimaryDocument = new TypedDocumentString(`
    mutation MakeBankAccountPrimary($input: MakeBankAccountPrimaryInput!) {
  result: makeBankAccountPrimary(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<MakeBankAccountPrimaryMutation, MakeBankAccountPrimaryMutationVariables>;
export const RetireBankAccountDocument = new TypedDocumentString(`
    mutation RetireBankAccount($input: RetireBankAccountInput!) {
  result: retireBankAccount(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RetireBankAccountMutation, RetireBankAccountMutationVariables>;
export const RestoreBankAccountDocument = new TypedDocumentString(`
    mutation RestoreBankAccount($input: RestoreBankAccountInput!) {
  result: restoreBankAccount(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RestoreBankAccountMutation, RestoreBankAccountMutationVariables>;
export const MerchantAccountsDocument = new TypedDocumentString(`
    query MerchantAccounts($merchantId: ID!) {
  merchant(id: $merchantId) {
    bankAccounts {
      ...ManagedAccount
    }
  }
}
    fragment ManagedAccount on BankAccount {
  id
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
  isVerified
  isPrimary
  createdAt
  retiredAt
}`) as unknown as TypedDocumentString<MerchantAccountsQuery, MerchantAccountsQueryVariables>;
export const BeneficiaryGroupsDocument = new TypedDocumentString(`
    query BeneficiaryGroups($merchantId: ID!) {
  beneficiaryGroups(merchantId: $merchantId) {
    name
    count
  }
}
    `) as unknown as TypedDocumentString<BeneficiaryGroupsQuery, BeneficiaryGroupsQueryVariables>;
export const CheckBankAccountNameDocument = new TypedDocumentString(`
    mutation CheckBankAccountName($input: CheckBankAccountNameInput!) {
  result: checkBankAccountName(input: $input) {
    __typename
    ... on CheckBankAccountNameSuccess {
      accountCheck {
        verdict
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CheckBankAccountNameMutation, CheckBankAccountNameMutationVariables>;
export const PayBatchAgainDocument = new TypedDocumentString(`
    mutation PayBatchAgain($input: PayPayoutBatchInput!) {
  result: payPayoutBatch(input: $input) {
    __typename
    ... on PayPayoutBatchSuccess {
      created
      refused
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<PayBatchAgainMutation, PayBatchAgainMutationVariables>;
export const RetryPayoutBatchDocument = new TypedDocumentString(`
    mutation RetryPayoutBatch($input: RetryPayoutBatchInput!) {
  result: retryPayoutBatch(input: $input) {
    __typename
    ... on RetryPayoutBatchSuccess {
      batch {
        id
      }
    }
    ... on IdempotencyConflict {
      message
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RetryPayoutBatchMutation, RetryPayoutBatchMutationVariables>;
export const PayoutBatchDocument = new TypedDocumentString(`
    query PayoutBatch($merchantId: ID!, $id: ID!, $first: Int!, $after: Int, $state: PayoutBatchRowState) {
  revision(merchantId: $merchantId)
  payoutBatch(id: $id) {
    id
    name
    merchant {
      id
    }
    rowCount
    totalPaise
    createdAt
    notBefore
    madeBy {
      kind
      name
    }
    retryOf {
      id
      name
    }
    repeatOf {
      id
      name
    }
    progress {
      ...BatchProgress
    }
    rows(first: $first, after: $after, state: $state) {
      number
      amountPaise
      reference
      state
      refusal {
        message
      }
      bankAccount {
        accountHolderName
        ...BankAccountLabel
      }
      payout {
        id
        needsReview
        failureReason
        bankReferenceId
        returned {
          at
        }
      }
    }
  }
}
    fragment BatchProgress on PayoutBatchProgress {
  status
  waiting {
    count
    sumPaise
  }
  refused {
    count
    sumPaise
  }
  pending {
    count
    sumPaise
  }
  processing {
    count
    sumPaise
  }
  completed {
    count
    sumPaise
  }
  failed {
    count
    sumPaise
  }
  returned {
    count
    sumPaise
  }
}
fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}`) as unknown as TypedDocumentString<PayoutBatchQuery, PayoutBatchQueryVariables>;
export const EarlierBatchesDocument = new TypedDocumentString(`
    query EarlierBatches($merchantId: ID!) {
  payoutBatches(merchantId: $merchantId, first: 20) {
    edges {
      node {
        id
        name
        rowCount
        totalPaise
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EarlierBatchesQuery, EarlierBatchesQueryVariables>;
export const PayoutDraftDocument = new TypedDocumentString(`
    query PayoutDraft($merchantId: ID!, $batchId: ID, $month: String) {
  payoutDraft(merchantId: $merchantId, batchId: $batchId, month: $month) {
    bankAccountId
    amountPaise
    reference
    narration
    purpose
  }
}
    `) as unknown as TypedDocumentString<PayoutDraftQuery, PayoutDraftQueryVariables>;
export const SeveralAccountsDocument = new TypedDocumentString(`
    query SeveralAccounts($merchantId: ID!) {
  merchant(id: $merchantId) {
    name
    isActive
    suspendedAt
    suspensionReason
    bankAccounts {
      id
      accountHolderName
      accountNumberMasked
      ifscCode
      bankName
      accountType
      createdAt
      retiredAt
      group
    }
  }
  newest: payouts(merchantId: $merchantId, first: 50) {
    edges {
      node {
        bankAccount {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SeveralAccountsQuery, SeveralAccountsQueryVariables>;
export const PayoutBatchesPageDocument = new TypedDocumentString(`
    query PayoutBatchesPage($merchantId: ID!, $first: Int!, $after: String) {
  revision(merchantId: $merchantId)
  payoutBatches(merchantId: $merchantId, first: $first, after: $after) {
    totalCount(atMost: 10000)
    edges {
      node {
        id
        name
        rowCount
        totalPaise
        createdAt
        progress {
          ...BatchProgress
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment BatchProgress on PayoutBatchProgress {
  status
  waiting {
    count
    sumPaise
  }
  refused {
    count
    sumPaise
  }
  pending {
    count
    sumPaise
  }
  processing {
    count
    sumPaise
  }
  completed {
    count
    sumPaise
  }
  failed {
    count
    sumPaise
  }
  returned {
    count
    sumPaise
  }
}`) as unknown as TypedDocumentString<PayoutBatchesPageQuery, PayoutBatchesPageQueryVariables>;
export const PreviewPayoutsDocument = new TypedDocumentString(`
    query PreviewPayouts($merchantId: ID!, $rows: [PayoutBatchRowInput!]!) {
  revision(merchantId: $merchantId)
  previewPayouts(merchantId: $merchantId, rows: $rows) {
    availablePaise
    rows {
      number
      verdict
      faults {
        field
        message
      }
      alike {
        kind
        payoutId
        row
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PreviewPayoutsQuery, PreviewPayoutsQueryVariables>;
export const CreatePayoutBatchDocument = new TypedDocumentString(`
    mutation CreatePayoutBatch($input: CreatePayoutBatchInput!) {
  createPayoutBatch(input: $input) {
    __typename
    ... on CreatePayoutBatchSuccess {
      replayed
    }
    ... on PayoutBatchRowsToFix {
      message
    }
    ... on IdempotencyConflict {
      message
    }
    ... on ValidationError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePayoutBatchMutation, CreatePayoutBatchMutationVariables>;
export const PayPayoutBatchDocument = new TypedDocumentString(`
    mutation PayPayoutBatch($input: PayPayoutBatchInput!) {
  payPayoutBatch(input: $input) {
    __typename
    ... on PayPayoutBatchSuccess {
      created
      refused
    }
    ... on ValidationError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PayPayoutBatchMutation, PayPayoutBatchMutationVariables>;
export const BeneficiaryDocument = new TypedDocumentString(`
    query Beneficiary($id: ID!, $merchantId: ID!) {
  node(id: $id) {
    __typename
    ... on BankAccount {
      branchName
      warnings
      nameCheck {
        verdict
        registeredName
        holderName
        at
      }
      ...BeneficiaryRow
    }
  }
  payouts(merchantId: $merchantId, filter: {bankAccountId: $id}, first: 10) {
    totalCount(atMost: 10000)
    edges {
      node {
        id
        amountPaise
        ...PayoutRow
      }
    }
  }
}
    fragment BeneficiaryRow on BankAccount {
  id
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
  nickname
  group
  isVerified
  isPrimary
  createdAt
  retiredAt
  paid {
    lastPaidAt
    lastPaidPaise
    thisYearPaise
    payoutsThisYear
    isComplete
  }
}
fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}
fragment PayoutRow on Payout {
  id
  status
  needsReview
  moneyIs
  nextAction
  amountPaise
  nextAttemptAt
  notBefore
  bankReferenceId
  failureReason
  returned {
    at
  }
  reference
  narration
  purpose
  createdAt
  updatedAt
  bankAccount {
    accountHolderName
    ...BankAccountLabel
  }
}`) as unknown as TypedDocumentString<BeneficiaryQuery, BeneficiaryQueryVariables>;
export const LabelBankAccountDocument = new TypedDocumentString(`
    mutation LabelBankAccount($input: LabelBankAccountInput!) {
  result: labelBankAccount(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<LabelBankAccountMutation, LabelBankAccountMutationVariables>;
export const BeneficiariesDocument = new TypedDocumentString(`
    query Beneficiaries($merchantId: ID!, $search: String, $group: String, $retired: Boolean, $first: Int!, $after: String) {
  beneficiaries(
    merchantId: $merchantId
    search: $search
    group: $group
    retired: $retired
    first: $first
    after: $after
  ) {
    totalCount(atMost: 10000)
    edges {
      node {
        ...BeneficiaryRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment BeneficiaryRow on BankAccount {
  id
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
  nickname
  group
  isVerified
  isPrimary
  createdAt
  retiredAt
  paid {
    lastPaidAt
    lastPaidPaise
    thisYearPaise
    payoutsThisYear
    isComplete
  }
}`) as unknown as TypedDocumentString<BeneficiariesQuery, BeneficiariesQueryVariables>;
export const AddBankAccountsDocument = new TypedDocumentString(`
    mutation AddBankAccounts($input: AddBankAccountsInput!) {
  result: addBankAccounts(input: $input) {
    __typename
    ... on AddBankAccountsSuccess {
      results {
        outcome
        sameAs
        bankName
        branchName
        warnings
        bankAccount {
          retiredAt
        }
        errors {
          field
          message
        }
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<AddBankAccountsMutation, AddBankAccountsMutationVariables>;
export const EngineLimitsDocument = new TypedDocumentString(`
    query EngineLimits {
  engine {
    readLimit
    writeLimit
    idempotencyWindowSeconds
  }
}
    `) as unknown as TypedDocumentString<EngineLimitsQuery, EngineLimitsQueryVariables>;
export const ApiKeyToChangeDocument = new TypedDocumentString(`
    query ApiKeyToChange($id: ID!) {
  node(id: $id) {
    __typename
    ... on ApiKey {
      merchant {
        id
      }
      ...KeyRow
    }
  }
}
    fragment KeyRow on ApiKey {
  id
  name
  prefix
  scopes
  createdBy
  createdAt
  lastUsedAt
  expiresAt
  rotatedAt
  revokedAt
}`) as unknown as TypedDocumentString<ApiKeyToChangeQuery, ApiKeyToChangeQueryVariables>;
export const EventLogDocument = new TypedDocumentString(`
    query EventLog($merchantId: ID!, $types: [EventType!], $first: Int!, $before: String, $after: String, $readsOn: Boolean!) {
  revision(merchantId: $merchantId)
  latestEvents(
    merchantId: $merchantId
    types: $types
    first: $first
    before: $before
  ) @skip(if: $readsOn) {
    events {
      ...EventRow
    }
    next
    more
  }
  events(merchantId: $merchantId, types: $types, first: $first, after: $after) @include(if: $readsOn) {
    events {
      ...EventRow
    }
    next
    more
  }
}
    fragment EventRow on Event {
  position
  type
  occurredAt
  amountPaise
  payoutId
  webhookEndpointId
}`) as unknown as TypedDocumentString<EventLogQuery, EventLogQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($input: CreateApiKeyInput!) {
  result: createApiKey(input: $input) {
    __typename
    ... on CreateApiKeySuccess {
      secret
      apiKey {
        ...KeyRow
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    fragment KeyRow on ApiKey {
  id
  name
  prefix
  scopes
  createdBy
  createdAt
  lastUsedAt
  expiresAt
  rotatedAt
  revokedAt
}`) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RotateApiKeyDocument = new TypedDocumentString(`
    mutation RotateApiKey($input: RotateApiKeyInput!) {
  result: rotateApiKey(input: $input) {
    __typename
    ... on RotateApiKeySuccess {
      secret
      apiKey {
        ...KeyRow
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    fragment KeyRow on ApiKey {
  id
  name
  prefix
  scopes
  createdBy
  createdAt
  lastUsedAt
  expiresAt
  rotatedAt
  revokedAt
}`) as unknown as TypedDocumentString<RotateApiKeyMutation, RotateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($input: RevokeApiKeyInput!) {
  result: revokeApiKey(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const ApiKeysDocument = new TypedDocumentString(`
    query ApiKeys($merchantId: ID!, $first: Int!, $after: String) {
  apiKeys(merchantId: $merchantId, first: $first, after: $after) {
    totalCount(atMost: 10000)
    edges {
      node {
        ...KeyRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment KeyRow on ApiKey {
  id
  name
  prefix
  scopes
  createdBy
  createdAt
  lastUsedAt
  expiresAt
  rotatedAt
  revokedAt
}`) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const RequestLogDocument = new TypedDocumentString(`
    query RequestLog($merchantId: ID!, $filter: RequestLogFilter, $first: Int!, $after: String) {
  requestLog(
    merchantId: $merchantId
    filter: $filter
    first: $first
    after: $after
  ) {
    totalCount(atMost: 10000)
    edges {
      node {
        ...LoggedRequestRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment LoggedRequestRow on LoggedRequest {
  requestId
  at
  durationMs
  caller
  key {
    keyId
    name
    prefix
  }
  method
  path
  operation
  httpStatus
  outcome
  errorCode
  message
  explanation {
    meaning
    advice
  }
  idempotencyKey
  payoutId
  payouts
}`) as unknown as TypedDocumentString<RequestLogQuery, RequestLogQueryVariables>;
export const EngineDocument = new TypedDocumentString(`
    query Engine {
  engine {
    openAccess
    playground
    maxAttempts
    bankScripts {
      ending
      description
    }
  }
}
    `) as unknown as TypedDocumentString<EngineQuery, EngineQueryVariables>;
export const FindPayoutDocument = new TypedDocumentString(`
    query FindPayout($quoted: String!, $id: ID!) {
  payoutByUtr(utr: $quoted) {
    id
    merchant {
      id
    }
  }
  payout(id: $id) {
    id
    merchant {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FindPayoutQuery, FindPayoutQueryVariables>;
export const LedgerExportDocument = new TypedDocumentString(`
    query LedgerExport($merchantId: ID!, $types: [LedgerEntryType!], $first: Int!, $after: String) {
  merchant(id: $merchantId) {
    name
  }
  ledger(merchantId: $merchantId, types: $types, first: $first, after: $after) {
    totalCount
    edges {
      node {
        id
        sequence
        createdAt
        entryType
        description
        reference
        amountPaise
        availableAfterPaise
        totalAfterPaise
        feePayoutId
        payout {
          id
          bankReferenceId
          bankAccount {
            accountHolderName
            accountNumberMasked
            ifscCode
          }
        }
        payoutReturn {
          payout {
            id
            bankReferenceId
            bankAccount {
              accountHolderName
              accountNumberMasked
              ifscCode
            }
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LedgerExportQuery, LedgerExportQueryVariables>;
export const LedgerPageDocument = new TypedDocumentString(`
    query LedgerPage($merchantId: ID!, $types: [LedgerEntryType!], $first: Int!, $after: String, $before: String) {
  revision(merchantId: $merchantId)
  ledger(
    merchantId: $merchantId
    types: $types
    first: $first
    after: $after
    before: $before
  ) {
    totalCount(atMost: 10000)
    edges {
      node {
        id
        createdAt
        ...LedgerRow
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    fragment LedgerRow on LedgerEntry {
  id
  sequence
  entryType
  amountPaise
  availableAfterPaise
  totalAfterPaise
  description
  reference
  createdAt
  feePayoutId
  inwardPayment {
    id
    reversed {
      at
    }
  }
  payout {
    id
    amountPaise
    bankAccount {
      accountHolderName
    }
  }
  payoutReturn {
    payout {
      id
      amountPaise
      bankAccount {
        accountHolderName
      }
    }
  }
}`) as unknown as TypedDocumentString<LedgerPageQuery, LedgerPageQueryVariables>;
export const UpdateMerchantDocument = new TypedDocumentString(`
    mutation UpdateMerchant($input: UpdateMerchantInput!) {
  result: updateMerchant(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateMerchantMutation, UpdateMerchantMutationVariables>;
export const ReopenMerchantDocument = new TypedDocumentString(`
    mutation ReopenMerchant($input: ReopenMerchantInput!) {
  result: reopenMerchant(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ReopenMerchantMutation, ReopenMerchantMutationVariables>;
export const SuspendMerchantDocument = new TypedDocumentString(`
    mutation SuspendMerchant($input: SuspendMerchantInput!) {
  result: suspendMerchant(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SuspendMerchantMutation, SuspendMerchantMutationVariables>;
export const SetCoolingOffDocument = new TypedDocumentString(`
    mutation SetCoolingOff($input: SetCoolingOffInput!) {
  result: setCoolingOff(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SetCoolingOffMutation, SetCoolingOffMutationVariables>;
export const FeeTermsDocument = new TypedDocumentString(`
    query FeeTerms($merchantId: ID!) {
  feeTerms(merchantId: $merchantId) {
    plan {
      bands {
        rail
        upToPaise
        feePaise
      }
      gstBasisPoints
      followsDefault
      refundOnReturn
    }
    taxProfile {
      gstin
      state
    }
  }
}
    `) as unknown as TypedDocumentString<FeeTermsQuery, FeeTermsQueryVariables>;
export const SetFeePlanDocument = new TypedDocumentString(`
    mutation SetFeePlan($input: SetFeePlanInput!) {
  result: setFeePlan(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SetFeePlanMutation, SetFeePlanMutationVariables>;
export const FollowDefaultFeePlanDocument = new TypedDocumentString(`
    mutation FollowDefaultFeePlan($input: FollowDefaultFeePlanInput!) {
  result: followDefaultFeePlan(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<FollowDefaultFeePlanMutation, FollowDefaultFeePlanMutationVariables>;
export const MerchantToChangeDocument = new TypedDocumentString(`
    query MerchantToChange($merchantId: ID!) {
  merchant(id: $merchantId) {
    ...MerchantDetails
  }
}
    fragment MerchantDetails on Merchant {
  id
  name
  email
  isActive
  createdAt
  suspendedAt
  suspensionReason
  coolingOffHours
}`) as unknown as TypedDocumentString<MerchantToChangeQuery, MerchantToChangeQueryVariables>;
export const MerchantsDocument = new TypedDocumentString(`
    query Merchants($first: Int, $after: String) {
  merchants(first: $first, after: $after) {
    totalCount(atMost: 10000)
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...MerchantRow
      }
    }
  }
}
    fragment MerchantRow on Merchant {
  id
  name
  email
  isActive
  balance {
    availablePaise
  }
}`) as unknown as TypedDocumentString<MerchantsQuery, MerchantsQueryVariables>;
export const WantedMerchantDocument = new TypedDocumentString(`
    query WantedMerchant($id: ID!) {
  merchant(id: $id) {
    ...MerchantRow
  }
}
    fragment MerchantRow on Merchant {
  id
  name
  email
  isActive
  balance {
    availablePaise
  }
}`) as unknown as TypedDocumentString<WantedMerchantQuery, WantedMerchantQueryVariables>;
export const FailedPayoutDocument = new TypedDocumentString(`
    query FailedPayout($id: ID!) {
  payout(id: $id) {
    amountPaise
    failureReason
    merchant {
      id
    }
    bankAccount {
      ...BankAccountLabel
    }
  }
}
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}`) as unknown as TypedDocumentString<FailedPayoutQuery, FailedPayoutQueryVariables>;
export const PayoutAccountsDocument = new TypedDocumentString(`
    query PayoutAccounts($merchantId: ID!) {
  engine {
    idempotencyWindowSeconds
  }
  merchant(id: $merchantId) {
    name
    isActive
    suspendedAt
    suspensionReason
    bankAccounts {
      id
      accountHolderName
      nickname
      accountNumberMasked
      ifscCode
      bankName
      accountType
      createdAt
      retiredAt
    }
  }
  newest: payouts(merchantId: $merchantId, first: 50) {
    edges {
      node {
        bankAccount {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PayoutAccountsQuery, PayoutAccountsQueryVariables>;
export const PlanPayoutDocument = new TypedDocumentString(`
    query PlanPayout($input: PlanPayoutInput!, $merchantId: ID!) {
  revision(merchantId: $merchantId)
  planPayout(input: $input) {
    ... on PayoutPlan {
      rail
      expectedBy
      totalCostPaise
      candidates {
        rail
        feePaise
        taxPaise
      }
      warnings {
        code
        words
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlanPayoutQuery, PlanPayoutQueryVariables>;
export const PayoutRailsDocument = new TypedDocumentString(`
    query PayoutRails($input: PlanPayoutInput!, $merchantId: ID!) {
  revision(merchantId: $merchantId)
  planPayout(input: $input) {
    __typename
    ... on PayoutPlan {
      rail
      candidates {
        rail
        eligible
        reasons
        words
        expectedBy
        feePaise
        taxPaise
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PayoutRailsQuery, PayoutRailsQueryVariables>;
export const RetriedPayoutDocument = new TypedDocumentString(`
    query RetriedPayout($id: ID!) {
  payout(id: $id) {
    amountPaise
    failureReason
    retriedBy
    merchant {
      id
    }
    bankAccount {
      ...BankAccountLabel
    }
  }
}
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}`) as unknown as TypedDocumentString<RetriedPayoutQuery, RetriedPayoutQueryVariables>;
export const CreatePayoutDocument = new TypedDocumentString(`
    mutation CreatePayout($input: CreatePayoutInput!) {
  createPayout(input: $input) {
    __typename
    ... on CreatePayoutSuccess {
      replayed
      payout {
        id
        amountPaise
        notBefore
        coolingOffUntil
        nextAction
        bankAccount {
          ...BankAccountLabel
        }
      }
    }
    ... on IdempotencyKeyForgotten {
      message
      payouts {
        id
        ...PayoutLink
      }
    }
    ... on InsufficientFunds {
      message
      availablePaise
    }
    ... on IdempotencyConflict {
      message
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}
fragment PayoutLink on Payout {
  id
  status
  needsReview
  amountPaise
  createdAt
  bankAccount {
    accountHolderName
    accountNumberMasked
  }
}`) as unknown as TypedDocumentString<CreatePayoutMutation, CreatePayoutMutationVariables>;
export const SimilarPayoutsDocument = new TypedDocumentString(`
    query SimilarPayouts($merchantId: ID!, $bankAccountId: ID!, $amountPaise: Paise!) {
  revision(merchantId: $merchantId)
  similarPayouts(
    merchantId: $merchantId
    bankAccountId: $bankAccountId
    amountPaise: $amountPaise
  ) {
    id
    idempotencyKey
    reference
    ...PayoutLink
  }
}
    fragment PayoutLink on Payout {
  id
  status
  needsReview
  amountPaise
  createdAt
  bankAccount {
    accountHolderName
    accountNumberMasked
  }
}`) as unknown as TypedDocumentString<SimilarPayoutsQuery, SimilarPayoutsQueryVariables>;
export const AuditedMerchantDocument = new TypedDocumentString(`
    query AuditedMerchant($id: ID!) {
  merchant(id: $id) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<AuditedMerchantQuery, AuditedMerchantQueryVariables>;
export const AttentionCountDocument = new TypedDocumentString(`
    query AttentionCount {
  attention(first: 0) {
    totalCount(atMost: 100)
  }
}
    `) as unknown as TypedDocumentString<AttentionCountQuery, AttentionCountQueryVariables>;
export const AttentionDocument = new TypedDocumentString(`
    query Attention($first: Int!, $after: String) {
  attention(first: $first, after: $after) {
    totalCount(atMost: 10000)
    edges {
      node {
        ...AttentionRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AttentionRow on AttentionItem {
  kind
  since
  reason
  payout {
    id
    status
    needsReview
    amountPaise
    createdAt
    nextAttemptAt
    merchant {
      id
      name
    }
    bankAccount {
      id
      accountHolderName
      ...BankAccountLabel
    }
  }
}
fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}`) as unknown as TypedDocumentString<AttentionQuery, AttentionQueryVariables>;
export const AuditEventsDocument = new TypedDocumentString(`
    query AuditEvents($filter: AuditEventFilter!, $first: Int!, $after: String) {
  auditEvents(filter: $filter, first: $first, after: $after) {
    totalCount(atMost: 10000)
    edges {
      node {
        ...AuditRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditRow on AuditEvent {
  id
  at
  action
  summary
  actor
  actorId
  actorKind
  subjectId
  merchantId
  merchantName
  payoutId
  requestId
  changes {
    column
    name
    before
    after
  }
}`) as unknown as TypedDocumentString<AuditEventsQuery, AuditEventsQueryVariables>;
export const HealthDocument = new TypedDocumentString(`
    query Health {
  health {
    isWell
    signs {
      kind
      isWell
      text
    }
    workers {
      name
      isAlive
      startedAt
      beatAt
      threads
      busy
      lastClaimAt
    }
  }
}
    `) as unknown as TypedDocumentString<HealthQuery, HealthQueryVariables>;
export const IntegrityDocument = new TypedDocumentString(`
    query Integrity {
  integrity {
    results {
      statement
      severity
    }
    ended {
      ...IntegrityRunParts
    }
    unfinished {
      ...IntegrityRunParts
    }
  }
}
    fragment IntegrityRunParts on IntegrityRun {
  id
  askedBy
  askedAt
  startedAt
  endedAt
  rules
  findings {
    rule
    isChecked
    rows
    violations
    faults
    seconds
  }
}`) as unknown as TypedDocumentString<IntegrityQuery, IntegrityQueryVariables>;
export const CheckIntegrityDocument = new TypedDocumentString(`
    mutation CheckIntegrity {
  checkIntegrity {
    isNew
  }
}
    `) as unknown as TypedDocumentString<CheckIntegrityMutation, CheckIntegrityMutationVariables>;
export const FindMerchantsDocument = new TypedDocumentString(`
    query FindMerchants($search: String!, $first: Int!, $after: String) {
  merchants(search: $search, first: $first, after: $after) {
    totalCount(atMost: 10000)
    edges {
      node {
        ...FoundMerchant
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment FoundMerchant on Merchant {
  id
  name
  email
  isActive
}`) as unknown as TypedDocumentString<FindMerchantsQuery, FindMerchantsQueryVariables>;
export const CancelPayoutOrderDocument = new TypedDocumentString(`
    mutation CancelPayoutOrder($input: CancelPayoutOrderInput!) {
  result: cancelPayoutOrder(input: $input) {
    __typename
    ... on PayoutOrderEnded {
      message
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CancelPayoutOrderMutation, CancelPayoutOrderMutationVariables>;
export const OrderAccountsDocument = new TypedDocumentString(`
    query OrderAccounts($merchantId: ID!) {
  merchant(id: $merchantId) {
    bankAccounts {
      id
      accountHolderName
      nickname
      accountNumberMasked
      ifscCode
      bankName
      accountType
      createdAt
      retiredAt
    }
  }
}
    `) as unknown as TypedDocumentString<OrderAccountsQuery, OrderAccountsQueryVariables>;
export const PromisedDocument = new TypedDocumentString(`
    query Promised($merchantId: ID!) {
  revision(merchantId: $merchantId)
  balance(merchantId: $merchantId) {
    availablePaise
    promisedPaise
  }
}
    `) as unknown as TypedDocumentString<PromisedQuery, PromisedQueryVariables>;
export const PayoutOrdersPageDocument = new TypedDocumentString(`
    query PayoutOrdersPage($merchantId: ID!, $state: PayoutOrderState, $first: Int!, $after: String) {
  payoutOrders(
    merchantId: $merchantId
    state: $state
    first: $first
    after: $after
  ) {
    totalCount(atMost: 10000)
    edges {
      node {
        id
        sequence
        state
        amountPaise
        reference
        notBefore
        expiresAt
        payoutId
        refusedBecause
        createdAt
        endedAt
        bankAccount {
          accountHolderName
          ...BankAccountLabel
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}`) as unknown as TypedDocumentString<PayoutOrdersPageQuery, PayoutOrdersPageQueryVariables>;
export const OrderPayoutDocument = new TypedDocumentString(`
    mutation OrderPayout($input: OrderPayoutInput!) {
  result: orderPayout(input: $input) {
    __typename
    ... on OrderPayoutSuccess {
      order {
        id
        amountPaise
        payoutId
      }
      payout {
        id
        nextAction
        notBefore
      }
    }
    ... on IdempotencyConflict {
      message
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<OrderPayoutMutation, OrderPayoutMutationVariables>;
export const CancelPayoutDocument = new TypedDocumentString(`
    mutation CancelPayout($input: CancelPayoutInput!) {
  result: cancelPayout(input: $input) {
    __typename
    ... on NotPossibleNow {
      message
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CancelPayoutMutation, CancelPayoutMutationVariables>;
export const RecordPayoutReturnDocument = new TypedDocumentString(`
    mutation RecordPayoutReturn($input: RecordPayoutReturnInput!) {
  result: recordPayoutReturn(input: $input) {
    __typename
    ... on RecordPayoutReturnSuccess {
      replayed
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RecordPayoutReturnMutation, RecordPayoutReturnMutationVariables>;
export const PayoutCountsDocument = new TypedDocumentString(`
    query PayoutCounts($merchantId: ID!, $scheduled: PayoutFilter!, $pending: PayoutFilter!, $processing: PayoutFilter!, $needsReview: PayoutFilter!, $failed: PayoutFilter!) {
  revision(merchantId: $merchantId)
  SCHEDULED: payoutTotals(
    merchantId: $merchantId
    filter: $scheduled
    atMost: 1000
  ) {
    count
  }
  PENDING: payoutTotals(merchantId: $merchantId, filter: $pending, atMost: 1000) {
    count
  }
  PROCESSING: payoutTotals(
    merchantId: $merchantId
    filter: $processing
    atMost: 1000
  ) {
    count
  }
  NEEDS_REVIEW: payoutTotals(
    merchantId: $merchantId
    filter: $needsReview
    atMost: 1000
  ) {
    count
  }
  FAILED: payoutTotals(merchantId: $merchantId, filter: $failed, atMost: 1000) {
    count
  }
}
    `) as unknown as TypedDocumentString<PayoutCountsQuery, PayoutCountsQueryVariables>;
export const PayoutTotalsDocument = new TypedDocumentString(`
    query PayoutTotals($merchantId: ID!, $filter: PayoutFilter!, $atMost: Int) {
  revision(merchantId: $merchantId)
  payoutTotals(merchantId: $merchantId, filter: $filter, atMost: $atMost) {
    count
    sumPaise
    isComplete
  }
}
    `) as unknown as TypedDocumentString<PayoutTotalsQuery, PayoutTotalsQueryVariables>;
export const PayoutsPageDocument = new TypedDocumentString(`
    query PayoutsPage($merchantId: ID!, $filter: PayoutFilter, $sort: PayoutSort, $first: Int!, $after: String, $before: String) {
  revision(merchantId: $merchantId)
  payouts(
    merchantId: $merchantId
    filter: $filter
    sort: $sort
    first: $first
    after: $after
    before: $before
  ) {
    edges {
      node {
        id
        status
        needsReview
        amountPaise
        createdAt
        ...PayoutRow
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}
fragment PayoutRow on Payout {
  id
  status
  needsReview
  moneyIs
  nextAction
  amountPaise
  nextAttemptAt
  notBefore
  bankReferenceId
  failureReason
  returned {
    at
  }
  reference
  narration
  purpose
  createdAt
  updatedAt
  bankAccount {
    accountHolderName
    ...BankAccountLabel
  }
}`) as unknown as TypedDocumentString<PayoutsPageQuery, PayoutsPageQueryVariables>;
export const AskBankAgainDocument = new TypedDocumentString(`
    mutation AskBankAgain($input: AskBankAgainInput!) {
  askBankAgain(input: $input) {
    __typename
    ... on ValidationError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AskBankAgainMutation, AskBankAgainMutationVariables>;
export const IfscDocument = new TypedDocumentString(`
    query Ifsc($code: String!) {
  ifsc(code: $code) {
    bankName
    branchName
    city
    warnings
  }
}
    `) as unknown as TypedDocumentString<IfscQuery, IfscQueryVariables>;
export const PayeesDocument = new TypedDocumentString(`
    query Payees($merchantId: ID!) {
  merchant(id: $merchantId) {
    bankAccounts {
      id
      accountHolderName
      accountNumberMasked
    }
  }
}
    `) as unknown as TypedDocumentString<PayeesQuery, PayeesQueryVariables>;
export const PayoutDetailsDocument = new TypedDocumentString(`
    query PayoutDetails($merchantId: ID!, $id: ID!) {
  revision(merchantId: $merchantId)
  payout(id: $id) {
    id
    status
    needsReview
    safeToRetry
    nextAction
    amountPaise
    bankReferenceId
    createdAt
    notBefore
    nextAttemptAt
    returned {
      at
      reference
    }
    merchant {
      id
    }
    bankAccount {
      id
      ...BankAccountLabel
    }
    reference
    narration
    purpose
    cancellation {
      requestedAt
    }
    ...PayoutReason
    ...PayoutFacts
    ...ReviewNotice
    ...ApprovalNotice
    ...PayoutTimeline
    ...PayoutEntries
    ...PayoutIds
  }
}
    fragment ApprovalNotice on Payout {
  id
  amountPaise
  bankAccount {
    accountHolderName
  }
  batch {
    id
  }
  approval {
    people
    missing
    outcome
    expiresAt
    mayDecide
    subject
    approvedBy {
      person
      remark
      at
    }
    rejectedBy {
      person
      remark
      at
    }
  }
}
fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}
fragment PayoutEntries on Payout {
  ledgerEntries {
    id
    sequence
    entryType
    amountPaise
    availableAfterPaise
    createdAt
  }
}
fragment PayoutFacts on Payout {
  reference
  clientReference
  narration
  purpose
  batch {
    id
    name
  }
  batchRow
  retryOf
  notBefore
  coolingOffUntil
  owedCompensationPaise
  owedCompensationWords
  rail {
    rail
    chosenBy
    expectedBy
  }
  utrLooks
  fee {
    feePaise
    taxPaise
    igstPaise
    refunded
  }
  totalCostPaise
  status
  failure {
    code
  }
  madeBy {
    kind
    name
  }
}
fragment PayoutIds on Payout {
  id
  idempotencyKey
}
fragment PayoutReason on Payout {
  failure {
    words
    source
  }
}
fragment PayoutTimeline on Payout {
  status
  amountPaise
  attemptCount
  createdAt
  processingStartedAt
  nextAttemptAt
  notBefore
  completedAt
  failedAt
  failureReason
  bankReferenceId
  returned {
    at
    reference
    reason
    valueOn
  }
  cancellation {
    requestedAt
    remark
  }
  attempts {
    id
    number
    call
    answer
    reason
    startedAt
    endedAt
  }
}
fragment ReviewNotice on Payout {
  id
  amountPaise
  needsReview
  safeToRetry
  explanation
  retriedBy
  unresolvedSince
  nextAttemptAt
}`) as unknown as TypedDocumentString<PayoutDetailsQuery, PayoutDetailsQueryVariables>;
export const RecordPaymentDocument = new TypedDocumentString(`
    mutation RecordPayment($input: RecordPaymentInput!) {
  recordPayment(input: $input) {
    __typename
    ... on RecordPaymentSuccess {
      replayed
      entry {
        id
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RecordPaymentMutation, RecordPaymentMutationVariables>;
export const ThisMerchantDocument = new TypedDocumentString(`
    query ThisMerchant($merchantId: ID!) {
  merchant(id: $merchantId) {
    name
    balance {
      availablePaise
      heldPaise
      totalPaise
    }
    bankAccounts {
      id
      bankName
      accountNumberMasked
      ifscCode
      isPrimary
    }
  }
  payouts(merchantId: $merchantId, first: 10) {
    totalCount
    edges {
      node {
        id
        status
        amountPaise
        attemptCount
        createdAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ThisMerchantQuery, ThisMerchantQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    kind
    name
    scopes
    merchantId
    role
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const StartDocument = new TypedDocumentString(`
    query Start($merchantId: ID!) {
  revision(merchantId: $merchantId)
  balance(merchantId: $merchantId) {
    availablePaise
    heldPaise
    totalPaise
  }
  pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {
    totalCount(atMost: 1000)
    edges {
      node {
        ...PayoutLink
      }
    }
  }
  processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {
    totalCount(atMost: 1000)
    edges {
      node {
        ...PayoutLink
      }
    }
  }
  unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {
    totalCount(atMost: 1000)
    edges {
      node {
        amountPaise
      }
    }
  }
  failed: payouts(
    merchantId: $merchantId
    status: FAILED
    filter: {cancelled: false}
    first: 20
  ) {
    edges {
      node {
        createdAt
        failedAt
      }
    }
  }
  returned: payouts(merchantId: $merchantId, filter: {returned: true}, first: 20) {
    edges {
      node {
        createdAt
        returned {
          at
        }
      }
    }
  }
  merchant(id: $merchantId) {
    ...MerchantRow
  }
  ...Frame
}
    fragment MerchantRow on Merchant {
  id
  name
  email
  isActive
  balance {
    availablePaise
  }
}
fragment PayoutLink on Payout {
  id
  status
  needsReview
  amountPaise
  createdAt
  bankAccount {
    accountHolderName
    accountNumberMasked
  }
}
fragment Frame on Query {
  viewer {
    id
    kind
    name
    scopes
    merchantId
    role
  }
  engine {
    openAccess
    playground
    maxAttempts
    bankScripts {
      ending
      description
    }
  }
}`) as unknown as TypedDocumentString<StartQuery, StartQueryVariables>;
export const ArrivalDocument = new TypedDocumentString(`
    query Arrival {
  merchants(first: 100) {
    totalCount(atMost: 10000)
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...MerchantRow
      }
    }
  }
  ...Frame
}
    fragment MerchantRow on Merchant {
  id
  name
  email
  isActive
  balance {
    availablePaise
  }
}
fragment Frame on Query {
  viewer {
    id
    kind
    name
    scopes
    merchantId
    role
  }
  engine {
    openAccess
    playground
    maxAttempts
    bankScripts {
      ending
      description
    }
  }
}`) as unknown as TypedDocumentString<ArrivalQuery, ArrivalQueryVariables>;
export const StatementPeriodsDocument = new TypedDocumentString(`
    query StatementPeriods($merchantId: ID!, $from: Date!, $to: Date!) {
  revision(merchantId: $merchantId)
  balanceByPeriod(merchantId: $merchantId, from: $from, to: $to, bucket: MONTH) {
    openPaise
    heldOpenPaise
    closePaise
    heldClosePaise
    inPaise
    outPaise
  }
}
    `) as unknown as TypedDocumentString<StatementPeriodsQuery, StatementPeriodsQueryVariables>;
export const TeamDocument = new TypedDocumentString(`
    query Team($merchantId: ID!) {
  team(merchantId: $merchantId) {
    secondFactorAbovePaise
    members {
      ...MemberRow
    }
    invitations {
      ...InvitationRow
    }
  }
}
    fragment MemberRow on TeamMember {
  userId
  name
  email
  role
  joinedAt
  lastSignInAt
  hasSecondFactor
  isYou
}
fragment InvitationRow on TeamInvitation {
  invitationId
  email
  role
  invitedBy
  sentAt
  expiresAt
}`) as unknown as TypedDocumentString<TeamQuery, TeamQueryVariables>;
export const InviteMemberDocument = new TypedDocumentString(`
    mutation InviteMember($input: InviteMemberInput!) {
  result: inviteMember(input: $input) {
    __typename
    ... on InviteMemberSuccess {
      token
      invitation {
        ...InvitationRow
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    fragment InvitationRow on TeamInvitation {
  invitationId
  email
  role
  invitedBy
  sentAt
  expiresAt
}`) as unknown as TypedDocumentString<InviteMemberMutation, InviteMemberMutationVariables>;
export const RenewInvitationDocument = new TypedDocumentString(`
    mutation RenewInvitation($input: RenewInvitationInput!) {
  result: renewInvitation(input: $input) {
    __typename
    ... on RenewInvitationSuccess {
      token
      invitation {
        ...InvitationRow
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    fragment InvitationRow on TeamInvitation {
  invitationId
  email
  role
  invitedBy
  sentAt
  expiresAt
}`) as unknown as TypedDocumentString<RenewInvitationMutation, RenewInvitationMutationVariables>;
export const RevokeInvitationDocument = new TypedDocumentString(`
    mutation RevokeInvitation($input: RevokeInvitationInput!) {
  result: revokeInvitation(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
export const ChangeMemberRoleDocument = new TypedDocumentString(`
    mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {
  result: changeMemberRole(input: $input) {
    __typename
    ... on ChangeMemberRoleSuccess {
      keys {
        id
        name
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeMemberRoleMutation, ChangeMemberRoleMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($input: RemoveMemberInput!) {
  result: removeMember(input: $input) {
    __typename
    ... on RemoveMemberSuccess {
      keys {
        id
        name
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const SetSecondFactorLimitDocument = new TypedDocumentString(`
    mutation SetSecondFactorLimit($input: SetSecondFactorLimitInput!) {
  result: setSecondFactorLimit(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SetSecondFactorLimitMutation, SetSecondFactorLimitMutationVariables>;
export const WebhookEndpointsDocument = new TypedDocumentString(`
    query WebhookEndpoints($merchantId: ID!) {
  webhookEndpoints(merchantId: $merchantId) {
    ...WebhookEndpointRow
  }
}
    fragment WebhookEndpointRow on WebhookEndpoint {
  id
  merchantId
  url
  eventTypes
  state
  disabledBecause
  failingSince
  secretHint
  oldSecretUntil
  position
  backlog
  createdAt
  deletedAt
}`) as unknown as TypedDocumentString<WebhookEndpointsQuery, WebhookEndpointsQueryVariables>;
export const WebhookEndpointShownDocument = new TypedDocumentString(`
    query WebhookEndpointShown($id: ID!) {
  webhookEndpoint(id: $id) {
    ...WebhookEndpointRow
  }
  engine {
    webhookDaysKept
  }
}
    fragment WebhookEndpointRow on WebhookEndpoint {
  id
  merchantId
  url
  eventTypes
  state
  disabledBecause
  failingSince
  secretHint
  oldSecretUntil
  position
  backlog
  createdAt
  deletedAt
}`) as unknown as TypedDocumentString<WebhookEndpointShownQuery, WebhookEndpointShownQueryVariables>;
export const WebhookMessagesDocument = new TypedDocumentString(`
    query WebhookMessages($id: ID!, $state: WebhookMessageState, $first: Int!, $after: String) {
  webhookEndpoint(id: $id) {
    messages(state: $state, first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          ...WebhookMessageRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment WebhookMessageRow on WebhookMessage {
  id
  eventType
  position
  state
  createdAt
  nextAttemptAt
  deliveredAt
  attemptCount
  attempts {
    number
    startedAt
    endedAt
    outcome
    httpStatus
  }
}`) as unknown as TypedDocumentString<WebhookMessagesQuery, WebhookMessagesQueryVariables>;
export const WebhookMessageShownDocument = new TypedDocumentString(`
    query WebhookMessageShown($id: ID!) {
  node(id: $id) {
    __typename
    ... on WebhookMessage {
      endpointId
      body
      ...WebhookMessageRow
    }
  }
}
    fragment WebhookMessageRow on WebhookMessage {
  id
  eventType
  position
  state
  createdAt
  nextAttemptAt
  deliveredAt
  attemptCount
  attempts {
    number
    startedAt
    endedAt
    outcome
    httpStatus
  }
}`) as unknown as TypedDocumentString<WebhookMessageShownQuery, WebhookMessageShownQueryVariables>;
export const EventsToReplayDocument = new TypedDocumentString(`
    query EventsToReplay($endpoint: ID!, $merchantId: ID!, $types: [EventType!], $after: String!) {
  webhookEndpoint(id: $endpoint) {
    position
  }
  events(merchantId: $merchantId, types: $types, after: $after, first: 200) {
    events {
      position
    }
    next
    more
  }
}
    `) as unknown as TypedDocumentString<EventsToReplayQuery, EventsToReplayQueryVariables>;
export const CreateWebhookEndpointDocument = new TypedDocumentString(`
    mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {
  result: createWebhookEndpoint(input: $input) {
    __typename
    ... on CreateWebhookEndpointSuccess {
      secret
      endpoint {
        ...WebhookEndpointRow
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    fragment WebhookEndpointRow on WebhookEndpoint {
  id
  merchantId
  url
  eventTypes
  state
  disabledBecause
  failingSince
  secretHint
  oldSecretUntil
  position
  backlog
  createdAt
  deletedAt
}`) as unknown as TypedDocumentString<CreateWebhookEndpointMutation, CreateWebhookEndpointMutationVariables>;
export const RotateWebhookSecretDocument = new TypedDocumentString(`
    mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
  result: rotateWebhookSecret(input: $input) {
    __typename
    ... on RotateWebhookSecretSuccess {
      secret
      endpoint {
        ...WebhookEndpointRow
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    fragment WebhookEndpointRow on WebhookEndpoint {
  id
  merchantId
  url
  eventTypes
  state
  disabledBecause
  failingSince
  secretHint
  oldSecretUntil
  position
  backlog
  createdAt
  deletedAt
}`) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SetWebhookEndpointStateDocument = new TypedDocumentString(`
    mutation SetWebhookEndpointState($input: SetWebhookEndpointStateInput!) {
  result: setWebhookEndpointState(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SetWebhookEndpointStateMutation, SetWebhookEndpointStateMutationVariables>;
export const DeleteWebhookEndpointDocument = new TypedDocumentString(`
    mutation DeleteWebhookEndpoint($input: DeleteWebhookEndpointInput!) {
  result: deleteWebhookEndpoint(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteWebhookEndpointMutation, DeleteWebhookEndpointMutationVariables>;
export const SendTestEventDocument = new TypedDocumentString(`
    mutation SendTestEvent($input: SendTestEventInput!) {
  result: sendTestEvent(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SendTestEventMutation, SendTestEventMutationVariables>;
export const ResendWebhookDocument = new TypedDocumentString(`
    mutation ResendWebhook($input: ResendWebhookInput!) {
  result: resendWebhook(input: $input) {
    __typename
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ResendWebhookMutation, ResendWebhookMutationVariables>;
export const ReplayWebhooksDocument = new TypedDocumentString(`
    mutation ReplayWebhooks($input: ReplayWebhooksInput!) {
  result: replayWebhooks(input: $input) {
    __typename
    ... on ReplayWebhooksSuccess {
      replay {
        after
        upTo
      }
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ReplayWebhooksMutation, ReplayWebhooksMutationVariables>;