import { useState } from "react";
import { usePolled, useSend } from "../api";
import { graphql } from "../gql";
import type { BankAccountType } from "../gql/graphql";
import { SelectField, TextField } from "../ui";
import { randomAccountNumber } from "./accountNumber";
import { Done } from "./Done";
import { FormDialog } from "./FormDialog";
import { OutcomeChoice } from "./OutcomeChoice";
import { type FormErrors, failedForm, refusedField } from "./refusal";

const ADD_BANK_ACCOUNT = graphql(`
  mutation AddBankAccount($input: AddBankAccountInput!) {
    addBankAccount(input: $input) {
      __typename
      ... on AddBankAccountSuccess {
        bankAccount {
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

const ACCOUNT_HOLDER = graphql(`
  query AccountHolder($merchantId: ID!) {
    merchant(id: $merchantId) {
      name
    }
  }
`);

const FIELDS = ["accountHolderName", "accountNumber", "ifscCode", "accountType"] as const;
type Field = (typeof FIELDS)[number];
const SEND_AGAIN = "The account may have been added. Send it again: it's added only once.";

export function AddAccount({ merchantId }: { merchantId: string }) {
  const merchant = usePolled(ACCOUNT_HOLDER, { merchantId }, { everyMs: false }).data?.merchant;
  const [typedName, setTypedName] = useState<string | null>(null);
  const [accountNumber, setAccountNumber] = useState(randomAccountNumber);
  const [ifscCode, setIfscCode] = useState("HDFC0001234");
  const [accountType, setAccountType] = useState<BankAccountType>("CURRENT");
  const [isPrimary, setIsPrimary] = useState(false);
  const [errors, setErrors] = useState<FormErrors<Field>>({});
  const [isAdded, setIsAdded] = useState(false);
  const adding = useSend(ADD_BANK_ACCOUNT);
  const accountHolderName = typedName ?? merchant?.name ?? "";

  const submit = () => {
    setErrors({});
    const account = { accountHolderName, accountNumber, ifscCode, accountType, isPrimary };
    adding.mutate(
      { input: { merchantId, ...account } },
      {
        onError: (error) => setErrors(failedForm(error, SEND_AGAIN)),
        onSuccess: ({ addBankAccount: result }) => {
          if (result.__typename === "ValidationError")
            return setErrors(refusedField(result, FIELDS));
          setIsAdded(true);
        },
      },
    );
  };

  if (isAdded) {
    return (
      <Done title="Bank account added">
        You can now pay the account ending {accountNumber.slice(-4)}.
      </Done>
    );
  }
  return (
    <FormDialog
      title="Add bank account"
      submit="Add account"
      isSending={adding.isPending}
      error={errors.form}
      onSubmit={submit}
    >
      <OutcomeChoice accountNumber={accountNumber} onChange={setAccountNumber} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Account number"
          inputMode="numeric"
          autoComplete="off"
          value={accountNumber}
          error={errors.accountNumber}
          hint="9 to 18 digits. This one is made up."
          onChange={(event) => setAccountNumber(event.target.value.replace(/\s/g, ""))}
        />
        <TextField
          label="IFSC"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          value={ifscCode}
          error={errors.ifscCode}
          hint="The first four letters identify the bank."
          onChange={(event) => setIfscCode(event.target.value.trim().toUpperCase())}
        />
        <TextField
          label="Account holder"
          autoComplete="off"
          value={accountHolderName}
          error={errors.accountHolderName}
          onChange={(event) => setTypedName(event.target.value)}
        />
        <SelectField
          label="Type"
          value={accountType}
          error={errors.accountType}
          onChange={(event) => setAccountType(event.target.value as BankAccountType)}
        >
          <option value="CURRENT">Current</option>
          <option value="SAVINGS">Savings</option>
        </SelectField>
      </div>
      <label className="flex min-h-10 cursor-pointer items-center gap-3 text-sm">
        <input
          type="checkbox"
          checked={isPrimary}
          onChange={(event) => setIsPrimary(event.target.checked)}
        />
        Make this the primary account
      </label>
    </FormDialog>
  );
}
