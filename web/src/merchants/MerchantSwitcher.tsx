import { Dialog, Skeleton } from "../ui";
import { MerchantPicker } from "./MerchantPicker";
import { SuspendedBadge } from "./SuspendedBadge";
import type { Merchant } from "./useMerchants";

type Props = {
  chosen: Merchant | null;
  /** undefined until loaded. */
  merchants: Merchant[] | undefined;
  /** The number of all merchants, loaded or not. */
  totalCount: number | undefined;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  /** The user has access to this merchant only. */
  isOnlyOne?: boolean;
};

/** Whose money the page shows is read in full: a long name takes more lines. */
const NAME_AND_STATE = "flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 py-2";
const NAME = "min-w-0 leading-tight font-semibold wrap-anywhere";

/** A button with the chosen merchant's name that opens a list of merchants. */
export function MerchantSwitcher(props: Props) {
  const { chosen, merchants, totalCount, isOpen, onToggle, isOnlyOne = false } = props;
  if (!merchants) return <Skeleton className="h-5 w-48" />;
  if (merchants.length === 0) return <span className="font-semibold">Payouts</span>;
  if (isOnlyOne && chosen) {
    return (
      <span className={NAME_AND_STATE}>
        <span className={NAME}>{chosen.name}</span>
        <SuspendedBadge merchant={chosen} />
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => onToggle(true)}
        className="-ml-2 flex min-h-10 max-w-full pointer-coarse:min-h-11 min-w-0 items-center gap-2.5 rounded-lg px-2 text-left hover:bg-hover"
      >
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-md bg-accent-quiet text-sm font-semibold text-accent"
        >
          {[...(chosen?.name ?? "?")][0]?.toUpperCase()}
        </span>
        <span className={NAME_AND_STATE}>
          <span className={NAME}>
            <span className="sr-only">Merchant: </span>
            {chosen?.name ?? "Choose a merchant"}
          </span>
          {chosen && <SuspendedBadge merchant={chosen} />}
        </span>
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className="size-4 shrink-0 fill-none stroke-soft"
        >
          <path d="M5 6.5L8 3.5l3 3M5 9.5l3 3 3-3" strokeWidth="1.25" />
        </svg>
      </button>
      {isOpen && (
        <Dialog
          title="Choose a merchant"
          place="menu"
          isTitleHidden
          onClose={() => onToggle(false)}
          onBack="close"
        >
          <MerchantPicker
            merchants={merchants}
            totalCount={totalCount ?? merchants.length}
            chosenId={chosen?.id}
            onDone={() => onToggle(false)}
          />
        </Dialog>
      )}
    </>
  );
}
