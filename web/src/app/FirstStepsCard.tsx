import { usePolled } from "../api";
import { useBalance } from "../balance/useBalance";
import { graphql } from "../gql";
import { Link } from "../navigation/Link";
import type { Location } from "../navigation/location";
import { useMay } from "../session/useViewer";
import { buttonClasses, Card, classes } from "../ui";

const FIRST_STEPS = graphql(`
  query FirstSteps($merchantId: ID!) {
    merchant(id: $merchantId) {
      bankAccounts {
        id
      }
    }
  }
`);
const FIRST_KEY = graphql(`
  query FirstKey($merchantId: ID!) {
    apiKeys(merchantId: $merchantId, first: 1) {
      edges {
        node {
          id
        }
      }
    }
  }
`);

/** What the page itself does is refetched at once. */
const POLLING = { everyMs: 15_000 };

type Step = {
  name: string;
  about: string;
  /** undefined until known. */
  isDone: boolean | undefined;
  /** Where it is done; null if somebody else does it. */
  to: Partial<Location> | null;
};

/** From an empty merchant to its first payout, and to the first one by a program. */
export function FirstStepsCard({ merchantId }: { merchantId: string }) {
  const mayOperate = useMay("OPERATE");
  const mayAdd = useMay("BENEFICIARIES");
  const mayMakeKeys = useMay("KEYS");
  const mayPay = useMay("PAYOUTS");
  const balance = useBalance(merchantId).data?.balance;
  const accounts = usePolled(FIRST_STEPS, { merchantId }, POLLING).data?.merchant?.bankAccounts;
  const keys = usePolled(FIRST_KEY, { merchantId }, { ...POLLING, enabled: mayMakeKeys }).data
    ?.apiKeys.edges;
  const steps: Step[] = [
    {
      name: "Add a beneficiary",
      about: mayAdd ? "Whom you pay, and their account." : "Your administrator adds it.",
      isDone: accounts && accounts.length > 0,
      to: mayAdd ? { dialog: "add-account" } : null,
    },
    {
      name: "Add money",
      about: mayOperate ? "A payment received. In test mode, any amount." : "What you receive.",
      isDone: balance && balance.totalPaise > 0,
      to: mayOperate ? { dialog: "record-payment" } : null,
    },
    {
      name: "Make a payout",
      about: "Whom, how much and why; then a review.",
      isDone: false,
      to: mayPay ? { view: "payouts/new" } : null,
    },
  ];
  if (mayMakeKeys)
    steps.push({
      name: "Create an API key",
      about: "To pay from your own programs.",
      isDone: keys && keys.length > 0,
      to: { view: "developers", dialog: "create-key" },
    });
  const next = steps.find((step) => !step.isDone);
  return (
    <Card title="First steps">
      <ol className="grid gap-1">
        {steps.map((step, index) => (
          <StepRow key={step.name} step={step} number={index + 1} isNext={step === next} />
        ))}
      </ol>
    </Card>
  );
}

type RowProps = { step: Step; number: number; isNext: boolean };

function StepRow({ step: { name, about, isDone, to }, number, isNext }: RowProps) {
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-sm">
      <span
        aria-hidden="true"
        className={classes(
          "grid size-6 shrink-0 place-items-center rounded-full border text-xs",
          isDone ? "border-ok bg-ok-quiet text-ok" : "border-edge text-soft",
        )}
      >
        {isDone ? "✓" : number}
      </span>
      <span className="min-w-0 flex-1 basis-40">
        <span className="font-medium">{name}</span>
        <span className="block text-soft">{about}</span>
      </span>
      {isDone ? (
        <span className="text-soft">Done</span>
      ) : (
        to && (
          <Link
            to={to}
            className={`${buttonClasses(isNext ? "primary" : "secondary", true)} max-sm:ml-9`}
          >
            {name}
          </Link>
        )
      )}
    </li>
  );
}
