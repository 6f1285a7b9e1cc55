import { useCombobox } from "downshift";
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import { BankLine } from "../payouts/BankAccountLabel";
import { differences, type PayeeAccount } from "../payouts/payee";
import { classes, TextField } from "../ui";
import { PayeeOptions } from "./PayeeOptions";
import { recentFirst } from "./payeeOrder";
import { payeesFound } from "./payeeSearch";

type Props<Account> = {
  accounts: Account[];
  chosen: Account | undefined;
  onChoose: (id: string) => void;
  error: ReactNode;
  /** Of a cell, whose heading stands above the column. */
  cellLabel?: string;
  /** The ids of those paid last, the last one first. */
  recent?: string[];
};

const NOBODY: string[] = [];

/**
 * A payee is found by typing and chosen by Enter or a click, never otherwise: leaving the field chooses nobody, and
 * typing after a choice takes it back. The list opens in place, where a phone's keyboard leaves room for it.
 */
export function PayeeField<Account extends PayeeAccount>(props: Props<Account>) {
  const { accounts, chosen, onChoose, error, cellLabel } = props;
  const id = useId();
  const [search, setSearch] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  // No option moves while somebody is about to press one.
  const recent = useHeld(props.recent ?? NOBODY, isOpen);
  const { ordered, recentCount } = useMemo(() => recentFirst(accounts, recent), [accounts, recent]);
  const difference = useMemo(() => differences(accounts), [accounts]);
  const isSearch = !chosen && search.trim() !== "";
  const found = isSearch ? payeesFound(ordered, search) : ordered;

  const list = useCombobox<Account>({
    id,
    inputId: id,
    items: found,
    itemToString: (account) => account?.accountHolderName ?? "",
    itemToKey: (account) => account?.id,
    selectedItem: chosen ?? null,
    inputValue: chosen?.accountHolderName ?? search,
    onIsOpenChange: (change) => setIsOpen(change.isOpen),
    onSelectedItemChange: ({ selectedItem }) => {
      if (!selectedItem) return;
      setSearch("");
      onChoose(selectedItem.id);
    },
    stateReducer: (state, { type, changes }) => {
      switch (type) {
        case useCombobox.stateChangeTypes.InputBlur:
          return { ...changes, selectedItem: state.selectedItem };
        case useCombobox.stateChangeTypes.InputChange:
          // Enter takes the first match of what was typed, and nothing if nothing was typed.
          return { ...changes, highlightedIndex: changes.inputValue?.trim() ? 0 : -1 };
        default:
          return changes;
      }
    },
  });

  const type = (text: string) => {
    setSearch(text);
    if (chosen) onChoose("");
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape") return;
    // Escape closes the list, then the dialog; Downshift's own would empty the field.
    Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
    if (!list.isOpen) return;
    event.preventDefault();
    list.closeMenu();
  };

  const input = list.getInputProps({
    onChange: (event) => type(event.currentTarget.value),
    onKeyDown: handleKey,
  });
  return (
    <TextField
      {...input}
      label={cellLabel ?? "To"}
      isLabelHidden={cellLabel !== undefined}
      aria-labelledby={undefined}
      placeholder="Name, bank or last four digits"
      className={cellLabel === undefined ? undefined : "text-sm"}
      autoComplete="off"
      spellCheck={false}
      error={error}
      hint={chosen && <BankLine account={chosen} more={difference.get(chosen.id)} />}
      below={
        <>
          <div
            {...list.getMenuProps({ "aria-label": "Beneficiaries", "aria-labelledby": undefined })}
            className={classes(
              "max-h-72 overflow-y-auto overscroll-contain rounded-lg border border-edge p-1",
              (!list.isOpen || found.length === 0) && "hidden",
            )}
          >
            {list.isOpen && (
              <PayeeOptions
                accounts={found}
                recentCount={isSearch ? 0 : recentCount}
                highlighted={list.highlightedIndex}
                difference={difference}
                propsOf={(item, index) => list.getItemProps({ item, index })}
              />
            )}
          </div>
          <p role="status" className="text-sm text-soft empty:hidden">
            {list.isOpen && isSearch && countText(found.length)}
          </p>
        </>
      }
    />
  );
}

/** The value, or the last one before it was held. */
function useHeld<Value>(value: Value, isHeld: boolean): Value {
  const last = useRef(value);
  if (!isHeld) last.current = value;
  return last.current;
}

function countText(count: number): string {
  if (count === 0) return "No matching beneficiaries.";
  return count === 1 ? "1 matching beneficiary" : `${count} matching beneficiaries`;
}
