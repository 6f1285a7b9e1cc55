import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "../api";
import { currentLocation, go } from "../navigation/navigation";
import type { Viewer } from "../session/useViewer";
import { usePayoutOfLink } from "./usePayoutOfLink";

const OPERATOR: Viewer = {
  id: "o",
  kind: "PERSON",
  name: "O",
  scopes: ["READ"],
  merchantId: null,
  role: null,
};
const OF_M1: Viewer = { ...OPERATOR, merchantId: "m1" };
const PAYOUT = { id: "p1", merchant: { id: "m2" } };
const NOWHERE = { merchant: null, view: "payouts", payout: null, utr: null } as const;

const fetch = vi.fn<typeof globalThis.fetch>();
let data: object;

beforeEach(() => {
  vi.stubGlobal("fetch", fetch);
  fetch.mockImplementation(async () => new Response(JSON.stringify({ data })));
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
  fetch.mockReset();
});

function open(place: Parameters<typeof go>[0], viewer: Viewer | undefined) {
  act(() => go({ ...NOWHERE, ...place }));
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  return renderHook(() => usePayoutOfLink(viewer), { wrapper }).result;
}

test.each([
  ["an id", { payout: "p1", filters: { status: "FAILED" } }, { payoutByUtr: null, payout: PAYOUT }],
  [
    "a UTR",
    { utr: "SIMB/1", filters: { status: "FAILED" } },
    { payoutByUtr: PAYOUT, payout: null },
  ],
])("%s is replaced by the address of its payout", async (_, place, answer) => {
  data = answer;
  const result = open(place, OPERATOR);
  expect(result.current).toMatchObject({ isMissing: false });
  const steps = window.history.length;
  await waitFor(() => expect(result.current).toBeNull());
  expect(currentLocation()).toMatchObject({ merchant: "m2", view: "payouts", payout: "p1" });
  expect(window.location.href).toMatch(/\/m\/m2\/payouts\/p1\?status=FAILED$/);
  expect(window.history.length).toBe(steps);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test.each([
  ["an unknown id", { payout: "p1" }, OPERATOR, null],
  ["an unknown UTR", { utr: "SIMB1" }, OF_M1, null],
  ["another merchant's UTR", { merchant: "m1", utr: "SIMB1" }, OPERATOR, PAYOUT],
])("%s is missing, and its address stays", async (_, place, viewer, found) => {
  data = { payoutByUtr: found, payout: null };
  const result = open(place, viewer);
  const address = window.location.href;
  await waitFor(() => expect(result.current).toMatchObject({ isMissing: true, error: null }));
  expect(window.location.href).toBe(address);
});

test.each([
  ["whoever sees one merchant only", { payout: "p1" }, OF_M1],
  ["an address with a merchant", { merchant: "m1", payout: "p1" }, OPERATOR],
  ["a list", {}, OPERATOR],
])("for %s no payout is looked for", (_, place, viewer) => {
  expect(open(place, viewer).current).toBeNull();
  expect(fetch).not.toHaveBeenCalled();
});

test("nothing is looked for until the viewer is known", () => {
  expect(open({ payout: "p1" }, undefined).current).toMatchObject({ isMissing: false });
  expect(fetch).not.toHaveBeenCalled();
});
