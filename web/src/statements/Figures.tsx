import { useFollowed } from "../api";
import { graphql } from "../gql";
import { isoDay, type Span } from "../time/india";
import { ErrorState, Money, SkeletonRows } from "../ui";
import { chargesOf, type Statement } from "./statement";

const PERIODS = graphql(`
  query StatementPeriods($merchantId: ID!, $from: Date!, $to: Date!) {
    revision(merchantId: $merchantId)
    balanceByPeriod(merchantId: $merchantId, from: $from, to: $to, bucket: MONTH) {
      openPaise
      heldOpenPaise
      closePaise
      heldClosePaise
      inPaise
      outPaise
    }
  }
`);

/** Opening, in, out, closing; and how much of it were fees. */
export function StatementFigures({ of }: { of: Statement["statement"] }) {
  return (
    <Figures
      opening={of.opening.total_paise}
      credits={of.credits_paise}
      debits={of.debits_paise}
      closing={of.closing.total_paise}
      held={of.closing.held_paise}
      charges={chargesOf(of.sums)}
    />
  );
}

type Props = { merchantId: string; span: Span; now: number };

/** The same of a statement that is too long to be read at once. */
export function FiguresByPeriod({ merchantId, span: { from, to }, now }: Props) {
  const today = isoDay(now);
  const days = { from, to: to < today ? to : today };
  const { data, error, refetch } = useFollowed(PERIODS, { merchantId, ...days });
  if (!data)
    return error ? (
      <ErrorState what="the statement" error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows what="the statement" count={3} />
    );
  const periods = data.balanceByPeriod;
  const [first, last] = [periods[0], periods.at(-1)];
  const sum = (of: "inPaise" | "outPaise") => periods.reduce((all, it) => all + it[of], 0);
  return (
    <Figures
      opening={(first?.openPaise ?? 0) + (first?.heldOpenPaise ?? 0)}
      credits={sum("inPaise")}
      debits={sum("outPaise")}
      closing={(last?.closePaise ?? 0) + (last?.heldClosePaise ?? 0)}
      held={last?.heldClosePaise ?? 0}
    />
  );
}

type FiguresProps = {
  opening: number;
  credits: number;
  debits: number;
  closing: number;
  held: number;
  charges?: { feesPaise: number; gstPaise: number };
};

function Figures({ opening, credits, debits, closing, held, charges }: FiguresProps) {
  return (
    <dl className="grid gap-x-8 gap-y-4 text-sm min-[24rem]:grid-cols-2 lg:grid-cols-4">
      <Figure name="Opening balance" paise={opening} />
      <Figure name="Money in" paise={credits} />
      <Figure name="Money out" paise={debits}>
        {charges && charges.feesPaise !== 0 && (
          <>
            Fees less refunds <Money paise={charges.feesPaise} />, GST{" "}
            <Money paise={charges.gstPaise} />
          </>
        )}
      </Figure>
      <Figure name="Closing balance" paise={closing}>
        {held > 0 && (
          <>
            <Money paise={held} /> of it on hold
          </>
        )}
      </Figure>
    </dl>
  );
}

type FigureProps = { name: string; paise: number; children?: React.ReactNode };

function Figure({ name, paise, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-soft">{name}</dt>
      <dd className="text-lg font-medium">
        <Money paise={paise} />
        {children && <span className="block text-xs font-normal text-soft">{children}</span>}
      </dd>
    </div>
  );
}
