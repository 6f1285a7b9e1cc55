import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { Rail } from "../gql/graphql";
import { useQuiet } from "../time/useQuiet";
import { ChoiceField } from "../ui";
import { givenDetails } from "./detailRules";
import { aboutRail, type Candidate, inOrder } from "./rails";
import type { PayoutDraft } from "./usePayoutDraft";

const RAILS = graphql(`
  query PayoutRails($input: PlanPayoutInput!, $merchantId: ID!) {
    revision(merchantId: $merchantId)
    planPayout(input: $input) {
      __typename
      ... on PayoutPlan {
        rail
        candidates {
          rail
          eligible
          reasons
          words
          expectedBy
          feePaise
          taxPaise
        }
      }
    }
  }
`);

/** While somebody types, the rails of each amount in between are not asked for. */
const QUIET_MS = 400;

/** What each rail costs and when it arrives, for the amount and the account that are typed. */
export function useRails({ merchantId, contents, details, unanswered }: PayoutDraft) {
  const { notBefore = null } = givenDetails(details);
  const asked = JSON.stringify(
    contents && !unanswered ? [contents.amountPaise, contents.bankAccountId, notBefore] : null,
  );
  const quiet = useQuiet(asked, QUIET_MS);
  const [amountPaise, bankAccountId, at] = JSON.parse(quiet) ?? [0, "", null];
  const { data } = useFollowed(
    RAILS,
    { merchantId, input: { merchantId, amountPaise, bankAccountId, notBefore: at } },
    { enabled: quiet !== "null", keepsDataOf: (before) => before.merchantId === merchantId },
  );
  const plan = data?.planPayout.__typename === "PayoutPlan" ? data.planPayout : undefined;
  const isKnown = plan !== undefined && asked !== "null";
  const candidates = isKnown ? inOrder(plan.candidates) : [];
  const chosen = candidates.find(({ rail }) => rail === details.rail);
  const isCurrent = quiet === asked;
  return {
    candidates,
    automatic: isKnown ? candidates.find(({ rail }) => rail === plan.rail) : undefined,
    /** The fee and its GST, of the chosen one or of the engine's choice. */
    chargePaise: chargeOf(
      details.rail ? chosen : candidates.find(({ rail }) => rail === plan?.rail),
    ),
    /** Why the chosen one cannot carry this payout. */
    problem: chosen && !chosen.eligible && isCurrent ? aboutRail(chosen) : undefined,
  };
}

function chargeOf(candidate: Candidate | undefined): number {
  return candidate ? candidate.feePaise + candidate.taxPaise : 0;
}

type Props = { of: PayoutDraft; rails: ReturnType<typeof useRails> };

/** By which rail: the engine's choice, unless another one is chosen here. Nothing until the rails are known. */
export function RailField({ of: payout, rails: { candidates, automatic, problem } }: Props) {
  if (candidates.length === 0) return null;
  return (
    <ChoiceField<Rail | "">
      label="Rail"
      value={payout.draft.rail}
      choices={[
        {
          value: "",
          label: automatic ? `Cheapest: ${automatic.rail}` : "Chosen by us",
          about: automatic ? aboutRail(automatic) : "None is known to fit.",
        },
        ...candidates.map((it) => ({
          value: it.rail,
          label: it.rail,
          about: aboutRail(it),
          isDisabled: !it.eligible,
        })),
      ]}
      error={problem ?? payout.errors.rail}
      onChange={(rail) => payout.change({ rail })}
    />
  );
}
