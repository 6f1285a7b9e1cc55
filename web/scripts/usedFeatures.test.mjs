import { expect, test } from "vitest";
import { newerInScript, newerInStyle } from "./usedFeatures.mjs";

test.each([
  ["AbortSignal.any([])", ["AbortSignal.any"]],
  ["[].toSorted()", [".toSorted()"]],
  ["rows?.toReversed()", [".toReversed()"]],
  ["new DisposableStack()", ["DisposableStack"]],
  ["Promise.withResolvers()", ["Promise.withResolvers"]],
  ["Object.groupBy(rows, f)", ["Object.groupBy"]],
  ["[].at(-1); structuredClone({}); AbortSignal.timeout(1)", []],
  ["class DisposableStack {} new DisposableStack()", []],
])("of %s the oldest browsers lack %j", (code, lacking) => {
  expect(newerInScript(code)).toEqual(lacking);
});

test.each([
  ["a:has(b){color:red}", [":has"]],
  ["a{color:color-mix(in oklab,red,blue)}", ["color-mix("]],
  ["a:hover{text-align:left}@media print{a{margin:0}}", []],
])("of %s the oldest browsers lack %j", (code, lacking) => {
  expect(newerInStyle(code)).toEqual(lacking);
});
