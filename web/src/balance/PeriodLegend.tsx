import type { ReactNode } from "react";
import { Money } from "../ui";
import { periodText } from "./periodText";
import type { Period } from "./useHistory";

/** Names what is drawn, and shows its amounts in the chosen period. */
export function PeriodLegend({ period }: { period: Period }) {
  return (
    <div className="grid gap-1 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <Series name="Available" sign={<path d="M0 6H20" className="stroke-accent" />}>
          <Money paise={period.closePaise} />
        </Series>
        <Series
          name="Lowest to highest"
          sign={<path d="M0 1H20V11H0Z" className="fill-accent opacity-25" stroke="none" />}
        >
          <Money paise={period.minPaise} /> – <Money paise={period.maxPaise} />
        </Series>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <Series name="In" sign={<path d="M6 12V2H14V12Z" className="fill-ok" stroke="none" />}>
          <Money paise={period.inPaise} />
        </Series>
        <Series name="Out" sign={<path d="M6 0V10H14V0Z" className="fill-wait" stroke="none" />}>
          <Money paise={period.outPaise} />
        </Series>
        <span className="text-soft sm:ml-auto">{periodText(period)}</span>
      </div>
    </div>
  );
}

function Series({ name, sign, children }: { name: string; sign: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <svg aria-hidden="true" viewBox="0 0 20 12" className="h-3 w-5" strokeWidth="2">
        {sign}
      </svg>
      <span className="text-soft">{name}</span>
      <span className="font-medium">{children}</span>
    </span>
  );
}
