import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "../api";
import { NewPayout } from "./NewPayout";

const ACCOUNT = {
  id: "a",
  accountHolderName: "Anand Dyes",
  accountNumberMasked: "XXXXXXXX7890",
  ifscCode: "HDFC0001234",
  bankName: "HDFC Bank",
  accountType: "CURRENT",
  createdAt: "2026-11-12T10:00:00+00:00",
};
const RETIRED = { ...ACCOUNT, retiredAt: "2026-11-20T10:00:00+00:00" };
const OTHER = { ...ACCOUNT, id: "b", accountHolderName: "Anand Silks" };
const page = { totalCount: 0, edges: [] };
const similar = {
  id: "p",
  idempotencyKey: "another",
  status: "COMPLETED",
  needsReview: false,
  amountPaise: 50_000,
  createdAt: "2026-11-27T10:00:00+00:00",
  bankAccount: ACCOUNT,
};

/** What the server says to each operation, by a word of its document. */
let answers: Record<string, () => object | Promise<object>>;
let sent: string[];

beforeEach(() => {
  sent = [];
  answers = {
    "query PayoutAccounts": () => ({
      engine: { idempotencyWindowSeconds: 86_400 },
      merchant: { name: "Acme", bankAccounts: [ACCOUNT] },
    }),
    "query Balance": () => ({
      revision: "1",
      balance: { availablePaise: 100_000, heldPaise: 0, totalPaise: 100_000 },
      ...{ pending: page, processing: page },
    }),
    "query SimilarPayouts": () => ({ revision: "1", similarPayouts: [] }),
    "query Ifsc": () => ({ ifsc: null }),
    "mutation CreatePayout": () => ({
      createPayout: {
        __typename: "CreatePayoutSuccess",
        replayed: false,
        payout: { id: "p", amountPaise: 50_000, bankAccount: ACCOUNT },
      },
    }),
  };
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

let merchants = 0;
function openForm(merchantId = `merchant ${++merchants}`): string {
  render(
    <QueryClientProvider client={queryClient}>
      <NewPayout merchantId={merchantId} />
    </QueryClientProvider>,
  );
  return merchantId;
}
async function fillIn(amount: string): Promise<string> {
  const merchantId = openForm();
  const payee = await screen.findByRole("combobox", { name: "To" });
  fireEvent.change(payee, { target: { value: "anand" } });
  fireEvent.keyDown(payee, { key: "Enter" });
  fireEvent.change(screen.getByLabelText("Amount"), { target: { value: amount } });
  return merchantId;
}
/** The same page after a reload. */
function reopen(merchantId: string) {
  cleanup();
  queryClient.clear();
  openForm(merchantId);
}
function hasAccounts(...bankAccounts: object[]) {
  answers["query PayoutAccounts"] = () => ({
    engine: { idempotencyWindowSeconds: 86_400 },
    merchant: { name: "Acme", bankAccounts },
  });
}
const goOn = () => fireEvent.click(screen.getByRole("button", { name: "Continue" }));
const payButton = () => screen.findByRole("button", { name: "Pay ₹500.00 to Anand Dyes" });
const isOff = (button: HTMLElement) => button.getAttribute("aria-disabled") === "true";
const payments = () => sent.filter((name) => name === "mutation CreatePayout").length;

test("a payout is reviewed, then paid once", async () => {
  await fillIn("500");
  goOn();
  const button = await payButton();
  expect(isOff(button)).toBe(true);
  fireEvent.click(button); // the second click of a double click
  expect(document.activeElement?.textContent).toContain("five hundred rupees");
  await waitFor(() => expect(isOff(button)).toBe(false));
  fireEvent.click(button);
  fireEvent.click(button);
  expect(await screen.findByText(/is processing/)).toBeTruthy();
  expect(payments()).toBe(1);
  fireEvent.click(screen.getByRole("button", { name: "New payout" }));
  expect((screen.getByRole("combobox") as HTMLInputElement).value).toBe("");
});

test("nothing is paid before the answer about a payout like this one", async () => {
  let answer: (data: object) => void = () => {};
  answers["query SimilarPayouts"] = () =>
    new Promise<object>((resolve) => {
      answer = resolve;
    });
  await fillIn("500");
  goOn();
  const button = await payButton();
  await waitFor(() => expect(sent).toContain("query SimilarPayouts"));
  answer({ revision: "1", similarPayouts: [similar] });
  expect(await screen.findByText(/Is this a duplicate/)).toBeTruthy();
  expect(screen.getByRole("link", { name: /₹500.00 to Anand Dyes/ })).toBeTruthy();
  await waitFor(() => expect(isOff(button)).toBe(false));
});

test("an amount above the balance stays in the first step", async () => {
  await fillIn("1000.01");
  await screen.findByText("Short by ₹0.01");
  goOn();
  expect(await screen.findByText(/Not enough balance/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Pay/ })).toBeNull();
});

test("a refusal leads back to the field that it concerns", async () => {
  answers["mutation CreatePayout"] = () => ({
    createPayout: { __typename: "InsufficientFunds", message: "", availablePaise: 40_000 },
  });
  await fillIn("500");
  goOn();
  const button = await payButton();
  await waitFor(() => expect(isOff(button)).toBe(false));
  fireEvent.click(button);
  expect(await screen.findByText(/Short by ₹100.00/)).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Amount")));
  goOn();
  expect(await payButton()).toBeTruthy();
});

test("a forgotten key shows what it had made", async () => {
  answers["mutation CreatePayout"] = () => ({
    createPayout: { __typename: "IdempotencyKeyForgotten", message: "Look.", payouts: [similar] },
  });
  await fillIn("500");
  goOn();
  const button = await payButton();
  await waitFor(() => expect(isOff(button)).toBe(false));
  fireEvent.click(button);
  expect(await screen.findByText("Nothing was paid now.")).toBeTruthy();
  expect(screen.getByRole("link", { name: /₹500.00 to Anand Dyes/ })).toBeTruthy();
});

test("a retired account is not offered as a payee", async () => {
  hasAccounts(RETIRED, OTHER);
  openForm();
  const payee = await screen.findByRole("combobox", { name: "To" });
  fireEvent.change(payee, { target: { value: "anand" } });
  expect(screen.getAllByRole("option").map((it) => it.textContent)).toEqual([
    expect.stringContaining("Anand Silks"),
  ]);
  expect(screen.getByText("1 matching payee")).toBeTruthy();
});

test("an account that was retired meanwhile is no longer chosen", async () => {
  const merchantId = await fillIn("500");
  hasAccounts(RETIRED, OTHER);
  reopen(merchantId);
  const payee = (await screen.findByRole("combobox", { name: "To" })) as HTMLInputElement;
  expect(payee.value).toBe("");
  goOn();
  expect(await screen.findByText("This account was retired. Choose another one.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Pay/ })).toBeNull();
});

test("a merchant whose accounts are all retired is told so", async () => {
  hasAccounts(RETIRED);
  openForm();
  expect(await screen.findByText("All bank accounts are retired")).toBeTruthy();
  expect(screen.queryByRole("combobox")).toBeNull();
});

test("an unanswered payout to an account that was retired since is tried again", async () => {
  const answer = answers["mutation CreatePayout"];
  answers["mutation CreatePayout"] = () => Promise.reject(new TypeError("cut off"));
  const merchantId = await fillIn("500");
  goOn();
  const button = await payButton();
  await waitFor(() => expect(isOff(button)).toBe(false));
  fireEvent.click(button);
  expect(await screen.findByText(/We couldn't confirm this payout/)).toBeTruthy();

  hasAccounts(RETIRED);
  if (answer) answers["mutation CreatePayout"] = answer;
  reopen(merchantId);
  const again = await screen.findByRole("button", { name: "Try again" });
  await waitFor(() => expect(isOff(again)).toBe(false));
  fireEvent.click(again);
  expect(await screen.findByText(/is processing/)).toBeTruthy();
});
