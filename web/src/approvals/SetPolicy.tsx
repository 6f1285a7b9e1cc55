import { useState } from "react";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { decimalRupees, parseRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Button, Dialog, ErrorState, SelectField, SkeletonRows, TextField } from "../ui";
import { hoursText, type Policy, usePolicy, waitChoices } from "./policy";

const SET_POLICY = graphql(`
  mutation SetApprovalPolicy($input: SetApprovalPolicyInput!) {
    result: setApprovalPolicy(input: $input) {
      __typename
      ... on SetApprovalPolicySuccess {
        changed
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const TITLE = "Approval policy";
const MOST_PEOPLE = 5;

/** From which sum on how many people have to approve: set as a whole. */
export function SetPolicy({ merchantId }: { merchantId: string }) {
  const { policy, isFresh, error, refetch } = usePolicy(merchantId);
  const [first, setFirst] = useState<Policy | null>(null);
  // It is set as a whole: begun with an older one, it would undo what somebody else has set meanwhile.
  if (policy && isFresh && !first) setFirst(policy);
  if (first) return <Form merchantId={merchantId} before={first} onSet={refetch} />;
  return (
    <Dialog title={TITLE} onClose={closeDialog}>
      {error ? (
        <ErrorState what="the policy" error={error} onRetry={refetch} />
      ) : (
        <SkeletonRows what="the policy" count={3} />
      )}
    </Dialog>
  );
}

type FormProps = { merchantId: string; before: Policy; onSet: () => void };
/** The amount as it is typed, from which on so many people approve: one, two, … */
type Amounts = readonly string[];

function Form({ merchantId, before, onSet }: FormProps) {
  const [amounts, setAmounts] = useState<Amounts>(() => amountsOf(before));
  const [hours, setHours] = useState(String(before.expiresAfterHours));
  const [faults, setFaults] = useState<Record<number, string>>({});
  const { errors, isSending, send } = useVerb(SET_POLICY, {
    onDone: () => {
      announce("Policy set");
      onSet();
      closeDialog();
    },
  });
  const submit = () => {
    const found: Record<number, string> = {};
    const bands = amounts.flatMap((amount, at) => {
      if (amount.trim() === "") return [];
      const parsed = parseRupees(amount);
      if (parsed.ok) return [{ fromPaise: parsed.paise, people: at + 1 }];
      found[at] = parsed.reason;
      return [];
    });
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    send({ input: { merchantId, bands, expiresAfterHours: Number(hours) } });
  };
  return (
    <FormDialog
      title={TITLE}
      submit="Set policy"
      isSending={isSending}
      error={errors.form}
      onSubmit={submit}
    >
      <p className="text-sm text-pretty text-soft">
        Sums count over a day to the same account, a batch by its total. What waits already keeps
        its policy. Leave an amount empty to do without it.
      </p>
      {amounts.map((amount, at) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its number of people.
          key={at}
          label={at === 0 ? "1 person approves from" : `${at + 1} people approve from`}
          prefix="₹"
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          error={faults[at]}
          onChange={({ target }) => {
            setAmounts((now) => now.map((it, n) => (n === at ? target.value : it)));
            setFaults({});
          }}
        />
      ))}
      {amounts.length < MOST_PEOPLE && (
        <Button
          isSmall
          className="justify-self-start"
          onClick={() => setAmounts((now) => [...now, ""])}
        >
          Add more people
        </Button>
      )}
      <SelectField
        label="Fails without approvals after"
        value={hours}
        onChange={({ target }) => setHours(target.value)}
      >
        {waitChoices(before.expiresAfterHours).map((it) => (
          <option key={it} value={it}>
            {hoursText(it)}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}

/** One field for each number of people up to the largest that is in use, two at least. */
function amountsOf({ bands }: Policy): Amounts {
  const most = Math.max(2, ...bands.map(({ people }) => people));
  return Array.from({ length: most }, (_, at) => {
    const band = bands.find(({ people }) => people === at + 1);
    return band ? decimalRupees(band.fromPaise) : "";
  });
}
