import { type PointerEvent, useEffect, useRef, useState } from "react";
import { formatRupees, formatRupeesShort } from "../money";
import { exactText } from "../time/india";
import { Legend } from "./Legend";
import { amountTicks, type Point, pointAt, stepPath, timeFormat, timeTicks } from "./scales";

const HEIGHT = 220;
const TOP = 8;
const BOTTOM = 24;
const LEFT = 60;
const RIGHT = 8;

/** Two step lines over time. The pointer or the arrow keys choose the moment whose amounts the legend shows. */
export function StepChart({ points }: { points: Point[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [chosenAt, setChosenAt] = useState<number | null>(null);

  const last = points.length - 1;
  const [from, to] = [points[0]?.at ?? 0, points[last]?.at ?? 1];
  const most = Math.max(...points.map((it) => Math.max(it.availablePaise, it.heldPaise)));
  const ticks = amountTicks(most);
  const top = Math.max(most, ticks.at(-1) ?? 1);
  const x = (at: number) => LEFT + ((at - from) / (to - from)) * (width - LEFT - RIGHT);
  const y = (paise: number) => HEIGHT - BOTTOM - (paise / top) * (HEIGHT - TOP - BOTTOM);

  // Chosen by time, not by index, so that a new point does not move the choice.
  const chosen = chosenAt === null ? last : pointAt(points, chosenAt);
  const point = points[chosen];
  if (!point) return null;
  const moment = chosen === last ? "Now" : `${exactText(point.at)} IST`;

  const xs = points.map((it) => x(it.at));
  const available = stepPath(
    xs,
    points.map((it) => y(it.availablePaise)),
  );
  const held = stepPath(
    xs,
    points.map((it) => y(it.heldPaise)),
  );

  const follow = (event: PointerEvent) => {
    const offset = event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT;
    setChosenAt(from + (offset / (width - LEFT - RIGHT)) * (to - from));
  };

  return (
    <>
      <Legend moment={moment} availablePaise={point.availablePaise} heldPaise={point.heldPaise} />
      <div
        ref={frame}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => setChosenAt(null)}
        className="relative mt-3 touch-pan-y rounded outline-offset-4 outline-accent focus-within:outline-2"
      >
        <svg aria-hidden="true" width={width} height={HEIGHT} className="block max-w-full text-xs">
          {ticks.map((tick) => (
            <g key={tick} className="fill-soft stroke-line">
              <path d={`M${LEFT} ${y(tick)}H${width - RIGHT}`} />
              <text x={LEFT - 8} y={y(tick)} dy="0.32em" textAnchor="end" stroke="none">
                {formatRupeesShort(tick)}
              </text>
            </g>
          ))}
          <TimeAxis from={from} to={to} x={x} width={width} />
          <path
            d={`${available}V${y(0)}H${x(from)}Z`}
            className="fill-accent opacity-8"
            stroke="none"
          />
          <path d={available} className="fill-none stroke-accent" strokeWidth="2" />
          <path d={held} className="fill-none stroke-wait" strokeWidth="2" strokeDasharray="5 3" />
          {chosen !== last && (
            <path d={`M${x(point.at)} ${TOP}V${HEIGHT - BOTTOM}`} className="stroke-edge" />
          )}
          <circle cx={x(point.at)} cy={y(point.availablePaise)} r="4" className="fill-accent" />
          <circle cx={x(point.at)} cy={y(point.heldPaise)} r="4" className="fill-wait" />
        </svg>
        <input
          type="range"
          min={0}
          max={last}
          value={chosen}
          onChange={(event) => setChosenAt(points[event.target.valueAsNumber]?.at ?? null)}
          aria-label="Balance over time"
          aria-valuetext={`${moment}: available ${formatRupees(point.availablePaise)}, on hold ${formatRupees(point.heldPaise)}`}
          className="pointer-events-none absolute inset-0 size-full opacity-0"
        />
      </div>
    </>
  );
}

function TimeAxis(props: { from: number; to: number; x: (at: number) => number; width: number }) {
  const { from, to, x, width } = props;
  const ticks = timeTicks(from, to, width < 480 ? 3 : 5);
  const format = new Intl.DateTimeFormat("en-IN", timeFormat(to - from));
  return ticks.map((tick, index) => (
    <text
      // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its position.
      key={index}
      x={x(tick)}
      y={HEIGHT - 6}
      textAnchor={index === 0 ? "start" : index === ticks.length - 1 ? "end" : "middle"}
      className="fill-soft"
    >
      {format.format(tick)}
    </text>
  ));
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
