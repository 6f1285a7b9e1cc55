import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { go } from "../navigation/navigation";
import { matching } from "../search/matching";
import { classes, Money } from "../ui";
import { SuspendedBadge } from "./SuspendedBadge";
import type { Merchant } from "./useMerchants";

type Props = {
  merchants: Merchant[];
  totalCount: number;
  chosenId: string | undefined;
  onDone: () => void;
};

/** A search field with a list below it: the ARIA combobox pattern, where the focus stays in the field. */
export function MerchantPicker({ merchants, totalCount, chosenId, onDone }: Props) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState("");
  const [activeId, setActiveId] = useState(chosenId);
  const found = matching(merchants, search, ({ name, email }) => `${name} ${email}`);
  const active = found.find((merchant) => merchant.id === activeId) ?? found[0];

  useEffect(() => {
    if (active)
      list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const choose = (merchant: Merchant) => {
    go({ merchant: merchant.id });
    onDone();
  };

  const handleKey = (event: KeyboardEvent) => {
    const at = active ? found.indexOf(active) : -1;
    const steps: Record<string, number> = {
      ArrowDown: Math.min(at + 1, found.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      PageDown: Math.min(at + 8, found.length - 1),
      PageUp: Math.max(at - 8, 0),
    };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setActiveId(found[next]?.id);
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      choose(active);
    }
  };

  return (
    <div>
      <div className="sticky top-0 border-b border-line bg-raised p-2">
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active && `${id}-${active.id}`}
          aria-label="Search merchants"
          placeholder="Search by name or e-mail"
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: opening the list is asking to search it.
          autoFocus
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={handleKey}
          className="min-h-10 w-full rounded-lg bg-transparent px-3 placeholder:text-soft"
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Merchants" className="p-2">
        {found.map((merchant) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys are the search field's.
          <div
            key={merchant.id}
            id={`${id}-${merchant.id}`}
            role="option"
            aria-selected={merchant === active}
            aria-current={merchant.id === chosenId}
            onClick={() => choose(merchant)}
            className={classes(
              "grid gap-0.5 rounded-lg px-3 py-2 text-sm",
              merchant === active ? "bg-accent-quiet" : "hover:bg-hover",
            )}
          >
            <span className="font-medium wrap-anywhere">
              {merchant.name}
              {merchant.id === chosenId && <span className="text-accent"> ✓</span>}{" "}
              <SuspendedBadge merchant={merchant} />
            </span>
            <span className="flex flex-wrap justify-between gap-x-3 text-soft">
              <span className="truncate">{merchant.email}</span>
              <Money paise={merchant.balance.availablePaise} />
            </span>
          </div>
        ))}
      </div>
      <p role="status" className="px-5 pb-4 text-sm text-soft empty:hidden">
        {found.length === 0 && "No matching merchants."}
        {merchants.length < totalCount &&
          ` Searched ${merchants.length} of ${totalCount} merchants.`}
      </p>
    </div>
  );
}
