import { expect, test } from "vitest";
import { ProofGate } from "./proofGate";

test("all that wait are told at once, and the gate is shut again", async () => {
  const gate = new ProofGate();
  const told: (string | null)[] = [];
  gate.subscribe(() => told.push(gate.asked()));
  const both = Promise.all([gate.ask("CODE"), gate.ask("CODE")]);
  expect(gate.asked()).toBe("CODE");
  gate.answer(true);
  expect(await both).toEqual([true, true]);
  expect(gate.asked()).toBeNull();
  expect(told).toEqual(["CODE", "CODE", null]);
});

test("who declines declines for what waits, and is asked again the next time", async () => {
  const gate = new ProofGate();
  const first = gate.ask("PASSWORD");
  gate.answer(false);
  expect(await first).toBe(false);
  const second = gate.ask("PASSWORD");
  expect(gate.asked()).toBe("PASSWORD");
  gate.answer(true);
  expect(await second).toBe(true);
});
