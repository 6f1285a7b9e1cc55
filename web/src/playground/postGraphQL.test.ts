import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { csrfToken } from "../api/csrfToken";
import { apiPath, postGraphQL } from "./postGraphQL";
import { findSampleMerchant } from "./sampleMerchant";

const fetchMock = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", fetchMock);
  fetchMock.mockResolvedValue(new Response('{"data":{}}'));
});

afterEach(() => {
  vi.unstubAllGlobals();
  fetchMock.mockReset();
  // biome-ignore lint/suspicious/noDocumentCookie: Django's cookie is what is tested.
  document.cookie = "csrftoken=; max-age=0";
});

const sentHeaders = () => new Headers(fetchMock.mock.lastCall?.[1]?.headers);

test("a request is posted as JSON", async () => {
  expect(await postGraphQL({ query: "{ a }", variables: { b: 1 } })).toEqual({ data: {} });
  const sent = fetchMock.mock.lastCall?.[1];
  expect(sent?.method).toBe("POST");
  expect(sent?.body).toBe('{"query":"{ a }","variables":{"b":1}}');
  expect(sentHeaders().get("content-type")).toBe("application/json");
  expect(sentHeaders().has("x-csrftoken")).toBe(false);
});

test("Django's CSRF cookie is sent back as a header", async () => {
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

test("a response that is not JSON becomes an error", async () => {
  fetchMock.mockResolvedValue(
    new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }),
  );
  expect(await postGraphQL({ query: "{ a }" })).toEqual({
    errors: [{ message: "Unexpected response: HTTP 502 Bad Gateway." }],
  });
});

test.each([
  ["the network fails", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a key is required", async () => new Response('{"data":null,"errors":[{"message":"A key"}]}')],
  ["another server responds", async () => new Response("<html>")],
])("no sample merchant when %s", async (_, response) => {
  fetchMock.mockImplementation(response);
  expect(await findSampleMerchant()).toBeNull();
});

test("the CSRF cookie is found among others", () => {
  expect(csrfToken("a=1; csrftoken=t; xcsrftoken=no")).toBe("t");
  expect(csrfToken("xcsrftoken=no")).toBeUndefined();
  expect(csrfToken("csrftoken=planted; __Host-csrftoken=t")).toBe("t");
  expect(csrfToken("csrftoken=t; __Host-csrftoken=")).toBe("t");
});

test("the page calls the address that served it", () => {
  expect(apiPath("/graphql/")).toBe("/graphql/");
  expect(apiPath("/static/playground.html")).toBe("/graphql/");
});

test("a key calls as itself, without the session", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: Django's cookie is what is tested.
  document.cookie = "csrftoken=abc123";
  await postGraphQL({ query: "{ a }" }, { apiKey: "payout_k" });
  expect(sentHeaders().get("authorization")).toBe("Bearer payout_k");
  expect(sentHeaders().has("x-csrftoken")).toBe(false);
  expect(fetchMock.mock.lastCall?.[1]?.credentials).toBe("omit");
});
