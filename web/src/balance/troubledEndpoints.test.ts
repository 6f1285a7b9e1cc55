import { expect, test } from "vitest";
import { hostOf, type TroubledEndpoint, troubledAmong } from "./troubledEndpoints";

const endpoint = (
  id: string,
  state: TroubledEndpoint["state"],
  failingSince: string | null = null,
): TroubledEndpoint => ({ id, url: `https://${id}.example/hooks`, state, failingSince });

test("an endpoint that fails or is disabled calls for somebody, the failing ones first", () => {
  const all = [
    endpoint("well", "ENABLED"),
    endpoint("off", "DISABLED", "2026-11-28T06:00:00Z"),
    endpoint("failing", "ENABLED", "2026-11-28T06:00:00Z"),
  ];
  expect(troubledAmong(all).map(({ id }) => id)).toEqual(["failing", "off"]);
});

test("it is named by its host", () => {
  expect(hostOf("https://shop.example:8443/hooks?x=1")).toBe("shop.example:8443");
  expect(hostOf("no address")).toBe("no address");
});
