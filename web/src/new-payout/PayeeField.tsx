import { useCombobox } from "downshift";
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from "react";
import { BankLine } from "../payouts/BankAccountLabel";
import { differences, type PayeeAccount } from "../payouts/payee";
import { classes, TextField } from "../ui";
import { inNameOrder, payeesFound } from "./payeeSearch";

type Props<Account> = {
  accounts: Account[];
  chosen: Account | undefined;
  onChoose: (id: string) => void;
  error: ReactNode;
};

/**
 * A payee is found by typing and chosen by Enter or a click, never otherwise: leaving the field chooses nobody, and
 * typing after a choice takes it back. The list opens in place, since an overlay could be cut off by the dialog.
 */
export function PayeeField<Account extends PayeeAccount>(props: Props<Account>) {
  const { accounts, chosen, onChoose, error } = props;
  const id = useId();
  const [search, setSearch] = useState("");
  const ordered = useMemo(() => inNameOrder(accounts), [accounts]);
  const difference = useMemo(() => differences(accounts), [accounts]);
  const found = chosen ? ordered : payeesFound(ordered, search);

  const list = useCombobox<Account>({
    id,
    inputId: id,
    items: found,
    itemToString: (account) => account?.accountHolderName ?? "",
    itemToKey: (account) => account?.id,
    selectedItem: chosen ?? null,
    inputValue: chosen?.accountHolderName ?? search,
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
      label="To"
      aria-labelledby={undefined}
      placeholder="Name, bank, last four digits or IFSC"
      autoComplete="off"
      spellCheck={false}
      error={error}
      hint={chosen && <BankLine account={chosen} more={difference.get(chosen.id)} />}
      below={
        <>
          <div
            {...list.getMenuProps({ "aria-label": "Payees", "aria-labelledby": undefined })}
            className={classes(
              "max-h-72 overflow-y-auto overscroll-contain rounded-lg border border-edge p-1",
              (!list.isOpen || found.length === 0) && "hidden",
            )}
          >
            {list.isOpen &&
              found.map((account, index) => (
                <div
                  key={account.id}
                  {...list.getItemProps({ item: account, index })}
                  className={classes(
                    "rounded-md px-3 py-2 text-sm",
                    index === list.highlightedIndex && "bg-accent-quiet",
                  )}
                >
                  <span className="font-medium wrap-anywhere">{account.accountHolderName}</span>
                  <BankLine account={account} more={difference.get(account.id)} />
                </div>
              ))}
          </div>
          <p role="status" className="text-sm text-soft empty:hidden">
            {list.isOpen && !chosen && search.trim() && countText(found.length)}
          </p>
        </>
      }
    />
  );
}

function countText(count: number): string {
  if (count === 0) return "No matching payees.";
  return count === 1 ? "1 matching payee" : `${count} matching payees`;
}
