import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "../api";
import { ProposeAdjustment } from "./ProposeAdjustment";

const page = { totalCount: 0, edges: [] };
const BALANCE = {
  revision: "1",
  balance: { availablePaise: 100_000, heldPaise: 0, totalPaise: 100_000 },
  ...{ pending: page, processing: page },
};
const VIEWER = { id: "7", kind: "PERSON", name: "asha", scopes: ["READ", "OPERATE"] };
const SUCCESS = { result: { __typename: "ProposeAdjustmentSuccess", replayed: false } };

/** The server's answers to proposals, one after the other, and the keys that it got. */
let answers: (() => object)[];
let keys: string[];

beforeEach(() => {
  answers = [];
  keys = [];
  sessionStorage.clear();
  vi.stubGlobal("fetch", async (_: unknown, init: RequestInit) => {
    const { query, variables } = JSON.parse(String(init.body));
    let body: object = { data: query.includes("query Balance") ? BALANCE : { viewer: VIEWER } };
    if (query.includes("mutation ProposeAdjustment")) {
      keys.push(variables.input.idempotencyKey);
      body = answers.shift()?.() ?? { data: SUCCESS };
    }
    return new Response(JSON.stringify(body), { status: 200 });
  });
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

const open = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <ProposeAdjustment merchantId="m" />
    </QueryClientProvider>,
  );
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const goOn = () => fireEvent.click(screen.getByRole("button", { name: "Continue" }));
const isOff = (button: HTMLElement) => button.getAttribute("aria-disabled") === "true";

async function press() {
  const button = await screen.findByRole("button", { name: /^Propose debit of ₹/ });
  await waitFor(() => expect(isOff(button)).toBe(false));
  fireEvent.click(button);
}

async function fillIn(amount = "500") {
  open();
  await screen.findByText("₹1,000.00");
  fireEvent.click(screen.getByRole("radio", { name: /Debit/ }));
  type("Amount", amount);
  type("Reason", "Wire 7");
  goOn();
}

test("nothing is preselected, and every fault stands beside its field", async () => {
  open();
  await screen.findByText("₹1,000.00");
  goOn();
  expect(await screen.findByText("Choose credit or debit.")).toBeTruthy();
  expect(screen.getByText("Say why: the merchant reads it in the ledger.")).toBeTruthy();
  expect(screen.getByLabelText("Amount").getAttribute("aria-invalid")).toBe("true");
  expect(keys).toEqual([]);
});

test("a lost response keeps its key, also across a reload; other contents have another", async () => {
  const lose = () => {
    throw new TypeError("cut off");
  };
  answers = [lose, lose, lose];
  await fillIn();
  await press();
  await screen.findByText(/Send it again: it's proposed only once/);
  await press();
  await waitFor(() => expect(keys).toHaveLength(2));

  cleanup();
  queryClient.clear();
  open();
  await screen.findByText(/We couldn't confirm this proposal/);
  await press();
  await waitFor(() => expect(keys).toHaveLength(3));
  expect(new Set(keys).size).toBe(1);

  await screen.findByText(/Send it again: it's proposed only once/);
  fireEvent.click(screen.getByRole("button", { name: "Back" }));
  type("Amount", "501");
  goOn();
  await press();
  await screen.findByText(/No money has moved/);
  expect(keys[3]).not.toBe(keys[0]);
});

test("the server's refusal is shown in its words, and ends with the key", async () => {
  const forbidden = { message: "This takes two operators.", extensions: { code: "FORBIDDEN" } };
  answers = [() => ({ errors: [forbidden] })];
  await fillIn();
  await press();
  expect(await screen.findByText("This takes two operators.")).toBeTruthy();
  await press();
  await screen.findByText(/No money has moved/);
  expect(new Set(keys).size).toBe(2);
});

test("a balance spent meanwhile leads back to the amount", async () => {
  answers = [
    () => ({ data: { result: { __typename: "InsufficientFunds", availablePaise: 40_000 } } }),
  ];
  await fillIn();
  await press();
  expect(await screen.findByText(/Short by ₹100.00/)).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Amount")));
});
