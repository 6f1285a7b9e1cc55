import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pollDelay, probeDelay } from "./backOff";
import { Connection } from "./connection";

test("probes come after 1, 2, 4, 8, 16 and then every 30 seconds", () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 50].map((failures) => probeDelay(failures) / 1000);
  expect(seconds).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
});

test("polling rests while the server is away, and is rare while it refuses", () => {
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
    probe.mockRejectedValue(new Error("away"));
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    probe.mockReset();
    onReturn.mockReset();
  });

  test("is one, however many queries fail in it", () => {
    connection.markUnreachable();
    connection.markUnreachable();
    expect(connection.outage()?.failures).toBe(1);
  });

  test("is watched by one probe that backs off", async () => {
    connection.markUnreachable();
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000);
    expect(probe).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(7000);
    expect(probe).toHaveBeenCalledTimes(3);
    expect(connection.outage()?.failures).toBe(4);
  });

  test("ends with the first answer, and everything is asked anew once", async () => {
    connection.markUnreachable();
    probe.mockImplementation(async () => connection.markReached());
    await vi.advanceTimersByTimeAsync(1000);
    expect(connection.outage()).toBeNull();
    expect(onReturn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(probe).toHaveBeenCalledTimes(1);
  });

  test("that comes back at once waits longer than the first time", async () => {
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

  test("asks nothing from a hidden tab, and at once when it is shown", async () => {
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    connection.markUnreachable();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(probe).not.toHaveBeenCalled();
    visibility.mockReturnValue("visible");
    await connection.tryNow();
    expect(probe).toHaveBeenCalledTimes(1);
  });
});
