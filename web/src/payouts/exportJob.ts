import { Refused, Unreachable } from "../api";
import { type Download, download } from "../api/download";
import { restJson } from "../api/restJson";

const ADDRESS = "/api/v1/payouts/exports/";
const LOOK_EVERY_MS = 1000;
/** An outage of so many looks ends the wait: the file stays on the server for a day, the page's hope does not. */
const MOST_MISSES = 60;

export type ExportProgress = { rows: number; rowsDone: number };

type Job = {
  id: string;
  state: "waiting" | "writing" | "done" | "failed";
  name: string;
  rows: number;
  rows_done: number;
  parts: number;
};

/** Has the server write a file of any number of payouts, and fetches it once it is written. Throws as `download`. */
export async function exportByJob(
  parameters: Record<string, string>,
  onProgress: (progress: ExportProgress) => void,
): Promise<Download> {
  let job = await restJson<Job>("POST", `${ADDRESS}?${new URLSearchParams(parameters)}`);
  for (let misses = 0; job.state === "waiting" || job.state === "writing"; ) {
    onProgress({ rows: job.rows, rowsDone: job.rows_done });
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    try {
      job = await restJson<Job>("GET", `${ADDRESS}${job.id}/`);
      misses = 0;
    } catch (cause) {
      misses += 1;
      if (!(cause instanceof Unreachable) || misses > MOST_MISSES) throw cause;
    }
  }
  if (job.state === "failed") throw new Refused("We couldn't write the file. Try again.");
  const parts: Blob[] = [];
  for (let number = 0; number < job.parts; number++) {
    const { file } = await download(`${ADDRESS}${job.id}/parts/`, {
      number: String(number),
    });
    parts.push(file);
  }
  return { file: new Blob(parts, { type: parts[0]?.type ?? "" }), name: job.name };
}

/** `12,000 of 48,210 payouts written` */
export function progressText({ rows, rowsDone }: ExportProgress): string {
  const [done, all] = [rowsDone, Math.max(rows, rowsDone)].map((it) => it.toLocaleString("en-IN"));
  return `${done} of ${all} payouts written`;
}
