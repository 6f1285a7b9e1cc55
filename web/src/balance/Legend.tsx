import type { ReactNode } from "react";
import { Money } from "../ui";

type Props = { moment: string; availablePaise: number; heldPaise: number };

/** Names both lines and shows their amounts at the chosen moment. */
export function Legend({ moment, availablePaise, heldPaise }: Props) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
      <Series name="Available" line={<path d="M0 4H20" className="stroke-accent" />}>
        <Money paise={availablePaise} />
      </Series>
      <Series
        name="On hold"
        line={<path d="M0 4H20" className="stroke-wait" strokeDasharray="5 3" />}
      >
        <Money paise={heldPaise} />
      </Series>
      <span className="text-soft sm:ml-auto">{moment}</span>
    </div>
  );
}

function Series({ name, line, children }: { name: string; line: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <svg aria-hidden="true" viewBox="0 0 20 8" className="h-2 w-5" strokeWidth="2">
        {line}
      </svg>
      <span className="text-soft">{name}</span>
      <span className="font-medium">{children}</span>
    </span>
  );
}
