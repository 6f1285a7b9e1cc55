import { expect, test } from "vitest";
import { pathOf } from "./QrCode";

test("each run of dark modules is one rectangle, within the quiet zone", () => {
  expect(pathOf(["1101", "0000", "0010"])).toBe("M4 4h2v1h-2zM7 4h1v1h-1zM6 6h1v1h-1z");
});

test("a code without dark modules draws nothing", () => {
  expect(pathOf(["00", "00"])).toBe("");
});
