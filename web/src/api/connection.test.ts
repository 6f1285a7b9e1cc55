import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pollDelay, probeDelay } from "./backOff";
import { Connection } from "./connection";

test("probes wait 1, 2, 4, 8, 16 and then 30 seconds", () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 50].map((failures) => probeDelay(failures) / 1000);
  expect(seconds).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
});

test("polling stops while the server is down and slows while it refuses", () => {
  expect(pollDelay(false, false)).toBe(3000);
  expect(pollDelay(false, true)).toBe(30_000);
  expect(pollDelay(true, false)).toBe(false);
});

describe("an outage", () => {
  const probe = vi.fn<() => Promise<unknown>>();
  const onReturn = vi.fn();
  let connection: Connection;

  beforeEach(() => {
    vi.useFakeTimers();
    connection = new Connection();
    connection.start(probe, onReturn);
    probe.mockRejectedValue(new Error("down"));
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    probe.mockReset();
    onReturn.mockReset();
  });

  test("counts once when several queries fail", () => {
    connection.markUnreachable();
    connection.markUnreachable();
    expect(connection.outage()?.failures).toBe(1);
  });

  test("is probed with a growing delay", async () => {
    connection.markUnreachable();
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000);
    expect(probe).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(7000);
    expect(probe).toHaveBeenCalledTimes(3);
    expect(connection.outage()?.failures).toBe(4);
  });

  test("ends with the first response, and everything is refetched once", async () => {
    connection.markUnreachable();
    probe.mockImplementation(async () => connection.markReached());
    await vi.advanceTimersByTimeAsync(1000);
    expect(connection.outage()).toBeNull();
    expect(onReturn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(probe).toHaveBeenCalledTimes(1);
  });

  test("that returns at once keeps its longer delay", async () => {
    connection.markUnreachable();
    await vi.advanceTimersByTimeAsync(1000);
    connection.markReached();
    connection.markUnreachable();
    expect(connection.outage()?.failures).toBe(3);
    connection.markReached();
    await vi.advanceTimersByTimeAsync(20_000);
    connection.markUnreachable();
    expect(connection.outage()?.failures).toBe(1);
  });

  test("is not probed from a hidden tab, and is at once when the tab is shown", async () => {
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    connection.markUnreachable();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(probe).not.toHaveBeenCalled();
    visibility.mockReturnValue("visible");
    await connection.tryNow();
    expect(probe).toHaveBeenCalledTimes(1);
  });
});
