import { afterEach, beforeEach, expect, test, vi } from "vitest";

const toSorted = Reflect.get(Array.prototype, "toSorted");

beforeEach(() => {
  vi.resetModules();
  document.body.innerHTML = '<div id="playground">Loading the playground…</div>';
});

afterEach(() => {
  Reflect.set(Array.prototype, "toSorted", toSorted);
});

const page = () => document.getElementById("playground")?.textContent;

test("a browser that lacks what GraphiQL calls is told which ones have it", async () => {
  Reflect.deleteProperty(Array.prototype, "toSorted");
  expect((await import("./oldBrowsers")).canRunGraphiQL).toBe(false);
  expect(page()).toContain("needs Chrome or Edge 110");
});

test("other browsers are told nothing", async () => {
  expect((await import("./oldBrowsers")).canRunGraphiQL).toBe(true);
  expect(page()).toBe("Loading the playground…");
});
