import { Fragment } from "react";
import { toggleExactTimes, useExactTimes } from "../time/exactTimes";
import { dateText, exactText, momentText } from "../time/india";
import { useTextOfNow } from "../time/useTextOfNow";
import { Button } from "./Button";

type Props = {
  at: string;
  /** To the second, with the year; else only where the reader chose exact times. */
  isExact?: boolean;
  /** Outside of lists, where no heading above names the zone and no row tells the day: names both. */
  hasZone?: boolean;
};

/** A moment in India's time: in a list `14:05` today, `12 Nov, 14:05` this financial year, `31 Mar 2026` before. */
export function Time({ at, isExact = false, hasZone = false }: Props) {
  const isChosen = useExactTimes();
  const text = useTextOfNow((now) =>
    isExact || isChosen ? exactText(at) : hasZone ? momentText(at, now) : dateText(at, now),
  );
  const parts = `${text}${hasZone ? " IST" : ""}`.split(/(?<=,) /);
  return (
    <time dateTime={at} title={`${exactText(at)} IST`}>
      {parts.map((part, index) => (
        // May break after a comma only: a narrow column shows the day above the time.
        <Fragment key={part}>
          {index > 0 && " "}
          <span className="whitespace-nowrap">{part}</span>
        </Fragment>
      ))}
    </time>
  );
}

/** Switches all lists between short and exact times, for touch and keyboard as well as for a mouse. */
export function ExactTimes() {
  return (
    <Button
      isSmall
      kind="quiet"
      aria-pressed={useExactTimes()}
      onClick={toggleExactTimes}
      className="-mx-2.5 underline-offset-4 aria-pressed:bg-accent-quiet aria-pressed:underline"
    >
      Exact times
    </Button>
  );
}
