import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { currentLocation, go } from "../navigation/navigation";
import { FindPayout } from "./FindPayout";

const fetch = vi.fn<typeof globalThis.fetch>();
const PAYOUT = { id: "p1", merchant: { id: "m2" } };
let answer: () => Response;

const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });

beforeEach(() => {
  go({ merchant: "m1", view: "overview", payout: null });
  vi.stubGlobal("fetch", fetch);
  fetch.mockImplementation(async () => answer());
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  fetch.mockReset();
});

async function find(quoted: string) {
  render(<FindPayout />);
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: quoted } });
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Find" })));
}

const sent = () => fetch.mock.calls.map(([, init]) => JSON.parse(String(init?.body)).variables);

test.each([
  { payoutByUtr: PAYOUT, payout: null },
  { payoutByUtr: null, payout: PAYOUT },
])("a payout is opened by its UTR or id, with its own merchant: %j", async (data) => {
  answer = () => json({ data });
  await find("  SIMB 12AB ");
  expect(sent()).toEqual([{ quoted: "SIMB 12AB", id: "simb 12ab" }]);
  expect(currentLocation()).toMatchObject({ merchant: "m2", view: "payouts", payout: "p1" });
  expect(screen.getByRole("status").textContent).toBe("");
});

test("anything else narrows the list of this merchant's payouts, and keeps its other filters", async () => {
  answer = () => json({ data: { payoutByUtr: null, payout: null } });
  await find("Anand Dyes");
  expect(currentLocation()).toMatchObject({
    merchant: "m1",
    view: "payouts",
    filters: { q: "Anand Dyes" },
  });
  go({ filters: { q: "Anand Dyes", status: "FAILED" } });
  cleanup();
  await find("4,000");
  expect(currentLocation().filters).toEqual({ q: "4,000", status: "FAILED" });
});

test("the field shows what the list is narrowed to, and widens it when it is empty", async () => {
  go({ view: "payouts", filters: { q: "Anand" } });
  await find("");
  expect(sent()).toEqual([]);
  expect(currentLocation().filters.q ?? "").toBe("");
});

test("an empty field asks nobody", async () => {
  await find("   ");
  expect(sent()).toEqual([]);
});

test("a refusal is told in the server's words", async () => {
  answer = () => json({ errors: [{ message: "Too many calls.", extensions: { code: "X" } }] });
  await find("SIMB0");
  expect(screen.getByRole("status").textContent).toBe("Too many calls.");
});

test("without a response the field stays, to try again", async () => {
  answer = () => {
    throw new TypeError("Failed to fetch");
  };
  await find("SIMB0");
  expect(screen.getByRole("status").textContent).toBe("Can't reach the server. Try again.");
  expect(screen.getByRole("searchbox")).toHaveProperty("value", "SIMB0");
});
