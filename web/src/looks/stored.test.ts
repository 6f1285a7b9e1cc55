import { afterEach, expect, test } from "vitest";
import { applyLooks, readLooks, storedLooks, storeLooks } from "./stored";

const FIRST = { theme: "system", rail: "wide", shortcuts: "on" };

afterEach(() => localStorage.clear());

test.each([null, "", "{", "null", "[]", "7", '{"theme":"pink","rail":3}'])(
  "nothing kept, or nothing known, is the first choice: %s",
  (text) => expect(readLooks(text)).toEqual(FIRST),
);

test("what is kept is read again, whatever else is missing", () => {
  storeLooks({ theme: "dark", rail: "narrow", shortcuts: "off" });
  expect(storedLooks()).toEqual({ theme: "dark", rail: "narrow", shortcuts: "off" });
  expect(readLooks('{"rail":"narrow"}')).toEqual({ ...FIRST, rail: "narrow" });
});

test("the styles are told", () => {
  applyLooks({ theme: "dark", rail: "narrow", shortcuts: "on" });
  expect(document.documentElement.dataset).toMatchObject({ theme: "dark", rail: "narrow" });
});
