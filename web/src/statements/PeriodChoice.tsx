import { type FormEvent, useState } from "react";
import { FilterBar } from "../layout/FilterLink";
import { Link } from "../navigation/Link";
import { go, useLocation } from "../navigation/navigation";
import { Button, classes, TextField } from "../ui";
import { faultOf, monthName, monthsOf, type Period, yearName, yearsOffered } from "./period";

type Props = { period: Period; now: number };

/** A financial year, then one of its months, or any other days. */
export function PeriodChoice({ period, now }: Props) {
  const { year, month, isOther } = period;
  const [isOpen, setIsOpen] = useState(isOther);
  return (
    <div className="divide-y divide-line print:hidden">
      <FilterBar label="Financial year">
        {yearsOffered(year, now).map((it) => (
          <Choice key={it} to={{ fy: yearName(it) }} isChosen={!isOther && it === year}>
            {yearName(it)}
          </Choice>
        ))}
        <Button
          kind="quiet"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="min-h-9 whitespace-nowrap pointer-coarse:min-h-11"
        >
          Other days
        </Button>
      </FilterBar>
      {!isOther && (
        <FilterBar label="Month">
          <Choice to={{ fy: yearName(year) }} isChosen={month === null}>
            Whole year
          </Choice>
          {monthsOf(year, now).map((it) => (
            <Choice key={it} to={{ fy: yearName(year), month: it }} isChosen={it === month}>
              {monthName(it)}
            </Choice>
          ))}
        </FilterBar>
      )}
      {isOpen && <OtherDays {...{ period, now }} />}
    </div>
  );
}

type ChoiceProps = { to: Record<string, string>; isChosen: boolean; children: string };

function Choice({ to, isChosen, children }: ChoiceProps) {
  const { filters } = useLocation();
  const { holds = "" } = filters;
  return (
    <Link
      to={{ filters: { ...to, holds } }}
      aria-current={isChosen ? "true" : undefined}
      className={classes(
        "inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap pointer-coarse:min-h-11",
        isChosen
          ? "bg-accent-quiet text-accent underline decoration-2 underline-offset-8 forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none"
          : "text-soft hover:bg-hover hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}

function OtherDays({ period: { span }, now }: Props) {
  const { filters } = useLocation();
  const [from, setFrom] = useState(span.from);
  const [to, setTo] = useState(span.to);
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultOf(from, to, now);
    setFault(found);
    if (!found) go({ filters: { holds: filters.holds ?? "", from, to } });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-start gap-4 px-5 py-4">
      <div className="w-full sm:w-48">
        <TextField
          label="First day"
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
      </div>
      <div className="w-full sm:w-48">
        <TextField
          label="Last day"
          type="date"
          value={to}
          error={fault}
          onChange={({ target }) => setTo(target.value)}
        />
      </div>
      <Button type="submit" className="min-h-11 sm:mt-6.5">
        Show
      </Button>
    </form>
  );
}
