import { formatRupees } from "../money";
import { Link } from "../navigation/Link";
import { BankAccountLabel } from "../payouts/BankAccountLabel";
import { useTextOfNow } from "../time/useTextOfNow";
import { Badge, Button, Money, RowTh, Table, Td, Th, Time } from "../ui";
import type { ListedOrder } from "./orderList";
import { isEarly, orderLook } from "./orderText";

/** `onCancel`: null for whoever may not. */
type Rows = { rows: ListedOrder[]; onCancel: ((order: ListedOrder) => void) | null };

export function OrderTable({ rows, onCancel }: Rows) {
  return (
    <Table label="Orders" isLow>
      <thead>
        <tr>
          <Th>Beneficiary</Th>
          <Th isNumeric>Amount</Th>
          <Th>State</Th>
          <Th>Ends (IST)</Th>
          <Th>Ordered (IST)</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((order) => (
          <tr key={order.id} className="relative hover:bg-hover">
            <RowTh className="wrap-anywhere">
              <Beneficiary order={order} />
            </RowTh>
            <Td isNumeric className="font-medium">
              <Money paise={order.amountPaise} hasSoftPaise />
            </Td>
            <Td>
              <State order={order} />
            </Td>
            <Td className="text-soft">
              <Until order={order} />
            </Td>
            <Td className="text-soft">
              <Time at={order.createdAt} />
            </Td>
            <Td>{onCancel && <Cancel order={order} onCancel={onCancel} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export function OrderCards({ rows, onCancel }: Rows) {
  return (
    <ul aria-label="Orders" className="divide-y divide-line">
      {rows.map((order) => (
        <li key={order.id} className="relative grid gap-1.5 px-5 py-3.5 text-sm">
          <span className="flex justify-between gap-4">
            <Beneficiary order={order} />
            <Money paise={order.amountPaise} />
          </span>
          <State order={order} />
          <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-soft">
            <Until order={order} isInText />
            {onCancel && <Cancel order={order} onCancel={onCancel} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

type CancelProps = { order: ListedOrder; onCancel: (order: ListedOrder) => void };

function Cancel({ order, onCancel }: CancelProps) {
  const { state, amountPaise, bankAccount } = order;
  if (state !== "WAITING") return null;
  return (
    <Button
      className="relative"
      aria-label={`Cancel the order of ${formatRupees(amountPaise)} to ${bankAccount.accountHolderName}`}
      onClick={() => onCancel(order)}
    >
      Cancel
    </Button>
  );
}

/** The row of an order that is funded leads to its payout. */
function Beneficiary({ order }: { order: ListedOrder }) {
  const label = (
    <>
      <BankAccountLabel account={order.bankAccount} isShort />
      {order.reference && <span className="block text-xs text-soft">{order.reference}</span>}
    </>
  );
  return order.payoutId ? (
    <Link
      to={{ payout: order.payoutId }}
      className="font-medium wrap-anywhere after:absolute after:inset-0 hover:underline"
    >
      {label}
    </Link>
  ) : (
    <span>{label}</span>
  );
}

function State({ order }: { order: ListedOrder }) {
  const waitsForItsTime = useTextOfNow((now) => String(isEarly(order, now))) === "true";
  return (
    <span className="inline-grid justify-items-start gap-0.5">
      <Badge {...orderLook(order.state, waitsForItsTime)} />
      {order.refusedBecause && <span className="text-xs text-soft">{order.refusedBecause}</span>}
      {order.state === "WAITING" && order.notBefore && (
        <span className="text-xs text-soft">
          Not before <Time at={order.notBefore} hasZone />
        </span>
      )}
    </span>
  );
}

function Until({ order, isInText = false }: { order: ListedOrder; isInText?: boolean }) {
  const isWaiting = order.state === "WAITING";
  return (
    <span>
      <span className={isInText ? "" : "sr-only"}>{isWaiting ? "Waits until " : "Ended "}</span>
      <Time
        at={isWaiting ? order.expiresAt : (order.endedAt ?? order.expiresAt)}
        hasZone={isInText}
      />
    </span>
  );
}
