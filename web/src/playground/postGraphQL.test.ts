import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { csrfToken } from "../api/csrfToken";
import { apiPath, postGraphQL } from "./postGraphQL";
import { findSampleMerchant } from "./sampleMerchant";

const answer = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", answer);
  answer.mockResolvedValue(new Response('{"data":{}}'));
});

afterEach(() => {
  vi.unstubAllGlobals();
  answer.mockReset();
  // biome-ignore lint/suspicious/noDocumentCookie: Django's cookie is what is tested.
  document.cookie = "csrftoken=; max-age=0";
});

const sentHeaders = () => new Headers(answer.mock.lastCall?.[1]?.headers);

test("a call is JSON, posted", async () => {
  expect(await postGraphQL({ query: "{ a }", variables: { b: 1 } })).toEqual({ data: {} });
  const sent = answer.mock.lastCall?.[1];
  expect(sent?.method).toBe("POST");
  expect(sent?.body).toBe('{"query":"{ a }","variables":{"b":1}}');
  expect(sentHeaders().get("content-type")).toBe("application/json");
  expect(sentHeaders().has("x-csrftoken")).toBe(false);
});

test("Django's CSRF cookie goes back as a header", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: Django's cookie is what is tested.
  document.cookie = "csrftoken=abc123";
  await postGraphQL({ query: "{ a }" });
  expect(sentHeaders().get("x-csrftoken")).toBe("abc123");
});

test("the reader's own headers are added", async () => {
  await postGraphQL({ query: "{ a }" }, { headers: { "x-merchant-id": "m1" } });
  expect(sentHeaders().get("x-merchant-id")).toBe("m1");
  expect(sentHeaders().get("content-type")).toBe("application/json");
});

test("an answer that is not JSON reads as an error", async () => {
  answer.mockResolvedValue(
    new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }),
  );
  expect(await postGraphQL({ query: "{ a }" })).toEqual({
    errors: [{ message: "Unexpected response: HTTP 502 Bad Gateway." }],
  });
});

test.each([
  ["the network fails", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a key is asked for", async () => new Response('{"data":null,"errors":[{"message":"A key"}]}')],
  ["something else answers", async () => new Response("<html>")],
])("no sample merchant when %s", async (_, response) => {
  answer.mockImplementation(response);
  expect(await findSampleMerchant()).toBeNull();
});

test("the cookie is found among others", () => {
  expect(csrfToken("a=1; csrftoken=t; xcsrftoken=no")).toBe("t");
  expect(csrfToken("xcsrftoken=no")).toBeUndefined();
});

test("the page calls the address that served it", () => {
  expect(apiPath("/graphql/")).toBe("/graphql/");
  expect(apiPath("/static/playground.html")).toBe("/graphql/");
});
