import { Refused, Unreachable } from "../api";
import { type Download, download } from "../api/download";
import { restJson } from "../api/restJson";
import { awaitExport, forgetExport, whileHere } from "./awaited";

export const EXPORTS_ADDRESS = "/api/v1/payouts/exports/";
const LOOK_EVERY_MS = 1000;
/** An outage of so many looks ends the wait: the file stays on the server for a day, and another visit tells of it. */
const MOST_MISSES = 60;

export type ExportProgress = { rows: number; rowsDone: number };

/** An export as the REST API tells it. */
export type Export = {
  id: string;
  kind: "payouts" | "statement";
  state: "waiting" | "writing" | "done" | "failed";
  name: string;
  rows: number;
  rows_done: number;
  parts: number;
  /** In bytes. */
  size: number;
  created_at: string;
  deleted_at: string;
};

/** Has the server write a file of any number of rows, and fetches it once it is written. Throws as `download`. */
export async function exportByJob(
  merchantId: string,
  parameters: Record<string, string>,
  onProgress: (progress: ExportProgress) => void,
  address = EXPORTS_ADDRESS,
): Promise<Download> {
  const asked = await restJson<Export>("POST", `${address}?${new URLSearchParams(parameters)}`);
  // If the page is closed meanwhile, the next visit tells.
  awaitExport(merchantId, asked.id);
  return whileHere(asked.id, async () => {
    const job = await ended(asked, onProgress);
    if (job.state === "failed") {
      forgetExport(merchantId, job.id);
      throw new Refused("We couldn't write the file. Try again.");
    }
    const file = await fileOf(job);
    forgetExport(merchantId, job.id);
    return file;
  });
}

async function ended(job: Export, onProgress: (progress: ExportProgress) => void) {
  for (let misses = 0; isRunning(job); ) {
    onProgress({ rows: job.rows, rowsDone: job.rows_done });
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    try {
      job = await restJson<Export>("GET", `${EXPORTS_ADDRESS}${job.id}/`);
      misses = 0;
    } catch (cause) {
      misses += 1;
      if (!(cause instanceof Unreachable) || misses > MOST_MISSES) throw cause;
    }
  }
  return job;
}

export function isRunning({ state }: Pick<Export, "state">): boolean {
  return state === "waiting" || state === "writing";
}

/** A finished export's file, put together from its parts. Throws as `download`. */
export async function fileOf({ id, name, parts }: Export): Promise<Download> {
  const pieces: Blob[] = [];
  for (let number = 0; number < parts; number++) {
    const { file } = await download(`${EXPORTS_ADDRESS}${id}/parts/`, { number: String(number) });
    pieces.push(file);
  }
  return { file: new Blob(pieces, { type: pieces[0]?.type ?? "" }), name };
}

/** What an export's rows are. */
export function rowsText({ kind }: Pick<Export, "kind">, count: number): string {
  const [one, many] = kind === "statement" ? ["entry", "entries"] : ["payout", "payouts"];
  return `${count.toLocaleString("en-IN")} ${count === 1 ? one : many}`;
}

/** `12,000 of 48,210 payouts written` */
export function progressText({ rows, rowsDone }: ExportProgress, what = "payouts"): string {
  const [done, all] = [rowsDone, Math.max(rows, rowsDone)].map((it) => it.toLocaleString("en-IN"));
  return `${done} of ${all} ${what} written`;
}

/** `640 kB`, `6.3 MB` */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
