import { useState } from "react";
import { useSend } from "../api";
import { Done } from "../forms/Done";
import { FormDialog } from "../forms/FormDialog";
import { type FormErrors, failedForm, refusedField } from "../forms/refusal";
import { graphql } from "../gql";
import type { BankAccountType } from "../gql/graphql";
import { Link } from "../navigation/Link";
import { payoutTo } from "../navigation/payoutTo";
import { useIfsc } from "../payouts/useIfsc";
import { useMay } from "../session/useViewer";
import { buttonClasses, SelectField, TextField, Warning } from "../ui";
import { GroupField } from "./GroupField";
import { OutcomeChoice } from "./OutcomeChoice";

const ADD_BANK_ACCOUNT = graphql(`
  mutation AddBankAccount($input: AddBankAccountInput!) {
    addBankAccount(input: $input) {
      __typename
      ... on AddBankAccountSuccess {
        bankAccount {
          id
        }
        warnings
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const FIELDS = [
  "accountHolderName",
  "accountNumber",
  "ifscCode",
  "accountType",
  "nickname",
  "group",
] as const;
type Field = (typeof FIELDS)[number];
const SAMPLE_IFSC = "HDFC0001234";
type Added = { warnings: string[]; bankAccount: { id: string } };

const SEND_AGAIN = "The account may have been added. Send it again: it's added only once.";

/** A wrong number pays a stranger, so it is typed twice, and the IFSC is shown back as a bank and branch. */
export function AddAccount({ merchantId }: { merchantId: string }) {
  const [accountHolderName, setAccountHolderName] = useState("");
  const [accountNumber, setAccountNumber] = useState("");
  const [repeated, setRepeated] = useState("");
  const [ifscCode, setIfscCode] = useState("");
  const [accountType, setAccountType] = useState<BankAccountType>("CURRENT");
  const [nickname, setNickname] = useState("");
  const [group, setGroup] = useState("");
  const mayOperate = useMay("OPERATE");
  const [isPrimary, setIsPrimary] = useState(false);
  const [errors, setErrors] = useState<FormErrors<Field | "repeated">>({});
  const [added, setAdded] = useState<Added | null>(null);
  const ifsc = useIfsc(ifscCode);
  const adding = useSend(ADD_BANK_ACCOUNT);

  const submit = () => {
    if (repeated !== accountNumber)
      return setErrors({
        repeated: repeated ? "The two numbers differ." : "Type the number again.",
      });
    setErrors({});
    const words = { ...(nickname && { nickname }), ...(group && { group }) };
    const account = { accountHolderName, accountNumber, ifscCode, accountType, isPrimary };
    adding.mutate(
      { input: { merchantId, ...account, ...words } },
      {
        onError: (error) => setErrors(failedForm(error, SEND_AGAIN)),
        onSuccess: ({ addBankAccount: result }) => {
          if (result.__typename === "ValidationError")
            return setErrors(refusedField(result, FIELDS));
          setAdded(result);
        },
      },
    );
  };

  if (added) {
    return (
      <Done
        title="Beneficiary added"
        action={
          <Link to={payoutTo(added.bankAccount.id)} className={buttonClasses("primary")}>
            New payout
          </Link>
        }
      >
        You can now pay {accountHolderName}, account ending {accountNumber.slice(-4)}.
        {added.warnings.map((warning) => (
          <Warning key={warning}>{warning}</Warning>
        ))}
      </Done>
    );
  }
  return (
    <FormDialog
      title="Add beneficiary"
      submit="Add beneficiary"
      isSending={adding.isPending}
      error={errors.form}
      onSubmit={submit}
    >
      <TextField
        label="Account holder"
        autoComplete="off"
        value={accountHolderName}
        error={errors.accountHolderName}
        onChange={(event) => setAccountHolderName(event.target.value)}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Account number"
          inputMode="numeric"
          autoComplete="off"
          value={accountNumber}
          error={errors.accountNumber}
          hint="9 to 18 digits"
          onChange={(event) => setAccountNumber(withoutSpaces(event.target.value))}
        />
        <TextField
          label="Account number again"
          inputMode="numeric"
          autoComplete="off"
          value={repeated}
          error={errors.repeated}
          hint="Type it: a paste would repeat a mistake."
          onPaste={(event) => {
            event.preventDefault();
            setErrors({ ...errors, repeated: "Type the number again, digit by digit." });
          }}
          onDrop={(event) => event.preventDefault()}
          onChange={(event) => setRepeated(withoutSpaces(event.target.value))}
        />
        <TextField
          label="IFSC"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          value={ifscCode}
          error={errors.ifscCode}
          hint={ifsc ? <AboutIfsc {...ifsc} /> : "Such as HDFC0001234"}
          onChange={(event) => setIfscCode(event.target.value.trim().toUpperCase())}
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
      <OutcomeChoice
        accountNumber={accountNumber}
        onChange={(madeUp) => {
          setAccountNumber(madeUp);
          setRepeated(madeUp);
          if (madeUp) setIfscCode(ifscCode || SAMPLE_IFSC);
        }}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Nickname (optional)"
          autoComplete="off"
          maxLength={60}
          value={nickname}
          error={errors.nickname}
          hint="Your own name for it."
          onChange={(event) => setNickname(event.target.value)}
        />
        <GroupField
          merchantId={merchantId}
          value={group}
          error={errors.group}
          onChange={setGroup}
        />
      </div>
      {mayOperate && (
        <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
          <input
            type="checkbox"
            checked={isPrimary}
            onChange={(event) => setIsPrimary(event.target.checked)}
          />
          Make this the primary account
        </label>
      )}
    </FormDialog>
  );
}

function AboutIfsc({ place, warnings }: { place: string; warnings: string[] }) {
  return (
    <>
      {place}
      {warnings.map((warning) => (
        <Warning key={warning}>{warning}</Warning>
      ))}
    </>
  );
}

function withoutSpaces(text: string): string {
  return text.replace(/\s/g, "");
}
