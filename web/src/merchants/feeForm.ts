import type { FeeBandInput, Rail } from "../gql/graphql";
import { decimalRupees, parseRupees } from "../money";
import type { Plan } from "./feeTerms";

/** As typed. A step: the fee up to an amount; above the last one the rail's own fee holds. */
export type Step = { key: number; rail: Rail; upTo: string; fee: string };
export type FeeForm = {
  kind: "own" | "default" | "nothing";
  fees: Partial<Record<Rail, string>>;
  steps: Step[];
  gst: string;
  isGivenBack: boolean;
};
export type FeeFaults = Record<string, string>;

/** A plan needs a fee of each for every amount. */
const TO_ACCOUNTS: Rail[] = ["IMPS", "NEFT", "RTGS"];

export function formOf(plan: Plan | null | undefined): FeeForm {
  const bands = plan?.bands ?? [];
  const fees = Object.fromEntries(TO_ACCOUNTS.map((rail) => [rail, ""]));
  for (const { rail, upToPaise, feePaise } of bands)
    if (upToPaise == null) fees[rail] = decimalRupees(feePaise);
  return {
    kind: bands.length === 0 ? "nothing" : plan?.followsDefault ? "default" : "own",
    fees,
    steps: bands.flatMap(({ rail, upToPaise, feePaise }, key) =>
      upToPaise == null
        ? []
        : [{ key, rail, upTo: decimalRupees(upToPaise), fee: decimalRupees(feePaise) }],
    ),
    gst: percentText(plan?.gstBasisPoints ?? 1800),
    isGivenBack: plan?.refundOnReturn ?? true,
  };
}

type Read =
  | { bands: FeeBandInput[]; gstBasisPoints: number; faults?: never }
  | { faults: FeeFaults };

/** What is sent, or what is wrong by field: a rail's name, `upTo-` or `fee-` and a step's key, `gst`. */
export function readForm({ fees, steps, gst }: FeeForm): Read {
  const faults: FeeFaults = {};
  const bands: FeeBandInput[] = [];
  const amount = (text: string, field: string, read = parseRupees) => {
    const parsed = read(text);
    if (!parsed.ok) faults[field] = parsed.reason;
    return parsed.ok ? parsed.paise : 0;
  };
  for (const { key, rail, upTo, fee } of steps)
    bands.push({
      rail,
      upToPaise: amount(upTo, `upTo-${key}`),
      feePaise: amount(fee, `fee-${key}`, parseFee),
    });
  for (const [rail, fee] of Object.entries(fees))
    bands.push({ rail: rail as Rail, feePaise: amount(fee, rail, parseFee) });
  const gstBasisPoints = basisPoints(gst);
  if (gstBasisPoints === null) faults.gst = "Enter a percentage, such as 18.";
  if (gstBasisPoints === null || Object.keys(faults).length > 0) return { faults };
  return { bands, gstBasisPoints };
}

/** A fee may be nothing. */
function parseFee(text: string) {
  return /^0+(\.0{0,2})?$/.test(text.trim()) ? { ok: true as const, paise: 0 } : parseRupees(text);
}

/** Hundredths of a percent: 1800 of `18`, 1250 of `12.5`. */
export function basisPoints(text: string): number | null {
  const [, whole, part = ""] = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

function percentText(basisPoints: number): string {
  return String(basisPoints / 100);
}
