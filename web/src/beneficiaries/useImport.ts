import { useState } from "react";
import { type ApiError, request, useSend } from "../api";
import { failedForm } from "../forms/refusal";
import { graphql } from "../gql";
import { announce } from "../navigation/announcer";
import type { Field } from "./columns";
import {
  edited,
  fromRead,
  type ImportRow,
  inputOf,
  leftOut,
  ready,
  sendable,
  unchecked,
  withResults,
} from "./importRows";
import { readRows } from "./readRows";

const ADD_BANK_ACCOUNTS = graphql(`
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
`);

const CHECK_AGAIN = "Check the rows again.";
const ADD_AGAIN = "Some may have been added. Add them again: each is added only once.";

/** A file of new beneficiaries: read, checked by a dry run, mended, and added. */
export function useImport(merchantId: string) {
  const [rows, setRows] = useState<ImportRow[] | null>(null);
  const [error, setError] = useState("");
  const [isChecking, setIsChecking] = useState(false);
  const adding = useSend(ADD_BANK_ACCOUNTS);

  const check = async (all: ImportRow[]) => {
    const sent = sendable(all);
    setError("");
    if (sent.length === 0) return setRows(withResults(all, [], []));
    setIsChecking(true);
    try {
      const input = { merchantId, rows: sent.map(inputOf), dryRun: true };
      const { result } = await request(ADD_BANK_ACCOUNTS, { input });
      if (result.__typename === "ValidationError") return setError(result.message);
      const next = withResults(all, sent, result.results);
      setRows(next);
      announce(`${ready(next).length} of ${next.length} rows are ready`);
    } catch (failure) {
      setError(failedForm(failure as ApiError, CHECK_AGAIN).form);
    } finally {
      setIsChecking(false);
    }
  };

  const load = async (text: string) => {
    const read = await readRows(text);
    if ("reason" in read) return setError(read.reason);
    const loaded = read.rows.map(fromRead);
    setRows(loaded);
    await check(loaded);
  };

  const add = (all: ImportRow[]) => {
    const sent = ready(all);
    setError("");
    adding.mutate(
      { input: { merchantId, rows: sent.map(inputOf) } },
      {
        onError: (failure) => setError(failedForm(failure, ADD_AGAIN).form),
        onSuccess: ({ result }) => {
          if (result.__typename === "ValidationError") return setError(result.message);
          const next = withResults(all, sent, result.results);
          setRows(next);
          announce(`${next.filter(({ outcome }) => outcome === "ADDED").length} added`);
        },
      },
    );
  };

  const change = (line: number, by: (row: ImportRow) => ImportRow) =>
    setRows((all) => all?.map((row) => (row.line === line ? by(row) : row)) ?? null);

  return {
    rows,
    error,
    setError,
    isBusy: isChecking || adding.isPending,
    load,
    check: () => rows && void check(rows),
    add: () => rows && add(rows),
    edit: (line: number, field: Field, text: string) =>
      change(line, (row) => edited(row, field, text)),
    leaveOut: (line: number, isOut: boolean) => change(line, (row) => leftOut(row, isOut)),
    restart: () => {
      setRows(null);
      setError("");
    },
    readyCount: rows ? ready(rows).length : 0,
    uncheckedCount: rows ? unchecked(rows).length : 0,
  };
}

export type Import = ReturnType<typeof useImport>;
