import { classes, Dialog, Skeleton } from "../ui";
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

/** A button with the chosen merchant's name that opens a list of merchants. */
export function MerchantSwitcher(props: Props) {
  const { chosen, merchants, totalCount, isOpen, onToggle, isOnlyOne = false } = props;
  if (!merchants) return <Skeleton className="h-5 w-48 max-w-full" />;
  if (merchants.length === 0) return <span className="font-semibold">Payouts</span>;
  if (isOnlyOne && chosen) {
    return (
      <span className={LABEL}>
        <Label merchant={chosen} />
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
        className={classes(LABEL, "hover:bg-hover pointer-coarse:min-h-11")}
      >
        <Label merchant={chosen} isButton />
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className="ml-auto size-4 shrink-0 fill-none stroke-soft md:hidden wide-rail:block print:hidden"
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

const LABEL = classes(
  "flex min-h-10 w-full max-w-full min-w-0 items-center gap-2.5 rounded-lg text-left",
  "max-md:-ml-1 max-md:w-[calc(100%+0.25rem)] max-md:max-w-none max-md:px-1 md:justify-center wide-rail:justify-start wide-rail:px-2 print:m-0 print:w-full print:p-0",
);

/** Whose money the page shows is read in full: a long name takes more lines. A narrow rail has room for a letter. */
function Label({ merchant, isButton = false }: { merchant: Merchant | null; isButton?: boolean }) {
  return (
    <>
      <span
        aria-hidden="true"
        className="grid size-8 shrink-0 place-items-center rounded-md bg-accent-quiet text-sm font-semibold text-accent print:hidden"
      >
        {[...(merchant?.name ?? "?")][0]?.toUpperCase()}
      </span>
      <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 py-1.5 md:sr-only wide-rail:not-sr-only print:not-sr-only">
        <span className="min-w-0 text-sm/5 font-semibold wrap-anywhere">
          {isButton && <span className="sr-only">Merchant: </span>}
          {merchant?.name ?? "Choose a merchant"}
        </span>
        {merchant && <SuspendedBadge merchant={merchant} />}
      </span>
    </>
  );
}
