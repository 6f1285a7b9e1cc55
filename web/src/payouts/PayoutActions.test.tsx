import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "../api";
import { PayoutActions } from "./PayoutActions";
import { makerText } from "./PayoutFacts";

let scopes = ["READ", "PAYOUTS"];
beforeEach(() => {
  scopes = ["READ", "PAYOUTS"];
  vi.stubGlobal("fetch", async () => {
    const viewer = { kind: "OPEN", name: "", scopes, merchantId: null };
    return new Response(JSON.stringify({ data: { viewer } }), { status: 200 });
  });
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

const show = (
  status: "PENDING" | "PROCESSING" | "COMPLETED" | "FAILED",
  safeToRetry = status === "FAILED",
  cancellation: object | null = null,
) =>
  render(
    <QueryClientProvider client={queryClient}>
      <PayoutActions
        payout={{
          ...{ id: "p", status, safeToRetry, amountPaise: 4_875_000, reference: "INV-201" },
          ...{ bankAccount: { id: "a" }, cancellation },
        }}
      />
      <p>{status}</p>
    </QueryClientProvider>,
  );
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

test("a paid payout is repeated with what it said of itself", async () => {
  show("COMPLETED");
  const link = await screen.findByRole("link", { name: "Repeat" });
  expect(link.getAttribute("href")).toBe("/payouts/new?amount=48750.00&beneficiary=a&ref=INV-201");
  expect(screen.queryByRole("link", { name: /Correct/ })).toBeNull();
});

test("a failed payout is made up for without its payee", async () => {
  show("FAILED");
  const link = await screen.findByRole("link", { name: "Correct account and pay again" });
  expect(link.getAttribute("href")).toBe("/payouts/new?amount=48750.00&instead=p&ref=INV-201");
});

test("a failed payout is paid again by one that names it", async () => {
  show("FAILED");
  const link = await screen.findByRole("link", { name: "Pay again" });
  expect(link.getAttribute("href")).toBe(
    "/payouts/new?amount=48750.00&beneficiary=a&ref=INV-201&retry=p",
  );
});

test("what was paid again is not offered again", async () => {
  show("FAILED", false);
  await settled();
  expect(screen.queryByRole("link")).toBeNull();
});

test.each(["PENDING", "PROCESSING"] as const)(
  "a payout that is %s is cancelled, and not repeated",
  async (status) => {
    show(status);
    expect(await screen.findByRole("button", { name: "Cancel payout" })).toBeTruthy();
    expect(screen.queryByRole("link")).toBeNull();
  },
);

test("what is to be cancelled is not offered again", async () => {
  show("PENDING", false, {});
  await settled();
  expect(screen.queryByRole("button")).toBeNull();
});

test("who may not pay is offered nothing", async () => {
  scopes = ["READ"];
  show("COMPLETED");
  await settled();
  expect(screen.queryByRole("link")).toBeNull();
});

test("a maker is told by name only to whom the server names it", () => {
  expect(makerText({ kind: "KEY", name: "Payroll" })).toBe("API key Payroll");
  expect(makerText({ kind: "PERSON", name: null })).toBe("Your operator");
});
