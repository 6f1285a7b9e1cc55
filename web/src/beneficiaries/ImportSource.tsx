import { type FormEvent, useId, useState } from "react";
import { FormError } from "../forms/FormError";
import { Button } from "../ui";
import { saveFile } from "../ui/saveFile";
import { MOST_ROWS, textOf } from "./readRows";

const TEMPLATE = "name,account number,IFSC,type,nickname,group\r\n";
const MOST_BYTES = 2_000_000;

type Props = {
  error: string;
  onText: (text: string) => Promise<void>;
  onError: (error: string) => void;
};

/** A file, or cells that were copied in a spreadsheet. */
export function ImportSource({ error, onText, onError }: Props) {
  const id = useId();
  const [pasted, setPasted] = useState("");
  const choose = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) return onError("The file is larger than 2 MB.");
    const read = await textOf(file);
    if ("reason" in read) onError(read.reason);
    else await onText(read.text);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (pasted.trim()) void onText(pasted);
    else onError("Choose a file, or paste some rows.");
  };
  return (
    <form onSubmit={send} className="grid max-w-prose gap-4">
      <p className="text-sm text-pretty text-soft">
        The first line names the columns: name, account number, IFSC, and if you like type, nickname
        and group. Templates of RazorpayX and of banks work too. Up to {MOST_ROWS} rows. Nothing is
        added before you've seen each row's result.
      </p>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-file`} className="text-sm font-medium">
          CSV file
        </label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={({ target }) => {
            void choose(target.files?.[0]);
            // The same file may be chosen again after it was mended.
            target.value = "";
          }}
          className="min-h-11 w-full min-w-0 text-sm file:mr-3 file:min-h-10 file:rounded-lg file:border file:border-line file:bg-surface file:px-4 file:font-medium file:text-ink"
        />
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-text`} className="text-sm font-medium">
          Or paste the rows
        </label>
        <textarea
          id={`${id}-text`}
          rows={6}
          autoComplete="off"
          spellCheck={false}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          className="w-full rounded-lg border border-edge bg-surface px-3 py-2 font-mono text-sm text-ink"
        />
      </div>
      <FormError error={error} />
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          kind="quiet"
          onClick={() => saveFile(new Blob([TEMPLATE], { type: "text/csv" }), "beneficiaries.csv")}
        >
          Download a template
        </Button>
        <Button kind="primary" type="submit">
          Check rows
        </Button>
      </div>
    </form>
  );
}
