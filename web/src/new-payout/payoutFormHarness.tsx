import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { queryClient } from "../api";
import { NewPayout } from "./NewPayout";

export const ACCOUNT = {
  id: "a",
  accountHolderName: "Anand Dyes",
  accountNumberMasked: "XXXXXXXX7890",
  ifscCode: "HDFC0001234",
  bankName: "HDFC Bank",
  accountType: "CURRENT",
  createdAt: "2026-11-12T10:00:00+00:00",
};
export const RETIRED = { ...ACCOUNT, retiredAt: "2026-11-20T10:00:00+00:00" };
export const OTHER = { ...ACCOUNT, id: "b", accountHolderName: "Anand Silks" };
const MERCHANT = { name: "Acme", isActive: true, suspendedAt: null, suspensionReason: null };
const page = { totalCount: 0, edges: [] };

/** What the server says to each operation, by a word of its document. */
export const answers: Record<string, () => object | Promise<object>> = {};
export const sent: string[] = [];

/** Call it once in a test file: every test gets a server that accepts, and a page without data. */
export function serveForm() {
  beforeEach(() => {
    sent.length = 0;
    for (const name of Object.keys(answers)) delete answers[name];
    hasMerchant({});
    Object.assign(answers, {
      "query Balance": () => ({
        revision: "1",
        balance: { availablePaise: 100_000, heldPaise: 0, totalPaise: 100_000 },
        ...{ pending: page, processing: page },
      }),
      "query SimilarPayouts": () => ({ revision: "1", similarPayouts: [] }),
      "query PlanPayout": () => ({
        revision: "1",
        planPayout: {
          __typename: "PayoutPlan",
          rail: "IMPS",
          expectedBy: "2026-11-30T06:31:00+00:00",
          totalCostPaise: 50_000,
          candidates: [{ rail: "IMPS", feePaise: 0, taxPaise: 0 }],
          warnings: [
            { code: "FIRST_PAYMENT_TO_ACCOUNT", words: "Nothing was paid to this account yet." },
            { code: "BRANCH_UNKNOWN", words: "The branch is unknown." },
            { code: "BANK_IS_SUBLET", words: "Another bank keeps the account." },
          ],
        },
      }),
      "query PayoutRails": () => ({
        revision: "1",
        planPayout: { __typename: "PayoutPlan", rail: "IMPS", candidates: [] },
      }),
      "query Ifsc": () => ({ ifsc: null }),
      "mutation CreatePayout": () => ({
        createPayout: {
          __typename: "CreatePayoutSuccess",
          replayed: false,
          payout: { id: "p", amountPaise: 50_000, bankAccount: ACCOUNT },
        },
      }),
    });
    vi.stubGlobal("fetch", async (_: unknown, init: RequestInit) => {
      const { query } = JSON.parse(String(init.body));
      const name = Object.keys(answers).find((it) => query.includes(it)) ?? "query Viewer";
      sent.push(name);
      const data = (await answers[name]?.()) ?? { viewer: null };
      return new Response(JSON.stringify({ data }), { status: 200 });
    });
  });
  afterEach(() => {
    cleanup();
    queryClient.clear();
    vi.unstubAllGlobals();
  });
}

export function hasMerchant(merchant: object) {
  answers["query PayoutAccounts"] = () => ({
    engine: { idempotencyWindowSeconds: 86_400 },
    merchant: { ...MERCHANT, bankAccounts: [ACCOUNT], ...merchant },
    newest: { edges: [] },
  });
}

let merchants = 0;
export function openForm(merchantId = `merchant ${++merchants}`): string {
  render(
    <QueryClientProvider client={queryClient}>
      <NewPayout merchantId={merchantId} />
    </QueryClientProvider>,
  );
  return merchantId;
}

export async function fillIn(amount: string): Promise<string> {
  const merchantId = openForm();
  const payee = await screen.findByRole("combobox", { name: "To" });
  fireEvent.change(payee, { target: { value: "anand" } });
  fireEvent.keyDown(payee, { key: "Enter" });
  fireEvent.change(screen.getByLabelText("Amount"), { target: { value: amount } });
  return merchantId;
}

/** The same page after a reload. */
export function reopen(merchantId: string) {
  cleanup();
  queryClient.clear();
  openForm(merchantId);
}

export const goOn = () => fireEvent.click(screen.getByRole("button", { name: "Continue" }));
export const payButton = () => screen.findByRole("button", { name: "Pay ₹500.00 to Anand Dyes" });
export const isOff = (button: HTMLElement) => button.getAttribute("aria-disabled") === "true";

export async function press(button: HTMLElement) {
  await waitFor(() => expect(isOff(button)).toBe(false));
  fireEvent.click(button);
}
