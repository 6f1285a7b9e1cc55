import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PageFault, Unreachable } from "../api";
import { fetchSession, sendCode, signIn, signOut } from "./session";

const fetch = vi.fn<typeof globalThis.fetch>();
const ASHA = { id: "7", name: "asha@kaveri.example" };
const response = (status: number, body: object, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const sent = () => fetch.mock.calls.map(([, init]) => init?.method);
const token = () => new Headers(fetch.mock.lastCall?.[1]?.headers).get("X-CSRFToken");

function giveToken(value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: this tests Django's cookie.
  document.cookie = value ? `csrftoken=${value}` : "csrftoken=; max-age=0";
}

beforeEach(() => {
  vi.stubGlobal("fetch", fetch);
  giveToken("t1");
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetch.mockReset();
  giveToken("");
});

test("a user signs in with the CSRF token", async () => {
  fetch.mockResolvedValue(response(200, { person: ASHA }));
  expect(await signIn("asha", "kites")).toEqual({ kind: "signed-in", user: ASHA });
  expect(JSON.parse(String(fetch.mock.lastCall?.[1]?.body))).toEqual({
    name: "asha",
    password: "kites",
  });
  expect(token()).toBe("t1");
});

test("a browser without the token fetches it first", async () => {
  giveToken("");
  fetch.mockImplementation(async (_, init) => {
    if (init?.method === "GET") giveToken("t2");
    return response(200, { person: ASHA });
  });
  await signIn("asha", "kites");
  expect(sent()).toEqual(["GET", "POST"]);
  expect(token()).toBe("t2");
});

test("a stale token is fetched again, once", async () => {
  fetch.mockImplementation(async () =>
    response(403, { error: "csrf_failed", message: "No token." }),
  );
  expect(await signIn("asha", "kites")).toMatchObject({ kind: "refused", message: "No token." });
  expect(sent()).toEqual(["POST", "GET", "POST"]);
});

test.each([
  ["sign_in_refused", "Wrong e-mail or password."],
  ["no_access", "You have no access."],
])("the refusal %s reads %j", async (error, message) => {
  fetch.mockResolvedValue(response(403, { error, message: "You have no access." }));
  expect(await signIn("asha", "kites")).toEqual({ kind: "refused", message, waitSeconds: null });
});

test.each([
  ["45", 45, "45 seconds"],
  ["60", 60, "1 minute"],
  ["61", 61, "2 minutes"],
  ["840", 840, "14 minutes"],
])("a sign-in throttled for %s s says how long to wait", async (retryAfter, waitSeconds, wait) => {
  const body = { error: "too_many_attempts", message: "Too many." };
  fetch.mockResolvedValue(response(429, body, { "Retry-After": retryAfter }));
  const message = `Too many attempts. Try again in ${wait}.`;
  expect(await signIn("asha", "kites")).toEqual({ kind: "refused", message, waitSeconds });
});

test.each([
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a gateway's page", async () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
  [
    "a database that is down",
    async () => response(503, { error: "unavailable", message: "Later." }),
  ],
])("%s counts as unanswered", async (_, respond) => {
  fetch.mockImplementation(respond);
  expect(await signIn("asha", "kites")).toEqual({ kind: "unanswered" });
  await expect(signOut()).rejects.toBeInstanceOf(Unreachable);
});

test("a server that lacks the key to check codes says so", async () => {
  const message = "Recovery codes work.";
  fetch.mockResolvedValue(response(503, { error: "codes_unavailable", message }));
  expect(await sendCode("123456")).toEqual({ kind: "refused", message, waitSeconds: null });
});

test("an error of the page itself is not blamed on the server", async () => {
  const complaint = vi.spyOn(console, "error").mockReturnValue();
  vi.stubGlobal("AbortController", undefined);
  expect(await signIn("asha", "kites")).toMatchObject({
    message: expect.stringContaining("went wrong in this page"),
  });
  await expect(signOut()).rejects.toBeInstanceOf(PageFault);
  expect(fetch).not.toHaveBeenCalled();
  complaint.mockRestore();
});

test("the signed-in user is known, nobody, or unknown", async () => {
  fetch.mockResolvedValueOnce(response(200, { person: ASHA }));
  expect(await fetchSession()).toEqual({ user: ASHA });
  fetch.mockResolvedValueOnce(response(200, { person: null }));
  expect(await fetchSession()).toEqual({ user: null });
  fetch.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  expect(await fetchSession()).toBeUndefined();
});

test("signing out succeeds when the server confirms it", async () => {
  fetch.mockResolvedValue(response(200, { person: null }));
  await signOut();
  expect(sent()).toEqual(["DELETE"]);
});
