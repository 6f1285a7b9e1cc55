import { type ReactNode, useState } from "react";
import { usePolled } from "../api";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { formatRupees, parseRupees } from "../money";
import { announce } from "../navigation/announcer";
import { useMay } from "../session/useViewer";
import { Button, Dialog, ErrorState, SkeletonRows, TextField, Time } from "../ui";

const BALANCE_MONITORS = graphql(`
  query BalanceMonitors($merchantId: ID!) {
    balanceMonitors(merchantId: $merchantId) {
      id
      belowPaise
      lowSince
      toldAt
    }
  }
`);

const CREATE_MONITOR = graphql(`
  mutation CreateBalanceMonitor($input: CreateBalanceMonitorInput!) {
    result: createBalanceMonitor(input: $input) {
      __typename
      ... on CreateBalanceMonitorSuccess {
        balanceMonitor {
          id
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const DELETE_MONITOR = graphql(`
  mutation DeleteBalanceMonitor($input: DeleteBalanceMonitorInput!) {
    result: deleteBalanceMonitor(input: $input) {
      __typename
      ... on DeleteBalanceMonitorSuccess {
        balanceMonitor {
          id
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

type Monitor = { id: string; belowPaise: number; lowSince: string | null };

/** The amounts that the merchant's feed is told of when available falls below them. */
export function BalanceAlerts({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = usePolled(BALANCE_MONITORS, { merchantId }, { everyMs: false });
  const mayChange = useMay("PAYOUTS");
  const [made, setMade] = useState(0); // A form that was sent is drawn anew.
  const again = () => void refetch();
  const monitors = data?.balanceMonitors;
  const list = monitors ? (
    <Alerts monitors={monitors} onDeleted={mayChange ? again : null} />
  ) : error ? (
    <ErrorState what="the alerts" error={error} onRetry={again} />
  ) : (
    <SkeletonRows what="the alerts" count={2} />
  );
  if (mayChange && monitors)
    return (
      <NewAlert
        key={made}
        merchantId={merchantId}
        onMade={() => {
          again();
          setMade(made + 1);
        }}
      >
        {list}
      </NewAlert>
    );
  return (
    <Dialog title="Balance alerts" onClose={closeDialog}>
      {list}
    </Dialog>
  );
}

function NewAlert(props: { merchantId: string; onMade: () => void; children: ReactNode }) {
  const [amount, setAmount] = useState("");
  const creating = useVerb(CREATE_MONITOR, {
    fields: ["belowPaise"] as const,
    onDone: () => {
      announce("Alert added");
      props.onMade();
    },
  });
  const submit = () => {
    const parsed = parseRupees(amount);
    if (!parsed.ok) return creating.refuse({ belowPaise: parsed.reason });
    creating.send({ input: { merchantId: props.merchantId, belowPaise: parsed.paise } });
  };
  return (
    <FormDialog
      title="Balance alerts"
      submit="Add alert"
      leave="Close"
      isSending={creating.isSending}
      error={creating.errors.form}
      onSubmit={submit}
    >
      {props.children}
      <TextField
        label="Tell when available falls below"
        prefix="₹"
        inputMode="decimal"
        autoComplete="off"
        placeholder="1,00,000.00"
        value={amount}
        error={creating.errors.belowPaise}
        hint="It shows here and under Developers, Events within a minute, and goes to your webhooks; no e-mail. Once for each fall, and at most every 24 hours."
        onChange={(event) => setAmount(event.target.value)}
      />
    </FormDialog>
  );
}

function Alerts(props: { monitors: Monitor[]; onDeleted: (() => void) | null }) {
  const { monitors, onDeleted } = props;
  if (!monitors.length) return <p className="text-sm text-soft">No alerts yet.</p>;
  return (
    <ul className="divide-y divide-line">
      {monitors.map((monitor) => (
        <Alert key={monitor.id} monitor={monitor} onDeleted={onDeleted} />
      ))}
    </ul>
  );
}

function Alert({ monitor, onDeleted }: { monitor: Monitor; onDeleted: (() => void) | null }) {
  const below = formatRupees(monitor.belowPaise);
  const deleting = useVerb(DELETE_MONITOR, {
    onDone: () => {
      announce("Alert deleted");
      onDeleted?.();
    },
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <span>
        <span className="font-medium tabular-nums">Below {below}</span>
        <span className="block text-sm text-soft">
          {monitor.lowSince ? (
            <>
              Low since <Time at={monitor.lowSince} hasZone />
            </>
          ) : (
            "Enough is available"
          )}
        </span>
        {deleting.errors.form && <span className="block text-sm">{deleting.errors.form}</span>}
      </span>
      {onDeleted && (
        <Button
          aria-label={`Delete the alert below ${below}`}
          aria-disabled={deleting.isSending}
          onClick={() => deleting.isSending || deleting.send({ input: { id: monitor.id } })}
        >
          Delete
        </Button>
      )}
    </li>
  );
}
