import { type PointerEvent, useEffect, useRef, useState } from "react";
import { formatRupees, formatRupeesShort } from "../money";
import { dayText, longDayText } from "../time/india";
import { PeriodLegend } from "./PeriodLegend";
import { periodText } from "./periodText";
import { amountTicks, bandPath, namedIndexes } from "./scales";
import type { Period } from "./useHistory";

const TOP = 8;
const BALANCE = 220;
const GAP = 14;
const BAR = 36;
const MIDDLE = TOP + BALANCE + GAP + BAR;
const FOOT = MIDDLE + BAR;
const HEIGHT = FOOT + 24;
const LEFT = 60;
const RIGHT = 8;
/** A date's text and the space around it. */
const DATE_WIDTH = 110;

/**
 * The available balance: a line through each period's close, within the band of its lowest and highest. Below it bars of
 * what came in and went out. The pointer or the arrow keys choose the period whose amounts the legend shows.
 */
export function PeriodChart({ periods }: { periods: Period[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  // By its first day, not by its index, so that a new day does not move the choice.
  const [chosenDay, setChosenDay] = useState<string | null>(null);
  const last = periods.length - 1;
  const found = periods.findIndex(({ startsOn }) => startsOn === chosenDay);
  const chosen = found < 0 ? last : found;
  const period = periods[chosen];
  if (!period) return null;

  const step = (width - LEFT - RIGHT) / periods.length;
  const x = (index: number) => LEFT + index * step;
  const choose = (index: number) => {
    const within = Math.min(last, Math.max(0, Math.floor(index)));
    setChosenDay(periods[within]?.startsOn ?? null);
  };
  const follow = (event: PointerEvent) =>
    choose((event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT) / step);

  return (
    <>
      <PeriodLegend period={period} />
      <div
        ref={frame}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => setChosenDay(null)}
        className="relative mt-3 touch-pan-y rounded outline-offset-4 outline-accent focus-within:outline-2"
      >
        <svg aria-hidden="true" width={width} height={HEIGHT} className="block max-w-full text-xs">
          {chosenDay !== null && (
            <rect x={x(chosen)} y={TOP} width={step} height={FOOT - TOP} className="fill-hover" />
          )}
          <BalanceLines periods={periods} x={x} right={width - RIGHT} />
          <Bars periods={periods} x={x} step={step} />
          <DayAxis periods={periods} x={x} width={width} />
        </svg>
        <input
          type="range"
          min={0}
          max={last}
          value={chosen}
          onChange={(event) => choose(event.target.valueAsNumber)}
          aria-label="Balance over time"
          aria-valuetext={valueText(period)}
          className="pointer-events-none absolute inset-0 size-full opacity-0"
        />
      </div>
    </>
  );
}

function valueText(period: Period): string {
  const { closePaise, minPaise, maxPaise, inPaise, outPaise } = period;
  const between = `lowest ${formatRupees(minPaise)}, highest ${formatRupees(maxPaise)}`;
  const moved = `in ${formatRupees(inPaise)}, out ${formatRupees(outPaise)}`;
  return `${periodText(period)}: available ${formatRupees(closePaise)}, ${between}, ${moved}`;
}

type Drawn = { periods: Period[]; x: (index: number) => number };

function BalanceLines({ periods, x, right }: Drawn & { right: number }) {
  const most = Math.max(...periods.map(({ maxPaise }) => maxPaise));
  const ticks = amountTicks(most);
  const top = Math.max(most, ticks.at(-1) ?? 1);
  const y = (paise: number) => TOP + BALANCE - (paise / top) * BALANCE;
  const edges = [...periods.map((_, index) => x(index)), x(periods.length)];
  const band = bandPath(
    edges,
    periods.map(({ maxPaise }) => y(maxPaise)),
    periods.map(({ minPaise }) => y(minPaise)),
  );
  const closes = periods.map(({ closePaise }, index) => `L${edges[index + 1]} ${y(closePaise)}`);
  const line = `M${edges[0]} ${y(periods[0]?.openPaise ?? 0)}${closes.join("")}`;
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick} className="fill-soft stroke-line">
          <path d={`M${LEFT} ${y(tick)}H${right}`} />
          <text x={LEFT - 8} y={y(tick)} dy="0.32em" textAnchor="end" stroke="none">
            {formatRupeesShort(tick)}
          </text>
        </g>
      ))}
      <path d={band} className="fill-accent opacity-25" stroke="none" />
      <path d={line} className="fill-none stroke-accent" strokeWidth="2" strokeLinejoin="round" />
    </>
  );
}

function Bars({ periods, x, step }: Drawn & { step: number }) {
  const most = Math.max(1, ...periods.map(({ inPaise, outPaise }) => Math.max(inPaise, outPaise)));
  // What moved is seen even where it is little.
  const height = (paise: number) => (paise === 0 ? 0 : Math.max(1.5, (paise / most) * BAR));
  const width = Math.max(1, step * 0.7);
  return (
    <>
      <g className="fill-soft">
        <text x={LEFT - 8} y={MIDDLE - BAR / 2} dy="0.32em" textAnchor="end">
          In
        </text>
        <text x={LEFT - 8} y={MIDDLE + BAR / 2} dy="0.32em" textAnchor="end">
          Out
        </text>
      </g>
      {periods.map(({ startsOn, inPaise, outPaise }, index) => {
        const left = x(index) + (step - width) / 2;
        const up = height(inPaise);
        return (
          <g key={startsOn}>
            <rect x={left} y={MIDDLE - up} width={width} height={up} className="fill-ok" />
            <rect
              x={left}
              y={MIDDLE}
              width={width}
              height={height(outPaise)}
              className="fill-wait"
            />
          </g>
        );
      })}
      <path d={`M${LEFT} ${MIDDLE}H${x(periods.length)}`} className="stroke-line" />
    </>
  );
}

function DayAxis({ periods, x, width }: Drawn & { width: number }) {
  const last = periods.length - 1;
  const named = namedIndexes(periods.length, Math.max(2, Math.floor((width - LEFT) / DATE_WIDTH)));
  return named.map((index) => {
    const isEnd = index === 0 || index === last;
    const period = periods[index];
    const day = index === last ? period?.endsOn : period?.startsOn;
    const place = index === 0 ? x(0) : index === last ? x(last + 1) : x(index + 0.5);
    return (
      <text
        key={index}
        x={place}
        y={HEIGHT - 6}
        textAnchor={index === 0 ? "start" : index === last ? "end" : "middle"}
        className="fill-soft"
      >
        {day && (isEnd ? longDayText(day) : dayText(day))}
      </text>
    );
  });
}

function useWidth(frame: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
