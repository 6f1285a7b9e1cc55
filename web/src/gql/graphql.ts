/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AddBankAccountInput = {
  accountHolderName: string;
  accountNumber: string;
  accountType: BankAccountType;
  ifscCode: string;
  isPrimary?: boolean | null | undefined;
  merchantId: string | number;
};

export type AskBankAgainInput = {
  payoutId: string | number;
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

export type CreatePayoutInput = {
  amountPaise: number;
  bankAccountId: string | number;
  idempotencyKey: string;
  /** True if this key may have been sent before. The engine then never makes its payout twice: a key whose window is over, but which has made a payout, gives IdempotencyKeyForgotten. */
  isRetry?: boolean;
  /** Defaults to the key's merchant. */
  merchantId?: string | number | null | undefined;
};

export type LedgerEntryType =
  | 'ADJUSTMENT_CREDIT'
  | 'ADJUSTMENT_DEBIT'
  | 'FEE_DEBIT'
  | 'PAYMENT_RECEIVED'
  | 'PAYOUT_COMPLETED'
  | 'PAYOUT_HOLD'
  | 'PAYOUT_RELEASE';

/** Where a payout's money is, as far as is known. It is never guessed. */
export type MoneyIs =
  /** The bank has it and has not decided. */
  | 'AT_BANK'
  /** Sent, or being sent right now, and the bank has not said what became of it. Do not pay again. */
  | 'UNKNOWN'
  /** The bank has paid. */
  | 'WITH_BENEFICIARY'
  /** Held here or given back: never sent, refused, or voided, as the bank said last. */
  | 'WITH_US';

/** pending → processing → completed or failed. */
export type PayoutStatus =
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'PROCESSING';

export type RecordPaymentInput = {
  amountPaise: number;
  /** Up to 500 characters, in any number of lines. Account numbers in it are masked. */
  description?: string | null | undefined;
  merchantId: string | number;
  /** Counts once per merchant, in whatever form it is written: case, blanks, composed or full-width characters make no other reference. One line of up to 100 characters. */
  reference: string;
};

/** READ: all queries. PAYOUTS: create payouts. OPERATE: for operators only. */
export type Scope =
  | 'OPERATE'
  | 'PAYOUTS'
  | 'READ';

export type ProbeQueryVariables = Exact<{ [key: string]: never; }>;


export type ProbeQuery = { merchants: { edges: Array<{ cursor: string }> } };

export type RevisionQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type RevisionQuery = { revision: string };

export type BalanceHistoryQueryVariables = Exact<{
  merchantId: string | number;
  points: number;
}>;


export type BalanceHistoryQuery = { revision: string, balanceHistory: Array<{ at: string, sequence: number, availablePaise: number, heldPaise: number }> };

export type OpenPayoutFragment = { id: string, status: PayoutStatus, needsReview: boolean, amountPaise: number, createdAt: string, bankAccount: { accountHolderName: string, accountNumberMasked: string } } & { ' $fragmentName'?: 'OpenPayoutFragment' };

export type BalanceQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type BalanceQuery = { revision: string, balance: { availablePaise: number, heldPaise: number, totalPaise: number }, pending: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'OpenPayoutFragment': OpenPayoutFragment } } }> }, processing: { totalCount: number, edges: Array<{ node: { ' $fragmentRefs'?: { 'OpenPayoutFragment': OpenPayoutFragment } } }> } };

export type EngineQueryVariables = Exact<{ [key: string]: never; }>;


export type EngineQuery = { engine: { openAccess: boolean, playground: boolean, maxAttempts: number, bankScripts: Array<{ ending: string, description: string }> } };

export type LedgerRowFragment = { id: string, sequence: number, entryType: LedgerEntryType, amountPaise: number, availableAfterPaise: number, description: string, reference: string | null, createdAt: string, payout: { id: string, amountPaise: number, bankAccount: { accountHolderName: string } } | null } & { ' $fragmentName'?: 'LedgerRowFragment' };

export type LedgerExportQueryVariables = Exact<{
  merchantId: string | number;
  types?: Array<LedgerEntryType> | LedgerEntryType | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type LedgerExportQuery = { merchant: { name: string } | null, ledger: { totalCount: number, edges: Array<{ node: { id: string, sequence: number, createdAt: string, entryType: LedgerEntryType, description: string, reference: string | null, amountPaise: number, availableAfterPaise: number, payout: { id: string, bankReferenceId: string | null, bankAccount: { accountHolderName: string, accountNumberMasked: string, ifscCode: string } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LedgerPageQueryVariables = Exact<{
  merchantId: string | number;
  types?: Array<LedgerEntryType> | LedgerEntryType | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type LedgerPageQuery = { revision: string, ledger: { totalCount: number, edges: Array<{ node: (
        { id: string, createdAt: string }
        & { ' $fragmentRefs'?: { 'LedgerRowFragment': LedgerRowFragment } }
      ) }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

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

export type PayoutAccountsQueryVariables = Exact<{
  merchantId: string | number;
}>;


export type PayoutAccountsQuery = { engine: { idempotencyWindowSeconds: number }, merchant: { name: string, bankAccounts: Array<{ id: string, accountHolderName: string, accountNumberMasked: string, ifscCode: string, bankName: string | null, accountType: BankAccountType, createdAt: string, retiredAt: string | null }> } | null };

export type PayoutLinkFragment = { id: string, status: PayoutStatus, needsReview: boolean, amountPaise: number, createdAt: string, bankAccount: { accountHolderName: string } } & { ' $fragmentName'?: 'PayoutLinkFragment' };

export type CreatePayoutMutationVariables = Exact<{
  input: CreatePayoutInput;
}>;


export type CreatePayoutMutation = { createPayout:
    | { __typename: 'CreatePayoutSuccess', replayed: boolean, payout: { id: string, amountPaise: number, bankAccount: { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } } } }
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
    { id: string, idempotencyKey: string }
    & { ' $fragmentRefs'?: { 'PayoutLinkFragment': PayoutLinkFragment } }
  )> };

export type BankAccountLabelFragment = { accountHolderName: string, accountNumberMasked: string, ifscCode: string, bankName: string | null, accountType: BankAccountType } & { ' $fragmentName'?: 'BankAccountLabelFragment' };

export type PayoutDetailsQueryVariables = Exact<{
  merchantId: string | number;
  id: string | number;
}>;


export type PayoutDetailsQuery = { revision: string, payout: (
    { id: string, status: PayoutStatus, needsReview: boolean, amountPaise: number, createdAt: string, merchant: { id: string }, bankAccount: { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } } }
    & { ' $fragmentRefs'?: { 'ReviewNoticeFragment': ReviewNoticeFragment;'PayoutTimelineFragment': PayoutTimelineFragment;'PayoutEntriesFragment': PayoutEntriesFragment;'PayoutIdsFragment': PayoutIdsFragment } }
  ) | null };

export type PayoutEntriesFragment = { ledgerEntries: Array<{ id: string, sequence: number, entryType: LedgerEntryType, amountPaise: number, availableAfterPaise: number, createdAt: string }> } & { ' $fragmentName'?: 'PayoutEntriesFragment' };

export type PayoutIdsFragment = { id: string, idempotencyKey: string, bankReferenceId: string | null } & { ' $fragmentName'?: 'PayoutIdsFragment' };

export type PayoutTimelineFragment = { status: PayoutStatus, amountPaise: number, attemptCount: number, createdAt: string, processingStartedAt: string | null, nextAttemptAt: string | null, completedAt: string | null, failedAt: string | null, failureReason: string | null, bankReferenceId: string | null, attempts: Array<{ id: string, number: number, call: BankCall, answer: BankAnswer, reason: string | null, startedAt: string, endedAt: string }> } & { ' $fragmentName'?: 'PayoutTimelineFragment' };

export type ReviewNoticeFragment = { id: string, amountPaise: number, needsReview: boolean, moneyIs: MoneyIs, unresolvedSince: string | null, nextAttemptAt: string | null } & { ' $fragmentName'?: 'ReviewNoticeFragment' };

export type AskBankAgainMutationVariables = Exact<{
  input: AskBankAgainInput;
}>;


export type AskBankAgainMutation = { askBankAgain:
    | { __typename: 'AskBankAgainSuccess' }
    | { __typename: 'ValidationError', message: string }
   };

export type PayoutsPageQueryVariables = Exact<{
  merchantId: string | number;
  status?: PayoutStatus | null | undefined;
  needsReview?: boolean | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PayoutsPageQuery = { revision: string, payouts: { totalCount: number, edges: Array<{ node: (
        { id: string, status: PayoutStatus, needsReview: boolean, amountPaise: number, createdAt: string }
        & { ' $fragmentRefs'?: { 'PayoutRowFragment': PayoutRowFragment } }
      ) }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ListedPayoutQueryVariables = Exact<{
  id: string | number;
}>;


export type ListedPayoutQuery = { payout: (
    { id: string, status: PayoutStatus, needsReview: boolean, amountPaise: number, createdAt: string }
    & { ' $fragmentRefs'?: { 'PayoutRowFragment': PayoutRowFragment } }
  ) | null };

export type PayoutRowFragment = { id: string, status: PayoutStatus, needsReview: boolean, moneyIs: MoneyIs, amountPaise: number, nextAttemptAt: string | null, bankReferenceId: string | null, failureReason: string | null, createdAt: string, bankAccount: (
    { accountHolderName: string }
    & { ' $fragmentRefs'?: { 'BankAccountLabelFragment': BankAccountLabelFragment } }
  ) } & { ' $fragmentName'?: 'PayoutRowFragment' };

export type IfscQueryVariables = Exact<{
  code: string;
}>;


export type IfscQuery = { ifsc: { bankName: string | null, branchName: string | null, city: string | null, warnings: Array<string> } | null };

export type AddBankAccountMutationVariables = Exact<{
  input: AddBankAccountInput;
}>;


export type AddBankAccountMutation = { addBankAccount:
    | { __typename: 'AddBankAccountSuccess', warnings: Array<string> }
    | { __typename: 'ValidationError', message: string, field: string | null }
   };

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


export type ViewerQuery = { viewer: { id: string, kind: CallerKind, name: string, scopes: Array<Scope>, merchantId: string | null } };

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
export const OpenPayoutFragmentDoc = new TypedDocumentString(`
    fragment OpenPayout on Payout {
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
    `, {"fragmentName":"OpenPayout"}) as unknown as TypedDocumentString<OpenPayoutFragment, unknown>;
export const LedgerRowFragmentDoc = new TypedDocumentString(`
    fragment LedgerRow on LedgerEntry {
  id
  sequence
  entryType
  amountPaise
  availableAfterPaise
  description
  reference
  createdAt
  payout {
    id
    amountPaise
    bankAccount {
      accountHolderName
    }
  }
}
    `, {"fragmentName":"LedgerRow"}) as unknown as TypedDocumentString<LedgerRowFragment, unknown>;
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
export const PayoutLinkFragmentDoc = new TypedDocumentString(`
    fragment PayoutLink on Payout {
  id
  status
  needsReview
  amountPaise
  createdAt
  bankAccount {
    accountHolderName
  }
}
    `, {"fragmentName":"PayoutLink"}) as unknown as TypedDocumentString<PayoutLinkFragment, unknown>;
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
export const PayoutIdsFragmentDoc = new TypedDocumentString(`
    fragment PayoutIds on Payout {
  id
  idempotencyKey
  bankReferenceId
}
    `, {"fragmentName":"PayoutIds"}) as unknown as TypedDocumentString<PayoutIdsFragment, unknown>;
export const PayoutTimelineFragmentDoc = new TypedDocumentString(`
    fragment PayoutTimeline on Payout {
  status
  amountPaise
  attemptCount
  createdAt
  processingStartedAt
  nextAttemptAt
  completedAt
  failedAt
  failureReason
  bankReferenceId
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
  moneyIs
  unresolvedSince
  nextAttemptAt
}
    `, {"fragmentName":"ReviewNotice"}) as unknown as TypedDocumentString<ReviewNoticeFragment, unknown>;
export const BankAccountLabelFragmentDoc = new TypedDocumentString(`
    fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
}
    `, {"fragmentName":"BankAccountLabel"}) as unknown as TypedDocumentString<BankAccountLabelFragment, unknown>;
export const PayoutRowFragmentDoc = new TypedDocumentString(`
    fragment PayoutRow on Payout {
  id
  status
  needsReview
  moneyIs
  amountPaise
  nextAttemptAt
  bankReferenceId
  failureReason
  createdAt
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
export const BalanceHistoryDocument = new TypedDocumentString(`
    query BalanceHistory($merchantId: ID!, $points: Int!) {
  revision(merchantId: $merchantId)
  balanceHistory(merchantId: $merchantId, points: $points) {
    at
    sequence
    availablePaise
    heldPaise
  }
}
    `) as unknown as TypedDocumentString<BalanceHistoryQuery, BalanceHistoryQueryVariables>;
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
        ...OpenPayout
      }
    }
  }
  processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {
    totalCount(atMost: 1000)
    edges {
      node {
        ...OpenPayout
      }
    }
  }
}
    fragment OpenPayout on Payout {
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
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LedgerExportQuery, LedgerExportQueryVariables>;
export const LedgerPageDocument = new TypedDocumentString(`
    query LedgerPage($merchantId: ID!, $types: [LedgerEntryType!], $first: Int!, $after: String) {
  revision(merchantId: $merchantId)
  ledger(merchantId: $merchantId, types: $types, first: $first, after: $after) {
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
  description
  reference
  createdAt
  payout {
    id
    amountPaise
    bankAccount {
      accountHolderName
    }
  }
}`) as unknown as TypedDocumentString<LedgerPageQuery, LedgerPageQueryVariables>;
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
export const PayoutAccountsDocument = new TypedDocumentString(`
    query PayoutAccounts($merchantId: ID!) {
  engine {
    idempotencyWindowSeconds
  }
  merchant(id: $merchantId) {
    name
    bankAccounts {
      id
      accountHolderName
      accountNumberMasked
      ifscCode
      bankName
      accountType
      createdAt
      retiredAt
    }
  }
}
    `) as unknown as TypedDocumentString<PayoutAccountsQuery, PayoutAccountsQueryVariables>;
export const CreatePayoutDocument = new TypedDocumentString(`
    mutation CreatePayout($input: CreatePayoutInput!) {
  createPayout(input: $input) {
    __typename
    ... on CreatePayoutSuccess {
      replayed
      payout {
        id
        amountPaise
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
    fragment PayoutLink on Payout {
  id
  status
  needsReview
  amountPaise
  createdAt
  bankAccount {
    accountHolderName
  }
}
fragment BankAccountLabel on BankAccount {
  accountHolderName
  accountNumberMasked
  ifscCode
  bankName
  accountType
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
  }
}`) as unknown as TypedDocumentString<SimilarPayoutsQuery, SimilarPayoutsQueryVariables>;
export const PayoutDetailsDocument = new TypedDocumentString(`
    query PayoutDetails($merchantId: ID!, $id: ID!) {
  revision(merchantId: $merchantId)
  payout(id: $id) {
    id
    status
    needsReview
    amountPaise
    createdAt
    merchant {
      id
    }
    bankAccount {
      ...BankAccountLabel
    }
    ...ReviewNotice
    ...PayoutTimeline
    ...PayoutEntries
    ...PayoutIds
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
fragment PayoutIds on Payout {
  id
  idempotencyKey
  bankReferenceId
}
fragment PayoutTimeline on Payout {
  status
  amountPaise
  attemptCount
  createdAt
  processingStartedAt
  nextAttemptAt
  completedAt
  failedAt
  failureReason
  bankReferenceId
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
  moneyIs
  unresolvedSince
  nextAttemptAt
}`) as unknown as TypedDocumentString<PayoutDetailsQuery, PayoutDetailsQueryVariables>;
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
export const PayoutsPageDocument = new TypedDocumentString(`
    query PayoutsPage($merchantId: ID!, $status: PayoutStatus, $needsReview: Boolean, $first: Int!, $after: String) {
  revision(merchantId: $merchantId)
  payouts(
    merchantId: $merchantId
    status: $status
    needsReview: $needsReview
    first: $first
    after: $after
  ) {
    totalCount(atMost: 10000)
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
  amountPaise
  nextAttemptAt
  bankReferenceId
  failureReason
  createdAt
  bankAccount {
    accountHolderName
    ...BankAccountLabel
  }
}`) as unknown as TypedDocumentString<PayoutsPageQuery, PayoutsPageQueryVariables>;
export const ListedPayoutDocument = new TypedDocumentString(`
    query ListedPayout($id: ID!) {
  payout(id: $id) {
    id
    status
    needsReview
    amountPaise
    createdAt
    ...PayoutRow
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
  amountPaise
  nextAttemptAt
  bankReferenceId
  failureReason
  createdAt
  bankAccount {
    accountHolderName
    ...BankAccountLabel
  }
}`) as unknown as TypedDocumentString<ListedPayoutQuery, ListedPayoutQueryVariables>;
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
export const AddBankAccountDocument = new TypedDocumentString(`
    mutation AddBankAccount($input: AddBankAccountInput!) {
  addBankAccount(input: $input) {
    __typename
    ... on AddBankAccountSuccess {
      warnings
    }
    ... on ValidationError {
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<AddBankAccountMutation, AddBankAccountMutationVariables>;
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
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;