import { useState } from "react";
import { newIdempotencyKey, Refused, Unreachable } from "../api";
import { upload } from "../api/upload";
import { MOST_ROWS } from "./batchDraft";
import { isCells, withHeaders } from "./pastedCells";
import { rowsOf, type Sheet } from "./sheet";
import type { Several } from "./useSeveral";

const ADDRESS = "/api/v1/payout_sheets/";
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const TOO_MANY = `A batch holds ${MOST_ROWS.toLocaleString("en-IN")} rows. None was added.`;

export type SheetReader = ReturnType<typeof useSheet>;

/** Files and pasted cells, which the server reads into rows. Nothing of them is stored there. */
export function useSheet({ merchantId, addRows }: Several) {
  const [isReading, setIsReading] = useState(false);
  const [error, setError] = useState("");
  const [told, setTold] = useState("");

  const read = async (body: Blob, type: string) => {
    setIsReading(true);
    setError("");
    setTold("");
    try {
      const headers = { "Content-Type": type, "X-Merchant-Id": merchantId };
      const sheet = await upload<Sheet>(ADDRESS, body, headers);
      if (addRows(rowsOf(sheet, newIdempotencyKey))) setTold(toldOf(sheet));
      else setError(TOO_MANY);
    } catch (cause) {
      setError(
        cause instanceof Unreachable
          ? "Can't reach the server. Nothing was read."
          : reasonOf(cause),
      );
    } finally {
      setIsReading(false);
    }
  };
  return {
    ...{ isReading, error, told },
    file: (file: File) => {
      const isWorkbook = /\.xlsx$/i.test(file.name);
      void read(file, isWorkbook ? WORKBOOK : "text/csv");
    },
    /** True if the text is cells of several rows, which are then read. */
    paste: (text: string): boolean => {
      if (!isCells(text)) return false;
      void read(new Blob([withHeaders(text)]), "text/tab-separated-values");
      return true;
    },
    tell: setTold,
    fail: setError,
  };
}

function toldOf({ rows, left_out }: Sheet): string {
  const read = `${rows.length} ${rows.length === 1 ? "row" : "rows"} read.`;
  return left_out.length > 0 ? `${read} Columns left out: ${left_out.join(", ")}.` : read;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Refused ? cause.message : "The file could not be read.";
}
