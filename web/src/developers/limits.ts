type Limits = { readLimit?: string | null; writeLimit?: string | null };

/** `1,200 reads and 300 writes per minute, for each key`, from the engine's `1200/minute`. */
export function limitsText({ readLimit, writeLimit }: Limits): string {
  const reads = limitOf(readLimit, "reads");
  const writes = limitOf(writeLimit, "writes");
  if (!reads || !writes) {
    const one = reads ?? writes;
    if (!one) return "None on this engine.";
    return `${one.count} per ${one.period}, for each key; ${reads ? "writes" : "reads"} without limit.`;
  }
  const isSame = reads.period === writes.period;
  const first = isSame ? reads.count : `${reads.count} per ${reads.period}`;
  return `${first} and ${writes.count} per ${writes.period}, for each key.`;
}

function limitOf(limit: string | null | undefined, what: string) {
  const [calls, period] = limit?.split("/") ?? [];
  if (!calls || !period) return null;
  return { count: `${Number(calls).toLocaleString("en-IN")} ${what}`, period };
}

/** `24 hours`; to the minute or second only if it needs them. */
export function durationText(seconds: number): string {
  const units = [
    [3600, "hour"],
    [60, "minute"],
  ] as const;
  const [size, unit] = units.find(([it]) => seconds >= it && seconds % it === 0) ?? [1, "second"];
  const count = seconds / size;
  return `${count.toLocaleString("en-IN")} ${unit}${count === 1 ? "" : "s"}`;
}
