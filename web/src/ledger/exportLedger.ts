import { connection, Refused, sessionGate, Unreachable } from "../api";
import { request } from "../api/request";
import { graphql } from "../gql";
import type { LedgerEntryType, LedgerExportQuery } from "../gql/graphql";
import { csvFile } from "./csv";
import { entryLine, HEADING } from "./ledgerCsv";
import { pause, until } from "./waiting";

const LEDGER_EXPORT = graphql(`
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
`);

const PAGE = 200;
/** A rate limit that names no time. */
const A_WHILE_S = 10;

/** `waitsFor` is set while the export waits: a sentence for the reader. */
export type Progress = { done: number; total: number; waitsFor?: string };

/**
 * The entries of these types at the start of the export; entries posted meanwhile are not included. It waits where it
 * can only wait: at a rate limit, while the server is down, while nobody is signed in. After any other error `run` goes
 * on where it stopped, with what it has.
 */
export class LedgerExport {
  readonly #choice;
  readonly #lines = [HEADING];
  #merchantName = "";
  #total = 0;
  #after: string | null = null;
  #isComplete = false;

  constructor(merchantId: string, types: LedgerEntryType[]) {
    this.#choice = { merchantId, types: types.length > 0 ? types : null, first: PAGE };
  }

  /** Throws an ApiError, or the signal's reason. */
  async run(onProgress: (progress: Progress) => void, signal: AbortSignal) {
    while (!this.#isComplete) {
      try {
        this.#add(await request(LEDGER_EXPORT, { ...this.#choice, after: this.#after }, signal));
        onProgress(this.#progress());
      } catch (error) {
        signal.throwIfAborted();
        await this.#wait(error, onProgress, signal);
      }
    }
    const count = this.#lines.length - 1;
    return { file: csvFile(this.#lines), merchantName: this.#merchantName, count };
  }

  #add({ merchant, ledger }: LedgerExportQuery) {
    const { edges, pageInfo } = ledger;
    for (const { node } of edges) this.#lines.push(entryLine(node));
    this.#merchantName ||= merchant?.name ?? "";
    this.#total ||= ledger.totalCount;
    this.#after = pageInfo.endCursor ?? this.#after;
    this.#isComplete = !pageInfo.hasNextPage;
  }

  #progress(): Progress {
    return { done: this.#lines.length - 1, total: this.#total };
  }

  async #wait(error: unknown, onProgress: (progress: Progress) => void, signal: AbortSignal) {
    const tell = (waitsFor: string) => onProgress({ ...this.#progress(), waitsFor });
    if (error instanceof Refused && error.code === "RATE_LIMITED") {
      const seconds = error.retryAfter ?? A_WHILE_S;
      tell(`Rate limit reached. Continuing in ${seconds} s…`);
      await pause(seconds * 1000, signal);
    } else if (error instanceof Unreachable) {
      tell("Can't reach the server. Continuing when it's back…");
      await until(() => connection.outage() === null, connection.subscribe, signal);
    } else if (error instanceof Refused && error.code === "UNAUTHENTICATED") {
      tell("Signed out. Continuing when you've signed in…");
      await until(() => !sessionGate.isClosed(), sessionGate.subscribe, signal);
    } else {
      throw error;
    }
  }
}
