import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import { Button } from "../ui";
import { isBlank, MOST_ROWS } from "./batchDraft";
import { GridRow } from "./GridRow";
import { stateOf } from "./rowState";
import type { Several } from "./useSeveral";

const PAGE = 50;
export const COLUMNS =
  "lg:grid-cols-[2rem_minmax(11rem,1.7fr)_minmax(7.5rem,1fr)_minmax(6.5rem,1fr)_minmax(6.5rem,1fr)_7.5rem_2.5rem]";

type Props = { of: Several; onPaste: (text: string) => boolean };

/** The rows, fifty to a page. Enter and the arrows lead from row to row; cells of a spreadsheet can be pasted anywhere. */
export function Grid({ of: several, onPaste }: Props) {
  const { rows } = several.draft;
  const body = useRef<HTMLUListElement>(null);
  const [page, setPage] = useState(0);
  const lastPage = Math.max(0, Math.ceil(rows.length / PAGE) - 1);
  const shown = Math.min(page, lastPage);
  const states = new Map(several.states.map((state) => [state.row.key, state]));

  const paste = (event: ClipboardEvent) => {
    if (onPaste(event.clipboardData.getData("text/plain"))) event.preventDefault();
  };
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const steps: Record<string, number> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]");
    // A list that is open takes these keys itself, and a select its arrows.
    const isOther = event.target instanceof HTMLInputElement === false;
    const isOpen = (event.target as HTMLElement).getAttribute("aria-expanded") === "true";
    const isPayee = (event.target as HTMLElement).getAttribute("role") === "combobox";
    const isChoosing =
      isPayee && isOpen && (event.target as HTMLElement).getAttribute("aria-activedescendant");
    // The list has taken the payee, and the amount is typed next.
    if (event.key === "Enter" && isChoosing) {
      const row = cell?.dataset.row;
      setTimeout(() => focus(body.current, row, "amount"));
      return;
    }
    if (!step || !cell || isOther || isOpen || event.defaultPrevented) return;
    if (isPayee && event.key !== "Enter") return;
    event.preventDefault();
    // After a payee comes the amount; after any other cell the one below it.
    if (isPayee) return focus(body.current, cell.dataset.row, "amount");
    const index = rows.findIndex(({ key }) => key === cell.dataset.row) + step;
    const last = rows.at(-1);
    const isAtEnd = index === rows.length && last !== undefined && !isBlank(last);
    if (isAtEnd && rows.length < MOST_ROWS) several.addRow();
    const next = rows[index];
    if (next) focus(body.current, next.key, event.key === "Enter" ? "payee" : cell.dataset.cell);
  };
  const remove = (key: string) => {
    const index = rows.findIndex((row) => row.key === key);
    const next = rows[index + 1] ?? rows[index - 1];
    several.removeRow(key);
    if (next) setTimeout(() => focus(body.current, next.key, "payee"));
  };
  return (
    <>
      <div
        aria-hidden="true"
        className={`hidden gap-2 border-b border-line px-5 py-2 text-xs font-medium text-soft lg:grid ${COLUMNS}`}
      >
        <span>#</span>
        <span>To</span>
        <span className="pr-3 text-right">Amount</span>
        <span>Reference</span>
        <span>Narration</span>
        <span>Purpose</span>
        <span />
      </div>
      {/* Keys and cells of a spreadsheet are for whichever cell has the focus. */}
      <ul
        ref={body}
        aria-label="Payouts to make"
        onPaste={paste}
        onKeyDown={move}
        className="divide-y divide-line"
      >
        {rows.slice(shown * PAGE, (shown + 1) * PAGE).map((row, index) => (
          <GridRow
            key={row.key}
            of={several}
            state={states.get(row.key) ?? { ...stateOf(row, undefined), faults: {} }}
            isBlank={!states.has(row.key)}
            number={shown * PAGE + index + 1}
            onRemove={() => remove(row.key)}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-5 py-3 text-sm">
        <Button isSmall onClick={several.addRow} aria-disabled={rows.length >= MOST_ROWS}>
          Add a row
        </Button>
        <span className="text-soft">
          Enter moves to the next cell. Paste rows from a spreadsheet into any cell.
        </span>
        {several.states.length > 0 && <ClearRows of={several} />}
        {lastPage > 0 && (
          <span className="ml-auto flex items-center gap-2">
            <Button
              isSmall
              aria-disabled={shown === 0}
              onClick={() => setPage(Math.max(0, shown - 1))}
            >
              Rows before
            </Button>
            <span className="tabular-nums">
              {shown * PAGE + 1}–{Math.min(rows.length, (shown + 1) * PAGE)} of {rows.length}
            </span>
            <Button
              isSmall
              aria-disabled={shown === lastPage}
              onClick={() => setPage(Math.min(lastPage, shown + 1))}
            >
              Rows after
            </Button>
          </span>
        )}
      </div>
    </>
  );
}

/** Asks by its own text before everything is gone. */
function ClearRows({ of: several }: { of: Several }) {
  const [isAsking, setIsAsking] = useState(false);
  const count = several.states.length;
  return (
    <Button
      kind="quiet"
      isSmall
      onBlur={() => setIsAsking(false)}
      onClick={() => {
        if (isAsking) several.clear();
        setIsAsking(!isAsking);
      }}
    >
      {isAsking ? `Clear ${count === 1 ? "this row" : `all ${count} rows`}?` : "Clear"}
    </Button>
  );
}

function focus(body: HTMLElement | null, row: string | undefined, cell: string | undefined) {
  const place = `[data-row="${row}"][data-cell="${cell}"]`;
  body?.querySelector<HTMLElement>(`${place} input, ${place} select`)?.focus();
}
