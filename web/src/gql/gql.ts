/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation ApproveAdjustment($input: ApproveAdjustmentInput!) {\n    result: approveAdjustment(input: $input) {\n      __typename\n      ... on InsufficientFunds {\n        availablePaise\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.ApproveAdjustmentDocument,
    "\n  mutation RejectAdjustment($input: RejectAdjustmentInput!) {\n    result: rejectAdjustment(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RejectAdjustmentDocument,
    "\n  fragment AdjustmentRow on Adjustment {\n    id\n    direction\n    amountPaise\n    reason\n    status\n    proposedBy\n    viewerDidPropose\n    createdAt\n    decidedBy\n    decidedAt\n    entry {\n      sequence\n    }\n  }\n": typeof types.AdjustmentRowFragmentDoc,
    "\n  query Adjustments($merchantId: ID!, $status: AdjustmentStatus, $first: Int!, $after: String) {\n    adjustments(merchantId: $merchantId, status: $status, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AdjustmentRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.AdjustmentsDocument,
    "\n  query AdjustmentToDecide($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Adjustment {\n        merchant {\n          id\n          name\n        }\n        ...AdjustmentRow\n      }\n    }\n  }\n": typeof types.AdjustmentToDecideDocument,
    "\n  mutation ProposeAdjustment($input: ProposeAdjustmentInput!) {\n    result: proposeAdjustment(input: $input) {\n      __typename\n      ... on ProposeAdjustmentSuccess {\n        replayed\n      }\n      ... on InsufficientFunds {\n        availablePaise\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.ProposeAdjustmentDocument,
    "\n  query Probe {\n    merchants(first: 1) {\n      edges {\n        cursor\n      }\n    }\n  }\n": typeof types.ProbeDocument,
    "\n  query Revision($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n  }\n": typeof types.RevisionDocument,
    "\n  query FirstSteps($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n      }\n    }\n  }\n": typeof types.FirstStepsDocument,
    "\n  query FirstKey($merchantId: ID!) {\n    apiKeys(merchantId: $merchantId, first: 1) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": typeof types.FirstKeyDocument,
    "\n  fragment ApprovalNotice on Payout {\n    id\n    amountPaise\n    bankAccount {\n      accountHolderName\n    }\n    batch {\n      id\n    }\n    approval {\n      people\n      missing\n      outcome\n      expiresAt\n      mayDecide\n      subject\n      approvedBy {\n        person\n        remark\n        at\n      }\n      rejectedBy {\n        person\n        remark\n        at\n      }\n    }\n  }\n": typeof types.ApprovalNoticeFragmentDoc,
    "\n  query BatchApproval($merchantId: ID!, $batchId: ID!) {\n    revision(merchantId: $merchantId)\n    batchToApprove(batchId: $batchId) {\n      payouts\n      sumPaise\n      people\n      missing\n      expiresAt\n      mayDecide\n    }\n  }\n": typeof types.BatchApprovalDocument,
    "\n  mutation SetApprovalPolicy($input: SetApprovalPolicyInput!) {\n    result: setApprovalPolicy(input: $input) {\n      __typename\n      ... on SetApprovalPolicySuccess {\n        changed\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.SetApprovalPolicyDocument,
    "\n  mutation ApprovePayout($input: ApprovePayoutInput!) {\n    result: approvePayout(input: $input) {\n      __typename\n      ... on DecidePayoutSuccess {\n        payout {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.ApprovePayoutDocument,
    "\n  mutation RejectPayout($input: RejectPayoutInput!) {\n    result: rejectPayout(input: $input) {\n      __typename\n      ... on DecidePayoutSuccess {\n        payout {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RejectPayoutDocument,
    "\n  mutation ApprovePayoutBatch($input: ApprovePayoutBatchInput!) {\n    result: approvePayoutBatch(input: $input) {\n      __typename\n      ... on DecidePayoutBatchSuccess {\n        decided\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.ApprovePayoutBatchDocument,
    "\n  mutation RejectPayoutBatch($input: RejectPayoutBatchInput!) {\n    result: rejectPayoutBatch(input: $input) {\n      __typename\n      ... on DecidePayoutBatchSuccess {\n        decided\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RejectPayoutBatchDocument,
    "\n  query ApprovalPolicy($merchantId: ID!) {\n    approvalPolicy(merchantId: $merchantId) {\n      version\n      expiresAfterHours\n      setBy\n      setAt\n      bands {\n        fromPaise\n        people\n      }\n    }\n  }\n": typeof types.ApprovalPolicyDocument,
    "\n  query PayoutsToApprove($merchantId: ID!, $first: Int!, $mine: Boolean!) {\n    revision(merchantId: $merchantId)\n    payoutsToApprove(merchantId: $merchantId, first: $first, mine: $mine) {\n      payouts\n      sumPaise\n      people\n      missing\n      since\n      expiresAt\n      mayDecide\n      payout {\n        id\n        reference\n        bankAccount {\n          accountHolderName\n          accountNumberMasked\n        }\n        madeBy {\n          kind\n          name\n        }\n        approval {\n          subject\n        }\n      }\n      batch {\n        id\n        name\n      }\n    }\n  }\n": typeof types.PayoutsToApproveDocument,
    "\n  query BalanceMonitors($merchantId: ID!) {\n    balanceMonitors(merchantId: $merchantId) {\n      id\n      belowPaise\n      lowSince\n      toldAt\n    }\n  }\n": typeof types.BalanceMonitorsDocument,
    "\n  mutation CreateBalanceMonitor($input: CreateBalanceMonitorInput!) {\n    result: createBalanceMonitor(input: $input) {\n      __typename\n      ... on CreateBalanceMonitorSuccess {\n        balanceMonitor {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.CreateBalanceMonitorDocument,
    "\n  mutation DeleteBalanceMonitor($input: DeleteBalanceMonitorInput!) {\n    result: deleteBalanceMonitor(input: $input) {\n      __typename\n      ... on DeleteBalanceMonitorSuccess {\n        balanceMonitor {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.DeleteBalanceMonitorDocument,
    "\n  query Shortfall($merchantId: ID!, $aboutPaise: Paise!) {\n    revision(merchantId: $merchantId)\n    explainBalance(merchantId: $merchantId, aboutPaise: $aboutPaise) {\n      __typename\n      ... on BalanceExplanation {\n        availablePaise\n        heldPaise\n        shortfall {\n          shortByPaise\n          coveredBy {\n            ...HoldingPayout\n            payout {\n              id\n            }\n          }\n        }\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n": typeof types.ShortfallDocument,
    "\n  fragment HoldingPayout on HeldBy {\n    amountPaise\n    since\n    why\n    payout {\n      id\n      reference\n      bankAccount {\n        accountHolderName\n      }\n    }\n  }\n": typeof types.HoldingPayoutFragmentDoc,
    "\n  query WhyBalance($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    explainBalance(merchantId: $merchantId) {\n      __typename\n      ... on BalanceExplanation {\n        sequence\n        at\n        availablePaise\n        heldPaise\n        totalPaise\n        lines {\n          entryType\n          count\n          sumPaise\n        }\n        heldBy(first: 20) {\n          heldByOthersPaise\n          holds {\n            ...HoldingPayout\n            payout {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.WhyBalanceDocument,
    "\n  query WebhookTrouble($merchantId: ID!) {\n    webhookEndpoints(merchantId: $merchantId) {\n      id\n      url\n      state\n      failingSince\n    }\n  }\n": typeof types.WebhookTroubleDocument,
    "\n  query Balance($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      heldPaise\n      totalPaise\n    }\n    pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          amountPaise\n        }\n      }\n    }\n    failed: payouts(\n      merchantId: $merchantId\n      status: FAILED\n      filter: { cancelled: false }\n      first: 20\n    ) {\n      edges {\n        node {\n          createdAt\n          failedAt\n        }\n      }\n    }\n  }\n": typeof types.BalanceDocument,
    "\n  query BalanceHistory(\n    $merchantId: ID!\n    $from: Date!\n    $to: Date!\n    $bucket: BalanceBucket!\n    $lastMonth: Date!\n  ) {\n    revision(merchantId: $merchantId)\n    periods: balanceByPeriod(merchantId: $merchantId, from: $from, to: $to, bucket: $bucket) {\n      startsOn\n      endsOn\n      openPaise\n      closePaise\n      minPaise\n      maxPaise\n      inPaise\n      outPaise\n      heldClosePaise\n    }\n    months: balanceByPeriod(merchantId: $merchantId, from: $lastMonth, to: $to, bucket: MONTH) {\n      startsOn\n      inPaise\n      outPaise\n    }\n  }\n": typeof types.BalanceHistoryDocument,
    "\n  mutation AddBankAccount($input: AddBankAccountInput!) {\n    addBankAccount(input: $input) {\n      __typename\n      ... on AddBankAccountSuccess {\n        bankAccount {\n          id\n        }\n        warnings\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.AddBankAccountDocument,
    "\n  mutation RenameBankAccount($input: RenameBankAccountInput!) {\n    result: renameBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RenameBankAccountDocument,
    "\n  mutation VerifyBankAccount($input: VerifyBankAccountInput!) {\n    result: verifyBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.VerifyBankAccountDocument,
    "\n  mutation MakeBankAccountPrimary($input: MakeBankAccountPrimaryInput!) {\n    result: makeBankAccountPrimary(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.MakeBankAccountPrimaryDocument,
    "\n  mutation RetireBankAccount($input: RetireBankAccountInput!) {\n    result: retireBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RetireBankAccountDocument,
    "\n  mutation RestoreBankAccount($input: RestoreBankAccountInput!) {\n    result: restoreBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RestoreBankAccountDocument,
    "\n  fragment ManagedAccount on BankAccount {\n    id\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n    isVerified\n    isPrimary\n    createdAt\n    retiredAt\n  }\n": typeof types.ManagedAccountFragmentDoc,
    "\n  query MerchantAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        ...ManagedAccount\n      }\n    }\n  }\n": typeof types.MerchantAccountsDocument,
    "\n  query BeneficiaryGroups($merchantId: ID!) {\n    beneficiaryGroups(merchantId: $merchantId) {\n      name\n      count\n    }\n  }\n": typeof types.BeneficiaryGroupsDocument,
    "\n  mutation CheckBankAccountName($input: CheckBankAccountNameInput!) {\n    result: checkBankAccountName(input: $input) {\n      __typename\n      ... on CheckBankAccountNameSuccess {\n        accountCheck {\n          verdict\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.CheckBankAccountNameDocument,
    "\n  mutation PayBatchAgain($input: PayPayoutBatchInput!) {\n    result: payPayoutBatch(input: $input) {\n      __typename\n      ... on PayPayoutBatchSuccess {\n        created\n        refused\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.PayBatchAgainDocument,
    "\n  mutation RetryPayoutBatch($input: RetryPayoutBatchInput!) {\n    result: retryPayoutBatch(input: $input) {\n      __typename\n      ... on RetryPayoutBatchSuccess {\n        batch {\n          id\n        }\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RetryPayoutBatchDocument,
    "\n  query PayoutBatch(\n    $merchantId: ID!\n    $id: ID!\n    $first: Int!\n    $after: Int\n    $state: PayoutBatchRowState\n  ) {\n    revision(merchantId: $merchantId)\n    payoutBatch(id: $id) {\n      id\n      name\n      merchant {\n        id\n      }\n      rowCount\n      totalPaise\n      createdAt\n      notBefore\n      madeBy {\n        kind\n        name\n      }\n      retryOf {\n        id\n        name\n      }\n      repeatOf {\n        id\n        name\n      }\n      progress {\n        ...BatchProgress\n      }\n      rows(first: $first, after: $after, state: $state) {\n        number\n        amountPaise\n        reference\n        state\n        refusal {\n          message\n        }\n        bankAccount {\n          accountHolderName\n          ...BankAccountLabel\n        }\n        payout {\n          id\n          needsReview\n          failureReason\n          bankReferenceId\n        }\n      }\n    }\n  }\n": typeof types.PayoutBatchDocument,
    "\n  query EarlierBatches($merchantId: ID!) {\n    payoutBatches(merchantId: $merchantId, first: 20) {\n      edges {\n        node {\n          id\n          name\n          rowCount\n          totalPaise\n        }\n      }\n    }\n  }\n": typeof types.EarlierBatchesDocument,
    "\n  query PayoutDraft($merchantId: ID!, $batchId: ID, $month: String) {\n    payoutDraft(merchantId: $merchantId, batchId: $batchId, month: $month) {\n      bankAccountId\n      amountPaise\n      reference\n      narration\n      purpose\n    }\n  }\n": typeof types.PayoutDraftDocument,
    "\n  query SeveralAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      name\n      isActive\n      suspendedAt\n      suspensionReason\n      bankAccounts {\n        id\n        accountHolderName\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n        group\n      }\n    }\n    newest: payouts(merchantId: $merchantId, first: 50) {\n      edges {\n        node {\n          bankAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.SeveralAccountsDocument,
    "\n  query PayoutBatchesPage($merchantId: ID!, $first: Int!, $after: String) {\n    revision(merchantId: $merchantId)\n    payoutBatches(merchantId: $merchantId, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          name\n          rowCount\n          totalPaise\n          createdAt\n          progress {\n            ...BatchProgress\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.PayoutBatchesPageDocument,
    "\n  fragment BatchProgress on PayoutBatchProgress {\n    status\n    waiting {\n      count\n      sumPaise\n    }\n    refused {\n      count\n      sumPaise\n    }\n    pending {\n      count\n      sumPaise\n    }\n    processing {\n      count\n      sumPaise\n    }\n    completed {\n      count\n      sumPaise\n    }\n    failed {\n      count\n      sumPaise\n    }\n  }\n": typeof types.BatchProgressFragmentDoc,
    "\n  query PreviewPayouts($merchantId: ID!, $rows: [PayoutBatchRowInput!]!) {\n    revision(merchantId: $merchantId)\n    previewPayouts(merchantId: $merchantId, rows: $rows) {\n      availablePaise\n      rows {\n        number\n        verdict\n        faults {\n          field\n          message\n        }\n        alike {\n          kind\n          payoutId\n          row\n        }\n      }\n    }\n  }\n": typeof types.PreviewPayoutsDocument,
    "\n  mutation CreatePayoutBatch($input: CreatePayoutBatchInput!) {\n    createPayoutBatch(input: $input) {\n      __typename\n      ... on CreatePayoutBatchSuccess {\n        replayed\n      }\n      ... on PayoutBatchRowsToFix {\n        message\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n": typeof types.CreatePayoutBatchDocument,
    "\n  mutation PayPayoutBatch($input: PayPayoutBatchInput!) {\n    payPayoutBatch(input: $input) {\n      __typename\n      ... on PayPayoutBatchSuccess {\n        created\n        refused\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n": typeof types.PayPayoutBatchDocument,
    "\n  query Beneficiary($id: ID!, $merchantId: ID!) {\n    node(id: $id) {\n      __typename\n      ... on BankAccount {\n        branchName\n        warnings\n        nameCheck {\n          verdict\n          registeredName\n          holderName\n          at\n        }\n        ...BeneficiaryRow\n      }\n    }\n    payouts(merchantId: $merchantId, filter: { bankAccountId: $id }, first: 10) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          amountPaise\n          ...PayoutRow\n        }\n      }\n    }\n  }\n": typeof types.BeneficiaryDocument,
    "\n  mutation LabelBankAccount($input: LabelBankAccountInput!) {\n    result: labelBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.LabelBankAccountDocument,
    "\n  fragment BeneficiaryRow on BankAccount {\n    id\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n    nickname\n    group\n    isVerified\n    isPrimary\n    createdAt\n    retiredAt\n    paid {\n      lastPaidAt\n      lastPaidPaise\n      thisYearPaise\n      payoutsThisYear\n      isComplete\n    }\n  }\n": typeof types.BeneficiaryRowFragmentDoc,
    "\n  query Beneficiaries(\n    $merchantId: ID!\n    $search: String\n    $group: String\n    $retired: Boolean\n    $first: Int!\n    $after: String\n  ) {\n    beneficiaries(\n      merchantId: $merchantId\n      search: $search\n      group: $group\n      retired: $retired\n      first: $first\n      after: $after\n    ) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...BeneficiaryRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.BeneficiariesDocument,
    "\n  mutation AddBankAccounts($input: AddBankAccountsInput!) {\n    result: addBankAccounts(input: $input) {\n      __typename\n      ... on AddBankAccountsSuccess {\n        results {\n          outcome\n          sameAs\n          bankName\n          branchName\n          warnings\n          bankAccount {\n            retiredAt\n          }\n          errors {\n            field\n            message\n          }\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.AddBankAccountsDocument,
    "\n  query EngineLimits {\n    engine {\n      readLimit\n      writeLimit\n      idempotencyWindowSeconds\n    }\n  }\n": typeof types.EngineLimitsDocument,
    "\n  query ApiKeyToChange($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on ApiKey {\n        merchant {\n          id\n        }\n        ...KeyRow\n      }\n    }\n  }\n": typeof types.ApiKeyToChangeDocument,
    "\n  fragment EventRow on Event {\n    position\n    type\n    occurredAt\n    amountPaise\n    payoutId\n    webhookEndpointId\n  }\n": typeof types.EventRowFragmentDoc,
    "\n  query EventLog(\n    $merchantId: ID!\n    $types: [EventType!]\n    $first: Int!\n    $before: String\n    $after: String\n    $readsOn: Boolean!\n  ) {\n    revision(merchantId: $merchantId)\n    latestEvents(merchantId: $merchantId, types: $types, first: $first, before: $before)\n      @skip(if: $readsOn) {\n      events {\n        ...EventRow\n      }\n      next\n      more\n    }\n    events(merchantId: $merchantId, types: $types, first: $first, after: $after)\n      @include(if: $readsOn) {\n      events {\n        ...EventRow\n      }\n      next\n      more\n    }\n  }\n": typeof types.EventLogDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    result: createApiKey(input: $input) {\n      __typename\n      ... on CreateApiKeySuccess {\n        secret\n        apiKey {\n          ...KeyRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation RotateApiKey($input: RotateApiKeyInput!) {\n    result: rotateApiKey(input: $input) {\n      __typename\n      ... on RotateApiKeySuccess {\n        secret\n        apiKey {\n          ...KeyRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RotateApiKeyDocument,
    "\n  mutation RevokeApiKey($input: RevokeApiKeyInput!) {\n    result: revokeApiKey(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n  fragment KeyRow on ApiKey {\n    id\n    name\n    prefix\n    scopes\n    createdBy\n    createdAt\n    lastUsedAt\n    expiresAt\n    rotatedAt\n    revokedAt\n  }\n": typeof types.KeyRowFragmentDoc,
    "\n  query ApiKeys($merchantId: ID!, $first: Int!, $after: String) {\n    apiKeys(merchantId: $merchantId, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...KeyRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ApiKeysDocument,
    "\n  fragment LoggedRequestRow on LoggedRequest {\n    requestId\n    at\n    durationMs\n    caller\n    key {\n      keyId\n      name\n      prefix\n    }\n    method\n    path\n    operation\n    httpStatus\n    outcome\n    errorCode\n    message\n    explanation {\n      meaning\n      advice\n    }\n    idempotencyKey\n    payoutId\n    payouts\n  }\n": typeof types.LoggedRequestRowFragmentDoc,
    "\n  query RequestLog($merchantId: ID!, $filter: RequestLogFilter, $first: Int!, $after: String) {\n    requestLog(merchantId: $merchantId, filter: $filter, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...LoggedRequestRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.RequestLogDocument,
    "\n  query Engine {\n    engine {\n      openAccess\n      playground\n      maxAttempts\n      bankScripts {\n        ending\n        description\n      }\n    }\n  }\n": typeof types.EngineDocument,
    "\n  query FindPayout($quoted: String!, $id: ID!) {\n    payoutByUtr(utr: $quoted) {\n      id\n      merchant {\n        id\n      }\n    }\n    payout(id: $id) {\n      id\n      merchant {\n        id\n      }\n    }\n  }\n": typeof types.FindPayoutDocument,
    "\n  fragment LedgerRow on LedgerEntry {\n    id\n    sequence\n    entryType\n    amountPaise\n    availableAfterPaise\n    totalAfterPaise\n    description\n    reference\n    createdAt\n    feePayoutId\n    payout {\n      id\n      amountPaise\n      bankAccount {\n        accountHolderName\n      }\n    }\n    payoutReturn {\n      payout {\n        id\n        amountPaise\n        bankAccount {\n          accountHolderName\n        }\n      }\n    }\n  }\n": typeof types.LedgerRowFragmentDoc,
    "\n  query LedgerExport($merchantId: ID!, $types: [LedgerEntryType!], $first: Int!, $after: String) {\n    merchant(id: $merchantId) {\n      name\n    }\n    ledger(merchantId: $merchantId, types: $types, first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          sequence\n          createdAt\n          entryType\n          description\n          reference\n          amountPaise\n          availableAfterPaise\n          totalAfterPaise\n          feePayoutId\n          payout {\n            id\n            bankReferenceId\n            bankAccount {\n              accountHolderName\n              accountNumberMasked\n              ifscCode\n            }\n          }\n          payoutReturn {\n            payout {\n              id\n              bankReferenceId\n              bankAccount {\n                accountHolderName\n                accountNumberMasked\n                ifscCode\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.LedgerExportDocument,
    "\n  query LedgerPage(\n    $merchantId: ID!\n    $types: [LedgerEntryType!]\n    $first: Int!\n    $after: String\n    $before: String\n  ) {\n    revision(merchantId: $merchantId)\n    ledger(\n      merchantId: $merchantId\n      types: $types\n      first: $first\n      after: $after\n      before: $before\n    ) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          createdAt\n          ...LedgerRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.LedgerPageDocument,
    "\n  mutation UpdateMerchant($input: UpdateMerchantInput!) {\n    result: updateMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.UpdateMerchantDocument,
    "\n  query FeeTerms($merchantId: ID!) {\n    feeTerms(merchantId: $merchantId) {\n      plan {\n        bands {\n          rail\n          upToPaise\n          feePaise\n        }\n        gstBasisPoints\n        followsDefault\n        refundOnReturn\n      }\n      taxProfile {\n        gstin\n        state\n      }\n    }\n  }\n": typeof types.FeeTermsDocument,
    "\n  mutation ReopenMerchant($input: ReopenMerchantInput!) {\n    result: reopenMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.ReopenMerchantDocument,
    "\n  mutation SuspendMerchant($input: SuspendMerchantInput!) {\n    result: suspendMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.SuspendMerchantDocument,
    "\n  mutation SetCoolingOff($input: SetCoolingOffInput!) {\n    result: setCoolingOff(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.SetCoolingOffDocument,
    "\n  fragment MerchantDetails on Merchant {\n    id\n    name\n    email\n    isActive\n    createdAt\n    suspendedAt\n    suspensionReason\n    coolingOffHours\n  }\n": typeof types.MerchantDetailsFragmentDoc,
    "\n  query MerchantToChange($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      ...MerchantDetails\n    }\n  }\n": typeof types.MerchantToChangeDocument,
    "\n  query Merchants($first: Int, $after: String) {\n    merchants(first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...MerchantRow\n        }\n      }\n    }\n  }\n": typeof types.MerchantsDocument,
    "\n  query WantedMerchant($id: ID!) {\n    merchant(id: $id) {\n      ...MerchantRow\n    }\n  }\n": typeof types.WantedMerchantDocument,
    "\n  fragment MerchantRow on Merchant {\n    id\n    name\n    email\n    isActive\n    balance {\n      availablePaise\n    }\n  }\n": typeof types.MerchantRowFragmentDoc,
    "\n  query FailedPayout($id: ID!) {\n    payout(id: $id) {\n      amountPaise\n      failureReason\n      merchant {\n        id\n      }\n      bankAccount {\n        ...BankAccountLabel\n      }\n    }\n  }\n": typeof types.FailedPayoutDocument,
    "\n  query PayoutAccounts($merchantId: ID!) {\n    engine {\n      idempotencyWindowSeconds\n    }\n    merchant(id: $merchantId) {\n      name\n      isActive\n      suspendedAt\n      suspensionReason\n      bankAccounts {\n        id\n        accountHolderName\n        nickname\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n      }\n    }\n    newest: payouts(merchantId: $merchantId, first: 50) {\n      edges {\n        node {\n          bankAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.PayoutAccountsDocument,
    "\n  query PlanPayout($input: PlanPayoutInput!, $merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    planPayout(input: $input) {\n      ... on PayoutPlan {\n        rail\n        expectedBy\n        totalCostPaise\n        candidates {\n          rail\n          feePaise\n          taxPaise\n        }\n        warnings {\n          code\n          words\n        }\n      }\n    }\n  }\n": typeof types.PlanPayoutDocument,
    "\n  query RetriedPayout($id: ID!) {\n    payout(id: $id) {\n      amountPaise\n      failureReason\n      retriedBy\n      merchant {\n        id\n      }\n      bankAccount {\n        ...BankAccountLabel\n      }\n    }\n  }\n": typeof types.RetriedPayoutDocument,
    "\n  mutation CreatePayout($input: CreatePayoutInput!) {\n    createPayout(input: $input) {\n      __typename\n      ... on CreatePayoutSuccess {\n        replayed\n        payout {\n          id\n          amountPaise\n          notBefore\n          coolingOffUntil\n          bankAccount {\n            ...BankAccountLabel\n          }\n        }\n      }\n      ... on IdempotencyKeyForgotten {\n        message\n        payouts {\n          id\n          ...PayoutLink\n        }\n      }\n      ... on InsufficientFunds {\n        message\n        availablePaise\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.CreatePayoutDocument,
    "\n  query SimilarPayouts($merchantId: ID!, $bankAccountId: ID!, $amountPaise: Paise!) {\n    revision(merchantId: $merchantId)\n    similarPayouts(\n      merchantId: $merchantId\n      bankAccountId: $bankAccountId\n      amountPaise: $amountPaise\n    ) {\n      id\n      idempotencyKey\n      reference\n      ...PayoutLink\n    }\n  }\n": typeof types.SimilarPayoutsDocument,
    "\n  query AuditedMerchant($id: ID!) {\n    merchant(id: $id) {\n      id\n      name\n    }\n  }\n": typeof types.AuditedMerchantDocument,
    "\n  query AttentionCount {\n    attention(first: 0) {\n      totalCount(atMost: 100)\n    }\n  }\n": typeof types.AttentionCountDocument,
    "\n  fragment AttentionRow on AttentionItem {\n    kind\n    since\n    reason\n    payout {\n      id\n      status\n      needsReview\n      amountPaise\n      createdAt\n      nextAttemptAt\n      merchant {\n        id\n        name\n      }\n      bankAccount {\n        id\n        accountHolderName\n        ...BankAccountLabel\n      }\n    }\n  }\n": typeof types.AttentionRowFragmentDoc,
    "\n  query Attention($first: Int!, $after: String) {\n    attention(first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AttentionRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.AttentionDocument,
    "\n  fragment AuditRow on AuditEvent {\n    id\n    at\n    action\n    summary\n    actor\n    actorId\n    actorKind\n    subjectId\n    merchantId\n    merchantName\n    payoutId\n    requestId\n    changes {\n      column\n      name\n      before\n      after\n    }\n  }\n": typeof types.AuditRowFragmentDoc,
    "\n  query AuditEvents($filter: AuditEventFilter!, $first: Int!, $after: String) {\n    auditEvents(filter: $filter, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AuditRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.AuditEventsDocument,
    "\n  query Health {\n    health {\n      isWell\n      signs {\n        kind\n        isWell\n        text\n      }\n      workers {\n        name\n        isAlive\n        startedAt\n        beatAt\n        threads\n        busy\n        lastClaimAt\n      }\n    }\n  }\n": typeof types.HealthDocument,
    "\n  fragment IntegrityRunParts on IntegrityRun {\n    id\n    askedBy\n    askedAt\n    startedAt\n    endedAt\n    rules\n    findings {\n      rule\n      isChecked\n      rows\n      violations\n      faults\n      seconds\n    }\n  }\n": typeof types.IntegrityRunPartsFragmentDoc,
    "\n  query Integrity {\n    integrity {\n      results {\n        statement\n        severity\n      }\n      ended {\n        ...IntegrityRunParts\n      }\n      unfinished {\n        ...IntegrityRunParts\n      }\n    }\n  }\n": typeof types.IntegrityDocument,
    "\n  mutation CheckIntegrity {\n    checkIntegrity {\n      isNew\n    }\n  }\n": typeof types.CheckIntegrityDocument,
    "\n  fragment FoundMerchant on Merchant {\n    id\n    name\n    email\n    isActive\n  }\n": typeof types.FoundMerchantFragmentDoc,
    "\n  query FindMerchants($search: String!, $first: Int!, $after: String) {\n    merchants(search: $search, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...FoundMerchant\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.FindMerchantsDocument,
    "\n  mutation CancelPayoutOrder($input: CancelPayoutOrderInput!) {\n    result: cancelPayoutOrder(input: $input) {\n      __typename\n      ... on PayoutOrderEnded {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.CancelPayoutOrderDocument,
    "\n  query OrderAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n        accountHolderName\n        nickname\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n      }\n    }\n  }\n": typeof types.OrderAccountsDocument,
    "\n  query Promised($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      promisedPaise\n    }\n  }\n": typeof types.PromisedDocument,
    "\n  query PayoutOrdersPage($merchantId: ID!, $state: PayoutOrderState, $first: Int!, $after: String) {\n    revision(merchantId: $merchantId)\n    payoutOrders(merchantId: $merchantId, state: $state, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          sequence\n          state\n          amountPaise\n          reference\n          notBefore\n          expiresAt\n          payoutId\n          refusedBecause\n          createdAt\n          endedAt\n          bankAccount {\n            accountHolderName\n            ...BankAccountLabel\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.PayoutOrdersPageDocument,
    "\n  mutation OrderPayout($input: OrderPayoutInput!) {\n    result: orderPayout(input: $input) {\n      __typename\n      ... on OrderPayoutSuccess {\n        order {\n          id\n          amountPaise\n          payoutId\n        }\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.OrderPayoutDocument,
    "\n  fragment BankAccountLabel on BankAccount {\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n  }\n": typeof types.BankAccountLabelFragmentDoc,
    "\n  mutation CancelPayout($input: CancelPayoutInput!) {\n    result: cancelPayout(input: $input) {\n      __typename\n      ... on NotPossibleNow {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.CancelPayoutDocument,
    "\n  fragment PayoutEntries on Payout {\n    ledgerEntries {\n      id\n      sequence\n      entryType\n      amountPaise\n      availableAfterPaise\n      createdAt\n    }\n  }\n": typeof types.PayoutEntriesFragmentDoc,
    "\n  fragment PayoutFacts on Payout {\n    reference\n    clientReference\n    narration\n    purpose\n    batch {\n      id\n      name\n    }\n    batchRow\n    retryOf\n    notBefore\n    coolingOffUntil\n    owedCompensationPaise\n    owedCompensationWords\n    rail {\n      rail\n      chosenBy\n      expectedBy\n    }\n    utrLooks\n    fee {\n      feePaise\n      taxPaise\n      igstPaise\n      refunded\n    }\n    totalCostPaise\n    status\n    failure {\n      code\n    }\n    madeBy {\n      kind\n      name\n    }\n  }\n": typeof types.PayoutFactsFragmentDoc,
    "\n  fragment PayoutIds on Payout {\n    id\n    idempotencyKey\n  }\n": typeof types.PayoutIdsFragmentDoc,
    "\n  fragment PayoutReason on Payout {\n    failure {\n      words\n      source\n    }\n  }\n": typeof types.PayoutReasonFragmentDoc,
    "\n  fragment PayoutTimeline on Payout {\n    status\n    amountPaise\n    attemptCount\n    createdAt\n    processingStartedAt\n    nextAttemptAt\n    notBefore\n    completedAt\n    failedAt\n    failureReason\n    bankReferenceId\n    returned {\n      at\n      reference\n      reason\n      valueOn\n    }\n    cancellation {\n      requestedAt\n      remark\n    }\n    attempts {\n      id\n      number\n      call\n      answer\n      reason\n      startedAt\n      endedAt\n    }\n  }\n": typeof types.PayoutTimelineFragmentDoc,
    "\n  fragment ReviewNotice on Payout {\n    id\n    amountPaise\n    needsReview\n    safeToRetry\n    explanation\n    retriedBy\n    unresolvedSince\n    nextAttemptAt\n  }\n": typeof types.ReviewNoticeFragmentDoc,
    "\n  query PayoutCounts(\n    $merchantId: ID!\n    $scheduled: PayoutFilter!\n    $pending: PayoutFilter!\n    $processing: PayoutFilter!\n    $needsReview: PayoutFilter!\n    $failed: PayoutFilter!\n  ) {\n    revision(merchantId: $merchantId)\n    SCHEDULED: payoutTotals(merchantId: $merchantId, filter: $scheduled, atMost: 1000) {\n      count\n    }\n    PENDING: payoutTotals(merchantId: $merchantId, filter: $pending, atMost: 1000) {\n      count\n    }\n    PROCESSING: payoutTotals(merchantId: $merchantId, filter: $processing, atMost: 1000) {\n      count\n    }\n    NEEDS_REVIEW: payoutTotals(merchantId: $merchantId, filter: $needsReview, atMost: 1000) {\n      count\n    }\n    FAILED: payoutTotals(merchantId: $merchantId, filter: $failed, atMost: 1000) {\n      count\n    }\n  }\n": typeof types.PayoutCountsDocument,
    "\n  query PayoutTotals($merchantId: ID!, $filter: PayoutFilter!, $atMost: Int) {\n    revision(merchantId: $merchantId)\n    payoutTotals(merchantId: $merchantId, filter: $filter, atMost: $atMost) {\n      count\n      sumPaise\n      isComplete\n    }\n  }\n": typeof types.PayoutTotalsDocument,
    "\n  fragment PayoutLink on Payout {\n    id\n    status\n    needsReview\n    amountPaise\n    createdAt\n    bankAccount {\n      accountHolderName\n      accountNumberMasked\n    }\n  }\n": typeof types.PayoutLinkFragmentDoc,
    "\n  query PayoutsPage(\n    $merchantId: ID!\n    $filter: PayoutFilter\n    $sort: PayoutSort\n    $first: Int!\n    $after: String\n    $before: String\n  ) {\n    revision(merchantId: $merchantId)\n    payouts(\n      merchantId: $merchantId\n      filter: $filter\n      sort: $sort\n      first: $first\n      after: $after\n      before: $before\n    ) {\n      edges {\n        node {\n          id\n          status\n          needsReview\n          amountPaise\n          createdAt\n          ...PayoutRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.PayoutsPageDocument,
    "\n  fragment PayoutRow on Payout {\n    id\n    status\n    needsReview\n    moneyIs\n    nextAction\n    amountPaise\n    nextAttemptAt\n    notBefore\n    bankReferenceId\n    failureReason\n    returned {\n      at\n    }\n    reference\n    narration\n    purpose\n    createdAt\n    updatedAt\n    bankAccount {\n      accountHolderName\n      ...BankAccountLabel\n    }\n  }\n": typeof types.PayoutRowFragmentDoc,
    "\n  mutation AskBankAgain($input: AskBankAgainInput!) {\n    askBankAgain(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n": typeof types.AskBankAgainDocument,
    "\n  query Ifsc($code: String!) {\n    ifsc(code: $code) {\n      bankName\n      branchName\n      city\n      warnings\n    }\n  }\n": typeof types.IfscDocument,
    "\n  query Payees($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n        accountHolderName\n        accountNumberMasked\n      }\n    }\n  }\n": typeof types.PayeesDocument,
    "\n  query PayoutDetails($merchantId: ID!, $id: ID!) {\n    revision(merchantId: $merchantId)\n    payout(id: $id) {\n      id\n      status\n      needsReview\n      safeToRetry\n      nextAction\n      amountPaise\n      bankReferenceId\n      createdAt\n      notBefore\n      nextAttemptAt\n      returned {\n        at\n        reference\n      }\n      merchant {\n        id\n      }\n      bankAccount {\n        id\n        ...BankAccountLabel\n      }\n      reference\n      narration\n      purpose\n      cancellation {\n        requestedAt\n      }\n      ...PayoutReason\n      ...PayoutFacts\n      ...ReviewNotice\n      ...ApprovalNotice\n      ...PayoutTimeline\n      ...PayoutEntries\n      ...PayoutIds\n    }\n  }\n": typeof types.PayoutDetailsDocument,
    "\n  mutation RecordPayment($input: RecordPaymentInput!) {\n    recordPayment(input: $input) {\n      __typename\n      ... on RecordPaymentSuccess {\n        replayed\n        entry {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RecordPaymentDocument,
    "\n  query ThisMerchant($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      name\n      balance {\n        availablePaise\n        heldPaise\n        totalPaise\n      }\n      bankAccounts {\n        id\n        bankName\n        accountNumberMasked\n        ifscCode\n        isPrimary\n      }\n    }\n    payouts(merchantId: $merchantId, first: 10) {\n      totalCount\n      edges {\n        node {\n          id\n          status\n          amountPaise\n          attemptCount\n          createdAt\n        }\n      }\n    }\n  }\n": typeof types.ThisMerchantDocument,
    "\n  query Viewer {\n    viewer {\n      id\n      kind\n      name\n      scopes\n      merchantId\n      role\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  fragment Frame on Query {\n    viewer {\n      id\n      kind\n      name\n      scopes\n      merchantId\n      role\n    }\n    engine {\n      openAccess\n      playground\n      maxAttempts\n      bankScripts {\n        ending\n        description\n      }\n    }\n  }\n": typeof types.FrameFragmentDoc,
    "\n  query Start($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      heldPaise\n      totalPaise\n    }\n    pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          amountPaise\n        }\n      }\n    }\n    failed: payouts(\n      merchantId: $merchantId\n      status: FAILED\n      filter: { cancelled: false }\n      first: 20\n    ) {\n      edges {\n        node {\n          createdAt\n          failedAt\n        }\n      }\n    }\n    merchant(id: $merchantId) {\n      ...MerchantRow\n    }\n    ...Frame\n  }\n": typeof types.StartDocument,
    "\n  query Arrival {\n    merchants(first: 100) {\n      totalCount(atMost: 10000)\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...MerchantRow\n        }\n      }\n    }\n    ...Frame\n  }\n": typeof types.ArrivalDocument,
    "\n  fragment MemberRow on TeamMember {\n    userId\n    name\n    email\n    role\n    joinedAt\n    lastSignInAt\n    hasSecondFactor\n    isYou\n  }\n": typeof types.MemberRowFragmentDoc,
    "\n  fragment InvitationRow on TeamInvitation {\n    invitationId\n    email\n    role\n    invitedBy\n    sentAt\n    expiresAt\n  }\n": typeof types.InvitationRowFragmentDoc,
    "\n  query Team($merchantId: ID!) {\n    team(merchantId: $merchantId) {\n      secondFactorAbovePaise\n      members {\n        ...MemberRow\n      }\n      invitations {\n        ...InvitationRow\n      }\n    }\n  }\n": typeof types.TeamDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    result: inviteMember(input: $input) {\n      __typename\n      ... on InviteMemberSuccess {\n        token\n        invitation {\n          ...InvitationRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.InviteMemberDocument,
    "\n  mutation RenewInvitation($input: RenewInvitationInput!) {\n    result: renewInvitation(input: $input) {\n      __typename\n      ... on RenewInvitationSuccess {\n        token\n        invitation {\n          ...InvitationRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RenewInvitationDocument,
    "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    result: revokeInvitation(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RevokeInvitationDocument,
    "\n  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {\n    result: changeMemberRole(input: $input) {\n      __typename\n      ... on ChangeMemberRoleSuccess {\n        keys {\n          id\n          name\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.ChangeMemberRoleDocument,
    "\n  mutation RemoveMember($input: RemoveMemberInput!) {\n    result: removeMember(input: $input) {\n      __typename\n      ... on RemoveMemberSuccess {\n        keys {\n          id\n          name\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RemoveMemberDocument,
    "\n  mutation SetSecondFactorLimit($input: SetSecondFactorLimitInput!) {\n    result: setSecondFactorLimit(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.SetSecondFactorLimitDocument,
    "\n  fragment WebhookEndpointRow on WebhookEndpoint {\n    id\n    merchantId\n    url\n    eventTypes\n    state\n    disabledBecause\n    failingSince\n    secretHint\n    oldSecretUntil\n    position\n    backlog\n    createdAt\n    deletedAt\n  }\n": typeof types.WebhookEndpointRowFragmentDoc,
    "\n  query WebhookEndpoints($merchantId: ID!) {\n    webhookEndpoints(merchantId: $merchantId) {\n      ...WebhookEndpointRow\n    }\n  }\n": typeof types.WebhookEndpointsDocument,
    "\n  query WebhookEndpointShown($id: ID!) {\n    webhookEndpoint(id: $id) {\n      ...WebhookEndpointRow\n    }\n    engine {\n      webhookDaysKept\n    }\n  }\n": typeof types.WebhookEndpointShownDocument,
    "\n  fragment WebhookMessageRow on WebhookMessage {\n    id\n    eventType\n    position\n    state\n    createdAt\n    nextAttemptAt\n    deliveredAt\n    attemptCount\n    attempts {\n      number\n      startedAt\n      endedAt\n      outcome\n      httpStatus\n    }\n  }\n": typeof types.WebhookMessageRowFragmentDoc,
    "\n  query WebhookMessages($id: ID!, $state: WebhookMessageState, $first: Int!, $after: String) {\n    webhookEndpoint(id: $id) {\n      messages(state: $state, first: $first, after: $after) {\n        totalCount(atMost: 10000)\n        edges {\n          node {\n            ...WebhookMessageRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.WebhookMessagesDocument,
    "\n  query WebhookMessageShown($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on WebhookMessage {\n        endpointId\n        body\n        ...WebhookMessageRow\n      }\n    }\n  }\n": typeof types.WebhookMessageShownDocument,
    "\n  query EventsToReplay($endpoint: ID!, $merchantId: ID!, $types: [EventType!], $after: String!) {\n    webhookEndpoint(id: $endpoint) {\n      position\n    }\n    events(merchantId: $merchantId, types: $types, after: $after, first: 200) {\n      events {\n        position\n      }\n      next\n      more\n    }\n  }\n": typeof types.EventsToReplayDocument,
    "\n  mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {\n    result: createWebhookEndpoint(input: $input) {\n      __typename\n      ... on CreateWebhookEndpointSuccess {\n        secret\n        endpoint {\n          ...WebhookEndpointRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.CreateWebhookEndpointDocument,
    "\n  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n    result: rotateWebhookSecret(input: $input) {\n      __typename\n      ... on RotateWebhookSecretSuccess {\n        secret\n        endpoint {\n          ...WebhookEndpointRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.RotateWebhookSecretDocument,
    "\n  mutation SetWebhookEndpointState($input: SetWebhookEndpointStateInput!) {\n    result: setWebhookEndpointState(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.SetWebhookEndpointStateDocument,
    "\n  mutation DeleteWebhookEndpoint($input: DeleteWebhookEndpointInput!) {\n    result: deleteWebhookEndpoint(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.DeleteWebhookEndpointDocument,
    "\n  mutation SendTestEvent($input: SendTestEventInput!) {\n    result: sendTestEvent(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.SendTestEventDocument,
    "\n  mutation ResendWebhook($input: ResendWebhookInput!) {\n    result: resendWebhook(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.ResendWebhookDocument,
    "\n  mutation ReplayWebhooks($input: ReplayWebhooksInput!) {\n    result: replayWebhooks(input: $input) {\n      __typename\n      ... on ReplayWebhooksSuccess {\n        replay {\n          after\n          upTo\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": typeof types.ReplayWebhooksDocument,
};
const documents: Documents = {
    "\n  mutation ApproveAdjustment($input: ApproveAdjustmentInput!) {\n    result: approveAdjustment(input: $input) {\n      __typename\n      ... on InsufficientFunds {\n        availablePaise\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.ApproveAdjustmentDocument,
    "\n  mutation RejectAdjustment($input: RejectAdjustmentInput!) {\n    result: rejectAdjustment(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RejectAdjustmentDocument,
    "\n  fragment AdjustmentRow on Adjustment {\n    id\n    direction\n    amountPaise\n    reason\n    status\n    proposedBy\n    viewerDidPropose\n    createdAt\n    decidedBy\n    decidedAt\n    entry {\n      sequence\n    }\n  }\n": types.AdjustmentRowFragmentDoc,
    "\n  query Adjustments($merchantId: ID!, $status: AdjustmentStatus, $first: Int!, $after: String) {\n    adjustments(merchantId: $merchantId, status: $status, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AdjustmentRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.AdjustmentsDocument,
    "\n  query AdjustmentToDecide($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Adjustment {\n        merchant {\n          id\n          name\n        }\n        ...AdjustmentRow\n      }\n    }\n  }\n": types.AdjustmentToDecideDocument,
    "\n  mutation ProposeAdjustment($input: ProposeAdjustmentInput!) {\n    result: proposeAdjustment(input: $input) {\n      __typename\n      ... on ProposeAdjustmentSuccess {\n        replayed\n      }\n      ... on InsufficientFunds {\n        availablePaise\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.ProposeAdjustmentDocument,
    "\n  query Probe {\n    merchants(first: 1) {\n      edges {\n        cursor\n      }\n    }\n  }\n": types.ProbeDocument,
    "\n  query Revision($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n  }\n": types.RevisionDocument,
    "\n  query FirstSteps($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n      }\n    }\n  }\n": types.FirstStepsDocument,
    "\n  query FirstKey($merchantId: ID!) {\n    apiKeys(merchantId: $merchantId, first: 1) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": types.FirstKeyDocument,
    "\n  fragment ApprovalNotice on Payout {\n    id\n    amountPaise\n    bankAccount {\n      accountHolderName\n    }\n    batch {\n      id\n    }\n    approval {\n      people\n      missing\n      outcome\n      expiresAt\n      mayDecide\n      subject\n      approvedBy {\n        person\n        remark\n        at\n      }\n      rejectedBy {\n        person\n        remark\n        at\n      }\n    }\n  }\n": types.ApprovalNoticeFragmentDoc,
    "\n  query BatchApproval($merchantId: ID!, $batchId: ID!) {\n    revision(merchantId: $merchantId)\n    batchToApprove(batchId: $batchId) {\n      payouts\n      sumPaise\n      people\n      missing\n      expiresAt\n      mayDecide\n    }\n  }\n": types.BatchApprovalDocument,
    "\n  mutation SetApprovalPolicy($input: SetApprovalPolicyInput!) {\n    result: setApprovalPolicy(input: $input) {\n      __typename\n      ... on SetApprovalPolicySuccess {\n        changed\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.SetApprovalPolicyDocument,
    "\n  mutation ApprovePayout($input: ApprovePayoutInput!) {\n    result: approvePayout(input: $input) {\n      __typename\n      ... on DecidePayoutSuccess {\n        payout {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.ApprovePayoutDocument,
    "\n  mutation RejectPayout($input: RejectPayoutInput!) {\n    result: rejectPayout(input: $input) {\n      __typename\n      ... on DecidePayoutSuccess {\n        payout {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RejectPayoutDocument,
    "\n  mutation ApprovePayoutBatch($input: ApprovePayoutBatchInput!) {\n    result: approvePayoutBatch(input: $input) {\n      __typename\n      ... on DecidePayoutBatchSuccess {\n        decided\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.ApprovePayoutBatchDocument,
    "\n  mutation RejectPayoutBatch($input: RejectPayoutBatchInput!) {\n    result: rejectPayoutBatch(input: $input) {\n      __typename\n      ... on DecidePayoutBatchSuccess {\n        decided\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RejectPayoutBatchDocument,
    "\n  query ApprovalPolicy($merchantId: ID!) {\n    approvalPolicy(merchantId: $merchantId) {\n      version\n      expiresAfterHours\n      setBy\n      setAt\n      bands {\n        fromPaise\n        people\n      }\n    }\n  }\n": types.ApprovalPolicyDocument,
    "\n  query PayoutsToApprove($merchantId: ID!, $first: Int!, $mine: Boolean!) {\n    revision(merchantId: $merchantId)\n    payoutsToApprove(merchantId: $merchantId, first: $first, mine: $mine) {\n      payouts\n      sumPaise\n      people\n      missing\n      since\n      expiresAt\n      mayDecide\n      payout {\n        id\n        reference\n        bankAccount {\n          accountHolderName\n          accountNumberMasked\n        }\n        madeBy {\n          kind\n          name\n        }\n        approval {\n          subject\n        }\n      }\n      batch {\n        id\n        name\n      }\n    }\n  }\n": types.PayoutsToApproveDocument,
    "\n  query BalanceMonitors($merchantId: ID!) {\n    balanceMonitors(merchantId: $merchantId) {\n      id\n      belowPaise\n      lowSince\n      toldAt\n    }\n  }\n": types.BalanceMonitorsDocument,
    "\n  mutation CreateBalanceMonitor($input: CreateBalanceMonitorInput!) {\n    result: createBalanceMonitor(input: $input) {\n      __typename\n      ... on CreateBalanceMonitorSuccess {\n        balanceMonitor {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.CreateBalanceMonitorDocument,
    "\n  mutation DeleteBalanceMonitor($input: DeleteBalanceMonitorInput!) {\n    result: deleteBalanceMonitor(input: $input) {\n      __typename\n      ... on DeleteBalanceMonitorSuccess {\n        balanceMonitor {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.DeleteBalanceMonitorDocument,
    "\n  query Shortfall($merchantId: ID!, $aboutPaise: Paise!) {\n    revision(merchantId: $merchantId)\n    explainBalance(merchantId: $merchantId, aboutPaise: $aboutPaise) {\n      __typename\n      ... on BalanceExplanation {\n        availablePaise\n        heldPaise\n        shortfall {\n          shortByPaise\n          coveredBy {\n            ...HoldingPayout\n            payout {\n              id\n            }\n          }\n        }\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n": types.ShortfallDocument,
    "\n  fragment HoldingPayout on HeldBy {\n    amountPaise\n    since\n    why\n    payout {\n      id\n      reference\n      bankAccount {\n        accountHolderName\n      }\n    }\n  }\n": types.HoldingPayoutFragmentDoc,
    "\n  query WhyBalance($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    explainBalance(merchantId: $merchantId) {\n      __typename\n      ... on BalanceExplanation {\n        sequence\n        at\n        availablePaise\n        heldPaise\n        totalPaise\n        lines {\n          entryType\n          count\n          sumPaise\n        }\n        heldBy(first: 20) {\n          heldByOthersPaise\n          holds {\n            ...HoldingPayout\n            payout {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": types.WhyBalanceDocument,
    "\n  query WebhookTrouble($merchantId: ID!) {\n    webhookEndpoints(merchantId: $merchantId) {\n      id\n      url\n      state\n      failingSince\n    }\n  }\n": types.WebhookTroubleDocument,
    "\n  query Balance($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      heldPaise\n      totalPaise\n    }\n    pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          amountPaise\n        }\n      }\n    }\n    failed: payouts(\n      merchantId: $merchantId\n      status: FAILED\n      filter: { cancelled: false }\n      first: 20\n    ) {\n      edges {\n        node {\n          createdAt\n          failedAt\n        }\n      }\n    }\n  }\n": types.BalanceDocument,
    "\n  query BalanceHistory(\n    $merchantId: ID!\n    $from: Date!\n    $to: Date!\n    $bucket: BalanceBucket!\n    $lastMonth: Date!\n  ) {\n    revision(merchantId: $merchantId)\n    periods: balanceByPeriod(merchantId: $merchantId, from: $from, to: $to, bucket: $bucket) {\n      startsOn\n      endsOn\n      openPaise\n      closePaise\n      minPaise\n      maxPaise\n      inPaise\n      outPaise\n      heldClosePaise\n    }\n    months: balanceByPeriod(merchantId: $merchantId, from: $lastMonth, to: $to, bucket: MONTH) {\n      startsOn\n      inPaise\n      outPaise\n    }\n  }\n": types.BalanceHistoryDocument,
    "\n  mutation AddBankAccount($input: AddBankAccountInput!) {\n    addBankAccount(input: $input) {\n      __typename\n      ... on AddBankAccountSuccess {\n        bankAccount {\n          id\n        }\n        warnings\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.AddBankAccountDocument,
    "\n  mutation RenameBankAccount($input: RenameBankAccountInput!) {\n    result: renameBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RenameBankAccountDocument,
    "\n  mutation VerifyBankAccount($input: VerifyBankAccountInput!) {\n    result: verifyBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.VerifyBankAccountDocument,
    "\n  mutation MakeBankAccountPrimary($input: MakeBankAccountPrimaryInput!) {\n    result: makeBankAccountPrimary(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.MakeBankAccountPrimaryDocument,
    "\n  mutation RetireBankAccount($input: RetireBankAccountInput!) {\n    result: retireBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RetireBankAccountDocument,
    "\n  mutation RestoreBankAccount($input: RestoreBankAccountInput!) {\n    result: restoreBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RestoreBankAccountDocument,
    "\n  fragment ManagedAccount on BankAccount {\n    id\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n    isVerified\n    isPrimary\n    createdAt\n    retiredAt\n  }\n": types.ManagedAccountFragmentDoc,
    "\n  query MerchantAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        ...ManagedAccount\n      }\n    }\n  }\n": types.MerchantAccountsDocument,
    "\n  query BeneficiaryGroups($merchantId: ID!) {\n    beneficiaryGroups(merchantId: $merchantId) {\n      name\n      count\n    }\n  }\n": types.BeneficiaryGroupsDocument,
    "\n  mutation CheckBankAccountName($input: CheckBankAccountNameInput!) {\n    result: checkBankAccountName(input: $input) {\n      __typename\n      ... on CheckBankAccountNameSuccess {\n        accountCheck {\n          verdict\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.CheckBankAccountNameDocument,
    "\n  mutation PayBatchAgain($input: PayPayoutBatchInput!) {\n    result: payPayoutBatch(input: $input) {\n      __typename\n      ... on PayPayoutBatchSuccess {\n        created\n        refused\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.PayBatchAgainDocument,
    "\n  mutation RetryPayoutBatch($input: RetryPayoutBatchInput!) {\n    result: retryPayoutBatch(input: $input) {\n      __typename\n      ... on RetryPayoutBatchSuccess {\n        batch {\n          id\n        }\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RetryPayoutBatchDocument,
    "\n  query PayoutBatch(\n    $merchantId: ID!\n    $id: ID!\n    $first: Int!\n    $after: Int\n    $state: PayoutBatchRowState\n  ) {\n    revision(merchantId: $merchantId)\n    payoutBatch(id: $id) {\n      id\n      name\n      merchant {\n        id\n      }\n      rowCount\n      totalPaise\n      createdAt\n      notBefore\n      madeBy {\n        kind\n        name\n      }\n      retryOf {\n        id\n        name\n      }\n      repeatOf {\n        id\n        name\n      }\n      progress {\n        ...BatchProgress\n      }\n      rows(first: $first, after: $after, state: $state) {\n        number\n        amountPaise\n        reference\n        state\n        refusal {\n          message\n        }\n        bankAccount {\n          accountHolderName\n          ...BankAccountLabel\n        }\n        payout {\n          id\n          needsReview\n          failureReason\n          bankReferenceId\n        }\n      }\n    }\n  }\n": types.PayoutBatchDocument,
    "\n  query EarlierBatches($merchantId: ID!) {\n    payoutBatches(merchantId: $merchantId, first: 20) {\n      edges {\n        node {\n          id\n          name\n          rowCount\n          totalPaise\n        }\n      }\n    }\n  }\n": types.EarlierBatchesDocument,
    "\n  query PayoutDraft($merchantId: ID!, $batchId: ID, $month: String) {\n    payoutDraft(merchantId: $merchantId, batchId: $batchId, month: $month) {\n      bankAccountId\n      amountPaise\n      reference\n      narration\n      purpose\n    }\n  }\n": types.PayoutDraftDocument,
    "\n  query SeveralAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      name\n      isActive\n      suspendedAt\n      suspensionReason\n      bankAccounts {\n        id\n        accountHolderName\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n        group\n      }\n    }\n    newest: payouts(merchantId: $merchantId, first: 50) {\n      edges {\n        node {\n          bankAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.SeveralAccountsDocument,
    "\n  query PayoutBatchesPage($merchantId: ID!, $first: Int!, $after: String) {\n    revision(merchantId: $merchantId)\n    payoutBatches(merchantId: $merchantId, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          name\n          rowCount\n          totalPaise\n          createdAt\n          progress {\n            ...BatchProgress\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.PayoutBatchesPageDocument,
    "\n  fragment BatchProgress on PayoutBatchProgress {\n    status\n    waiting {\n      count\n      sumPaise\n    }\n    refused {\n      count\n      sumPaise\n    }\n    pending {\n      count\n      sumPaise\n    }\n    processing {\n      count\n      sumPaise\n    }\n    completed {\n      count\n      sumPaise\n    }\n    failed {\n      count\n      sumPaise\n    }\n  }\n": types.BatchProgressFragmentDoc,
    "\n  query PreviewPayouts($merchantId: ID!, $rows: [PayoutBatchRowInput!]!) {\n    revision(merchantId: $merchantId)\n    previewPayouts(merchantId: $merchantId, rows: $rows) {\n      availablePaise\n      rows {\n        number\n        verdict\n        faults {\n          field\n          message\n        }\n        alike {\n          kind\n          payoutId\n          row\n        }\n      }\n    }\n  }\n": types.PreviewPayoutsDocument,
    "\n  mutation CreatePayoutBatch($input: CreatePayoutBatchInput!) {\n    createPayoutBatch(input: $input) {\n      __typename\n      ... on CreatePayoutBatchSuccess {\n        replayed\n      }\n      ... on PayoutBatchRowsToFix {\n        message\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n": types.CreatePayoutBatchDocument,
    "\n  mutation PayPayoutBatch($input: PayPayoutBatchInput!) {\n    payPayoutBatch(input: $input) {\n      __typename\n      ... on PayPayoutBatchSuccess {\n        created\n        refused\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n": types.PayPayoutBatchDocument,
    "\n  query Beneficiary($id: ID!, $merchantId: ID!) {\n    node(id: $id) {\n      __typename\n      ... on BankAccount {\n        branchName\n        warnings\n        nameCheck {\n          verdict\n          registeredName\n          holderName\n          at\n        }\n        ...BeneficiaryRow\n      }\n    }\n    payouts(merchantId: $merchantId, filter: { bankAccountId: $id }, first: 10) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          amountPaise\n          ...PayoutRow\n        }\n      }\n    }\n  }\n": types.BeneficiaryDocument,
    "\n  mutation LabelBankAccount($input: LabelBankAccountInput!) {\n    result: labelBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.LabelBankAccountDocument,
    "\n  fragment BeneficiaryRow on BankAccount {\n    id\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n    nickname\n    group\n    isVerified\n    isPrimary\n    createdAt\n    retiredAt\n    paid {\n      lastPaidAt\n      lastPaidPaise\n      thisYearPaise\n      payoutsThisYear\n      isComplete\n    }\n  }\n": types.BeneficiaryRowFragmentDoc,
    "\n  query Beneficiaries(\n    $merchantId: ID!\n    $search: String\n    $group: String\n    $retired: Boolean\n    $first: Int!\n    $after: String\n  ) {\n    beneficiaries(\n      merchantId: $merchantId\n      search: $search\n      group: $group\n      retired: $retired\n      first: $first\n      after: $after\n    ) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...BeneficiaryRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.BeneficiariesDocument,
    "\n  mutation AddBankAccounts($input: AddBankAccountsInput!) {\n    result: addBankAccounts(input: $input) {\n      __typename\n      ... on AddBankAccountsSuccess {\n        results {\n          outcome\n          sameAs\n          bankName\n          branchName\n          warnings\n          bankAccount {\n            retiredAt\n          }\n          errors {\n            field\n            message\n          }\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.AddBankAccountsDocument,
    "\n  query EngineLimits {\n    engine {\n      readLimit\n      writeLimit\n      idempotencyWindowSeconds\n    }\n  }\n": types.EngineLimitsDocument,
    "\n  query ApiKeyToChange($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on ApiKey {\n        merchant {\n          id\n        }\n        ...KeyRow\n      }\n    }\n  }\n": types.ApiKeyToChangeDocument,
    "\n  fragment EventRow on Event {\n    position\n    type\n    occurredAt\n    amountPaise\n    payoutId\n    webhookEndpointId\n  }\n": types.EventRowFragmentDoc,
    "\n  query EventLog(\n    $merchantId: ID!\n    $types: [EventType!]\n    $first: Int!\n    $before: String\n    $after: String\n    $readsOn: Boolean!\n  ) {\n    revision(merchantId: $merchantId)\n    latestEvents(merchantId: $merchantId, types: $types, first: $first, before: $before)\n      @skip(if: $readsOn) {\n      events {\n        ...EventRow\n      }\n      next\n      more\n    }\n    events(merchantId: $merchantId, types: $types, first: $first, after: $after)\n      @include(if: $readsOn) {\n      events {\n        ...EventRow\n      }\n      next\n      more\n    }\n  }\n": types.EventLogDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    result: createApiKey(input: $input) {\n      __typename\n      ... on CreateApiKeySuccess {\n        secret\n        apiKey {\n          ...KeyRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation RotateApiKey($input: RotateApiKeyInput!) {\n    result: rotateApiKey(input: $input) {\n      __typename\n      ... on RotateApiKeySuccess {\n        secret\n        apiKey {\n          ...KeyRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RotateApiKeyDocument,
    "\n  mutation RevokeApiKey($input: RevokeApiKeyInput!) {\n    result: revokeApiKey(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RevokeApiKeyDocument,
    "\n  fragment KeyRow on ApiKey {\n    id\n    name\n    prefix\n    scopes\n    createdBy\n    createdAt\n    lastUsedAt\n    expiresAt\n    rotatedAt\n    revokedAt\n  }\n": types.KeyRowFragmentDoc,
    "\n  query ApiKeys($merchantId: ID!, $first: Int!, $after: String) {\n    apiKeys(merchantId: $merchantId, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...KeyRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ApiKeysDocument,
    "\n  fragment LoggedRequestRow on LoggedRequest {\n    requestId\n    at\n    durationMs\n    caller\n    key {\n      keyId\n      name\n      prefix\n    }\n    method\n    path\n    operation\n    httpStatus\n    outcome\n    errorCode\n    message\n    explanation {\n      meaning\n      advice\n    }\n    idempotencyKey\n    payoutId\n    payouts\n  }\n": types.LoggedRequestRowFragmentDoc,
    "\n  query RequestLog($merchantId: ID!, $filter: RequestLogFilter, $first: Int!, $after: String) {\n    requestLog(merchantId: $merchantId, filter: $filter, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...LoggedRequestRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.RequestLogDocument,
    "\n  query Engine {\n    engine {\n      openAccess\n      playground\n      maxAttempts\n      bankScripts {\n        ending\n        description\n      }\n    }\n  }\n": types.EngineDocument,
    "\n  query FindPayout($quoted: String!, $id: ID!) {\n    payoutByUtr(utr: $quoted) {\n      id\n      merchant {\n        id\n      }\n    }\n    payout(id: $id) {\n      id\n      merchant {\n        id\n      }\n    }\n  }\n": types.FindPayoutDocument,
    "\n  fragment LedgerRow on LedgerEntry {\n    id\n    sequence\n    entryType\n    amountPaise\n    availableAfterPaise\n    totalAfterPaise\n    description\n    reference\n    createdAt\n    feePayoutId\n    payout {\n      id\n      amountPaise\n      bankAccount {\n        accountHolderName\n      }\n    }\n    payoutReturn {\n      payout {\n        id\n        amountPaise\n        bankAccount {\n          accountHolderName\n        }\n      }\n    }\n  }\n": types.LedgerRowFragmentDoc,
    "\n  query LedgerExport($merchantId: ID!, $types: [LedgerEntryType!], $first: Int!, $after: String) {\n    merchant(id: $merchantId) {\n      name\n    }\n    ledger(merchantId: $merchantId, types: $types, first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          sequence\n          createdAt\n          entryType\n          description\n          reference\n          amountPaise\n          availableAfterPaise\n          totalAfterPaise\n          feePayoutId\n          payout {\n            id\n            bankReferenceId\n            bankAccount {\n              accountHolderName\n              accountNumberMasked\n              ifscCode\n            }\n          }\n          payoutReturn {\n            payout {\n              id\n              bankReferenceId\n              bankAccount {\n                accountHolderName\n                accountNumberMasked\n                ifscCode\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.LedgerExportDocument,
    "\n  query LedgerPage(\n    $merchantId: ID!\n    $types: [LedgerEntryType!]\n    $first: Int!\n    $after: String\n    $before: String\n  ) {\n    revision(merchantId: $merchantId)\n    ledger(\n      merchantId: $merchantId\n      types: $types\n      first: $first\n      after: $after\n      before: $before\n    ) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          createdAt\n          ...LedgerRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.LedgerPageDocument,
    "\n  mutation UpdateMerchant($input: UpdateMerchantInput!) {\n    result: updateMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.UpdateMerchantDocument,
    "\n  query FeeTerms($merchantId: ID!) {\n    feeTerms(merchantId: $merchantId) {\n      plan {\n        bands {\n          rail\n          upToPaise\n          feePaise\n        }\n        gstBasisPoints\n        followsDefault\n        refundOnReturn\n      }\n      taxProfile {\n        gstin\n        state\n      }\n    }\n  }\n": types.FeeTermsDocument,
    "\n  mutation ReopenMerchant($input: ReopenMerchantInput!) {\n    result: reopenMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.ReopenMerchantDocument,
    "\n  mutation SuspendMerchant($input: SuspendMerchantInput!) {\n    result: suspendMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.SuspendMerchantDocument,
    "\n  mutation SetCoolingOff($input: SetCoolingOffInput!) {\n    result: setCoolingOff(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.SetCoolingOffDocument,
    "\n  fragment MerchantDetails on Merchant {\n    id\n    name\n    email\n    isActive\n    createdAt\n    suspendedAt\n    suspensionReason\n    coolingOffHours\n  }\n": types.MerchantDetailsFragmentDoc,
    "\n  query MerchantToChange($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      ...MerchantDetails\n    }\n  }\n": types.MerchantToChangeDocument,
    "\n  query Merchants($first: Int, $after: String) {\n    merchants(first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...MerchantRow\n        }\n      }\n    }\n  }\n": types.MerchantsDocument,
    "\n  query WantedMerchant($id: ID!) {\n    merchant(id: $id) {\n      ...MerchantRow\n    }\n  }\n": types.WantedMerchantDocument,
    "\n  fragment MerchantRow on Merchant {\n    id\n    name\n    email\n    isActive\n    balance {\n      availablePaise\n    }\n  }\n": types.MerchantRowFragmentDoc,
    "\n  query FailedPayout($id: ID!) {\n    payout(id: $id) {\n      amountPaise\n      failureReason\n      merchant {\n        id\n      }\n      bankAccount {\n        ...BankAccountLabel\n      }\n    }\n  }\n": types.FailedPayoutDocument,
    "\n  query PayoutAccounts($merchantId: ID!) {\n    engine {\n      idempotencyWindowSeconds\n    }\n    merchant(id: $merchantId) {\n      name\n      isActive\n      suspendedAt\n      suspensionReason\n      bankAccounts {\n        id\n        accountHolderName\n        nickname\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n      }\n    }\n    newest: payouts(merchantId: $merchantId, first: 50) {\n      edges {\n        node {\n          bankAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.PayoutAccountsDocument,
    "\n  query PlanPayout($input: PlanPayoutInput!, $merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    planPayout(input: $input) {\n      ... on PayoutPlan {\n        rail\n        expectedBy\n        totalCostPaise\n        candidates {\n          rail\n          feePaise\n          taxPaise\n        }\n        warnings {\n          code\n          words\n        }\n      }\n    }\n  }\n": types.PlanPayoutDocument,
    "\n  query RetriedPayout($id: ID!) {\n    payout(id: $id) {\n      amountPaise\n      failureReason\n      retriedBy\n      merchant {\n        id\n      }\n      bankAccount {\n        ...BankAccountLabel\n      }\n    }\n  }\n": types.RetriedPayoutDocument,
    "\n  mutation CreatePayout($input: CreatePayoutInput!) {\n    createPayout(input: $input) {\n      __typename\n      ... on CreatePayoutSuccess {\n        replayed\n        payout {\n          id\n          amountPaise\n          notBefore\n          coolingOffUntil\n          bankAccount {\n            ...BankAccountLabel\n          }\n        }\n      }\n      ... on IdempotencyKeyForgotten {\n        message\n        payouts {\n          id\n          ...PayoutLink\n        }\n      }\n      ... on InsufficientFunds {\n        message\n        availablePaise\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.CreatePayoutDocument,
    "\n  query SimilarPayouts($merchantId: ID!, $bankAccountId: ID!, $amountPaise: Paise!) {\n    revision(merchantId: $merchantId)\n    similarPayouts(\n      merchantId: $merchantId\n      bankAccountId: $bankAccountId\n      amountPaise: $amountPaise\n    ) {\n      id\n      idempotencyKey\n      reference\n      ...PayoutLink\n    }\n  }\n": types.SimilarPayoutsDocument,
    "\n  query AuditedMerchant($id: ID!) {\n    merchant(id: $id) {\n      id\n      name\n    }\n  }\n": types.AuditedMerchantDocument,
    "\n  query AttentionCount {\n    attention(first: 0) {\n      totalCount(atMost: 100)\n    }\n  }\n": types.AttentionCountDocument,
    "\n  fragment AttentionRow on AttentionItem {\n    kind\n    since\n    reason\n    payout {\n      id\n      status\n      needsReview\n      amountPaise\n      createdAt\n      nextAttemptAt\n      merchant {\n        id\n        name\n      }\n      bankAccount {\n        id\n        accountHolderName\n        ...BankAccountLabel\n      }\n    }\n  }\n": types.AttentionRowFragmentDoc,
    "\n  query Attention($first: Int!, $after: String) {\n    attention(first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AttentionRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.AttentionDocument,
    "\n  fragment AuditRow on AuditEvent {\n    id\n    at\n    action\n    summary\n    actor\n    actorId\n    actorKind\n    subjectId\n    merchantId\n    merchantName\n    payoutId\n    requestId\n    changes {\n      column\n      name\n      before\n      after\n    }\n  }\n": types.AuditRowFragmentDoc,
    "\n  query AuditEvents($filter: AuditEventFilter!, $first: Int!, $after: String) {\n    auditEvents(filter: $filter, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AuditRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.AuditEventsDocument,
    "\n  query Health {\n    health {\n      isWell\n      signs {\n        kind\n        isWell\n        text\n      }\n      workers {\n        name\n        isAlive\n        startedAt\n        beatAt\n        threads\n        busy\n        lastClaimAt\n      }\n    }\n  }\n": types.HealthDocument,
    "\n  fragment IntegrityRunParts on IntegrityRun {\n    id\n    askedBy\n    askedAt\n    startedAt\n    endedAt\n    rules\n    findings {\n      rule\n      isChecked\n      rows\n      violations\n      faults\n      seconds\n    }\n  }\n": types.IntegrityRunPartsFragmentDoc,
    "\n  query Integrity {\n    integrity {\n      results {\n        statement\n        severity\n      }\n      ended {\n        ...IntegrityRunParts\n      }\n      unfinished {\n        ...IntegrityRunParts\n      }\n    }\n  }\n": types.IntegrityDocument,
    "\n  mutation CheckIntegrity {\n    checkIntegrity {\n      isNew\n    }\n  }\n": types.CheckIntegrityDocument,
    "\n  fragment FoundMerchant on Merchant {\n    id\n    name\n    email\n    isActive\n  }\n": types.FoundMerchantFragmentDoc,
    "\n  query FindMerchants($search: String!, $first: Int!, $after: String) {\n    merchants(search: $search, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...FoundMerchant\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.FindMerchantsDocument,
    "\n  mutation CancelPayoutOrder($input: CancelPayoutOrderInput!) {\n    result: cancelPayoutOrder(input: $input) {\n      __typename\n      ... on PayoutOrderEnded {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.CancelPayoutOrderDocument,
    "\n  query OrderAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n        accountHolderName\n        nickname\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n      }\n    }\n  }\n": types.OrderAccountsDocument,
    "\n  query Promised($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      promisedPaise\n    }\n  }\n": types.PromisedDocument,
    "\n  query PayoutOrdersPage($merchantId: ID!, $state: PayoutOrderState, $first: Int!, $after: String) {\n    revision(merchantId: $merchantId)\n    payoutOrders(merchantId: $merchantId, state: $state, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          sequence\n          state\n          amountPaise\n          reference\n          notBefore\n          expiresAt\n          payoutId\n          refusedBecause\n          createdAt\n          endedAt\n          bankAccount {\n            accountHolderName\n            ...BankAccountLabel\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.PayoutOrdersPageDocument,
    "\n  mutation OrderPayout($input: OrderPayoutInput!) {\n    result: orderPayout(input: $input) {\n      __typename\n      ... on OrderPayoutSuccess {\n        order {\n          id\n          amountPaise\n          payoutId\n        }\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.OrderPayoutDocument,
    "\n  fragment BankAccountLabel on BankAccount {\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n  }\n": types.BankAccountLabelFragmentDoc,
    "\n  mutation CancelPayout($input: CancelPayoutInput!) {\n    result: cancelPayout(input: $input) {\n      __typename\n      ... on NotPossibleNow {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.CancelPayoutDocument,
    "\n  fragment PayoutEntries on Payout {\n    ledgerEntries {\n      id\n      sequence\n      entryType\n      amountPaise\n      availableAfterPaise\n      createdAt\n    }\n  }\n": types.PayoutEntriesFragmentDoc,
    "\n  fragment PayoutFacts on Payout {\n    reference\n    clientReference\n    narration\n    purpose\n    batch {\n      id\n      name\n    }\n    batchRow\n    retryOf\n    notBefore\n    coolingOffUntil\n    owedCompensationPaise\n    owedCompensationWords\n    rail {\n      rail\n      chosenBy\n      expectedBy\n    }\n    utrLooks\n    fee {\n      feePaise\n      taxPaise\n      igstPaise\n      refunded\n    }\n    totalCostPaise\n    status\n    failure {\n      code\n    }\n    madeBy {\n      kind\n      name\n    }\n  }\n": types.PayoutFactsFragmentDoc,
    "\n  fragment PayoutIds on Payout {\n    id\n    idempotencyKey\n  }\n": types.PayoutIdsFragmentDoc,
    "\n  fragment PayoutReason on Payout {\n    failure {\n      words\n      source\n    }\n  }\n": types.PayoutReasonFragmentDoc,
    "\n  fragment PayoutTimeline on Payout {\n    status\n    amountPaise\n    attemptCount\n    createdAt\n    processingStartedAt\n    nextAttemptAt\n    notBefore\n    completedAt\n    failedAt\n    failureReason\n    bankReferenceId\n    returned {\n      at\n      reference\n      reason\n      valueOn\n    }\n    cancellation {\n      requestedAt\n      remark\n    }\n    attempts {\n      id\n      number\n      call\n      answer\n      reason\n      startedAt\n      endedAt\n    }\n  }\n": types.PayoutTimelineFragmentDoc,
    "\n  fragment ReviewNotice on Payout {\n    id\n    amountPaise\n    needsReview\n    safeToRetry\n    explanation\n    retriedBy\n    unresolvedSince\n    nextAttemptAt\n  }\n": types.ReviewNoticeFragmentDoc,
    "\n  query PayoutCounts(\n    $merchantId: ID!\n    $scheduled: PayoutFilter!\n    $pending: PayoutFilter!\n    $processing: PayoutFilter!\n    $needsReview: PayoutFilter!\n    $failed: PayoutFilter!\n  ) {\n    revision(merchantId: $merchantId)\n    SCHEDULED: payoutTotals(merchantId: $merchantId, filter: $scheduled, atMost: 1000) {\n      count\n    }\n    PENDING: payoutTotals(merchantId: $merchantId, filter: $pending, atMost: 1000) {\n      count\n    }\n    PROCESSING: payoutTotals(merchantId: $merchantId, filter: $processing, atMost: 1000) {\n      count\n    }\n    NEEDS_REVIEW: payoutTotals(merchantId: $merchantId, filter: $needsReview, atMost: 1000) {\n      count\n    }\n    FAILED: payoutTotals(merchantId: $merchantId, filter: $failed, atMost: 1000) {\n      count\n    }\n  }\n": types.PayoutCountsDocument,
    "\n  query PayoutTotals($merchantId: ID!, $filter: PayoutFilter!, $atMost: Int) {\n    revision(merchantId: $merchantId)\n    payoutTotals(merchantId: $merchantId, filter: $filter, atMost: $atMost) {\n      count\n      sumPaise\n      isComplete\n    }\n  }\n": types.PayoutTotalsDocument,
    "\n  fragment PayoutLink on Payout {\n    id\n    status\n    needsReview\n    amountPaise\n    createdAt\n    bankAccount {\n      accountHolderName\n      accountNumberMasked\n    }\n  }\n": types.PayoutLinkFragmentDoc,
    "\n  query PayoutsPage(\n    $merchantId: ID!\n    $filter: PayoutFilter\n    $sort: PayoutSort\n    $first: Int!\n    $after: String\n    $before: String\n  ) {\n    revision(merchantId: $merchantId)\n    payouts(\n      merchantId: $merchantId\n      filter: $filter\n      sort: $sort\n      first: $first\n      after: $after\n      before: $before\n    ) {\n      edges {\n        node {\n          id\n          status\n          needsReview\n          amountPaise\n          createdAt\n          ...PayoutRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.PayoutsPageDocument,
    "\n  fragment PayoutRow on Payout {\n    id\n    status\n    needsReview\n    moneyIs\n    nextAction\n    amountPaise\n    nextAttemptAt\n    notBefore\n    bankReferenceId\n    failureReason\n    returned {\n      at\n    }\n    reference\n    narration\n    purpose\n    createdAt\n    updatedAt\n    bankAccount {\n      accountHolderName\n      ...BankAccountLabel\n    }\n  }\n": types.PayoutRowFragmentDoc,
    "\n  mutation AskBankAgain($input: AskBankAgainInput!) {\n    askBankAgain(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n": types.AskBankAgainDocument,
    "\n  query Ifsc($code: String!) {\n    ifsc(code: $code) {\n      bankName\n      branchName\n      city\n      warnings\n    }\n  }\n": types.IfscDocument,
    "\n  query Payees($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n        accountHolderName\n        accountNumberMasked\n      }\n    }\n  }\n": types.PayeesDocument,
    "\n  query PayoutDetails($merchantId: ID!, $id: ID!) {\n    revision(merchantId: $merchantId)\n    payout(id: $id) {\n      id\n      status\n      needsReview\n      safeToRetry\n      nextAction\n      amountPaise\n      bankReferenceId\n      createdAt\n      notBefore\n      nextAttemptAt\n      returned {\n        at\n        reference\n      }\n      merchant {\n        id\n      }\n      bankAccount {\n        id\n        ...BankAccountLabel\n      }\n      reference\n      narration\n      purpose\n      cancellation {\n        requestedAt\n      }\n      ...PayoutReason\n      ...PayoutFacts\n      ...ReviewNotice\n      ...ApprovalNotice\n      ...PayoutTimeline\n      ...PayoutEntries\n      ...PayoutIds\n    }\n  }\n": types.PayoutDetailsDocument,
    "\n  mutation RecordPayment($input: RecordPaymentInput!) {\n    recordPayment(input: $input) {\n      __typename\n      ... on RecordPaymentSuccess {\n        replayed\n        entry {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RecordPaymentDocument,
    "\n  query ThisMerchant($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      name\n      balance {\n        availablePaise\n        heldPaise\n        totalPaise\n      }\n      bankAccounts {\n        id\n        bankName\n        accountNumberMasked\n        ifscCode\n        isPrimary\n      }\n    }\n    payouts(merchantId: $merchantId, first: 10) {\n      totalCount\n      edges {\n        node {\n          id\n          status\n          amountPaise\n          attemptCount\n          createdAt\n        }\n      }\n    }\n  }\n": types.ThisMerchantDocument,
    "\n  query Viewer {\n    viewer {\n      id\n      kind\n      name\n      scopes\n      merchantId\n      role\n    }\n  }\n": types.ViewerDocument,
    "\n  fragment Frame on Query {\n    viewer {\n      id\n      kind\n      name\n      scopes\n      merchantId\n      role\n    }\n    engine {\n      openAccess\n      playground\n      maxAttempts\n      bankScripts {\n        ending\n        description\n      }\n    }\n  }\n": types.FrameFragmentDoc,
    "\n  query Start($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      heldPaise\n      totalPaise\n    }\n    pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          amountPaise\n        }\n      }\n    }\n    failed: payouts(\n      merchantId: $merchantId\n      status: FAILED\n      filter: { cancelled: false }\n      first: 20\n    ) {\n      edges {\n        node {\n          createdAt\n          failedAt\n        }\n      }\n    }\n    merchant(id: $merchantId) {\n      ...MerchantRow\n    }\n    ...Frame\n  }\n": types.StartDocument,
    "\n  query Arrival {\n    merchants(first: 100) {\n      totalCount(atMost: 10000)\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...MerchantRow\n        }\n      }\n    }\n    ...Frame\n  }\n": types.ArrivalDocument,
    "\n  fragment MemberRow on TeamMember {\n    userId\n    name\n    email\n    role\n    joinedAt\n    lastSignInAt\n    hasSecondFactor\n    isYou\n  }\n": types.MemberRowFragmentDoc,
    "\n  fragment InvitationRow on TeamInvitation {\n    invitationId\n    email\n    role\n    invitedBy\n    sentAt\n    expiresAt\n  }\n": types.InvitationRowFragmentDoc,
    "\n  query Team($merchantId: ID!) {\n    team(merchantId: $merchantId) {\n      secondFactorAbovePaise\n      members {\n        ...MemberRow\n      }\n      invitations {\n        ...InvitationRow\n      }\n    }\n  }\n": types.TeamDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    result: inviteMember(input: $input) {\n      __typename\n      ... on InviteMemberSuccess {\n        token\n        invitation {\n          ...InvitationRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.InviteMemberDocument,
    "\n  mutation RenewInvitation($input: RenewInvitationInput!) {\n    result: renewInvitation(input: $input) {\n      __typename\n      ... on RenewInvitationSuccess {\n        token\n        invitation {\n          ...InvitationRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RenewInvitationDocument,
    "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    result: revokeInvitation(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RevokeInvitationDocument,
    "\n  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {\n    result: changeMemberRole(input: $input) {\n      __typename\n      ... on ChangeMemberRoleSuccess {\n        keys {\n          id\n          name\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.ChangeMemberRoleDocument,
    "\n  mutation RemoveMember($input: RemoveMemberInput!) {\n    result: removeMember(input: $input) {\n      __typename\n      ... on RemoveMemberSuccess {\n        keys {\n          id\n          name\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RemoveMemberDocument,
    "\n  mutation SetSecondFactorLimit($input: SetSecondFactorLimitInput!) {\n    result: setSecondFactorLimit(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.SetSecondFactorLimitDocument,
    "\n  fragment WebhookEndpointRow on WebhookEndpoint {\n    id\n    merchantId\n    url\n    eventTypes\n    state\n    disabledBecause\n    failingSince\n    secretHint\n    oldSecretUntil\n    position\n    backlog\n    createdAt\n    deletedAt\n  }\n": types.WebhookEndpointRowFragmentDoc,
    "\n  query WebhookEndpoints($merchantId: ID!) {\n    webhookEndpoints(merchantId: $merchantId) {\n      ...WebhookEndpointRow\n    }\n  }\n": types.WebhookEndpointsDocument,
    "\n  query WebhookEndpointShown($id: ID!) {\n    webhookEndpoint(id: $id) {\n      ...WebhookEndpointRow\n    }\n    engine {\n      webhookDaysKept\n    }\n  }\n": types.WebhookEndpointShownDocument,
    "\n  fragment WebhookMessageRow on WebhookMessage {\n    id\n    eventType\n    position\n    state\n    createdAt\n    nextAttemptAt\n    deliveredAt\n    attemptCount\n    attempts {\n      number\n      startedAt\n      endedAt\n      outcome\n      httpStatus\n    }\n  }\n": types.WebhookMessageRowFragmentDoc,
    "\n  query WebhookMessages($id: ID!, $state: WebhookMessageState, $first: Int!, $after: String) {\n    webhookEndpoint(id: $id) {\n      messages(state: $state, first: $first, after: $after) {\n        totalCount(atMost: 10000)\n        edges {\n          node {\n            ...WebhookMessageRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.WebhookMessagesDocument,
    "\n  query WebhookMessageShown($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on WebhookMessage {\n        endpointId\n        body\n        ...WebhookMessageRow\n      }\n    }\n  }\n": types.WebhookMessageShownDocument,
    "\n  query EventsToReplay($endpoint: ID!, $merchantId: ID!, $types: [EventType!], $after: String!) {\n    webhookEndpoint(id: $endpoint) {\n      position\n    }\n    events(merchantId: $merchantId, types: $types, after: $after, first: 200) {\n      events {\n        position\n      }\n      next\n      more\n    }\n  }\n": types.EventsToReplayDocument,
    "\n  mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {\n    result: createWebhookEndpoint(input: $input) {\n      __typename\n      ... on CreateWebhookEndpointSuccess {\n        secret\n        endpoint {\n          ...WebhookEndpointRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.CreateWebhookEndpointDocument,
    "\n  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n    result: rotateWebhookSecret(input: $input) {\n      __typename\n      ... on RotateWebhookSecretSuccess {\n        secret\n        endpoint {\n          ...WebhookEndpointRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.RotateWebhookSecretDocument,
    "\n  mutation SetWebhookEndpointState($input: SetWebhookEndpointStateInput!) {\n    result: setWebhookEndpointState(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.SetWebhookEndpointStateDocument,
    "\n  mutation DeleteWebhookEndpoint($input: DeleteWebhookEndpointInput!) {\n    result: deleteWebhookEndpoint(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.DeleteWebhookEndpointDocument,
    "\n  mutation SendTestEvent($input: SendTestEventInput!) {\n    result: sendTestEvent(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.SendTestEventDocument,
    "\n  mutation ResendWebhook($input: ResendWebhookInput!) {\n    result: resendWebhook(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.ResendWebhookDocument,
    "\n  mutation ReplayWebhooks($input: ReplayWebhooksInput!) {\n    result: replayWebhooks(input: $input) {\n      __typename\n      ... on ReplayWebhooksSuccess {\n        replay {\n          after\n          upTo\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n": types.ReplayWebhooksDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveAdjustment($input: ApproveAdjustmentInput!) {\n    result: approveAdjustment(input: $input) {\n      __typename\n      ... on InsufficientFunds {\n        availablePaise\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').ApproveAdjustmentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RejectAdjustment($input: RejectAdjustmentInput!) {\n    result: rejectAdjustment(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RejectAdjustmentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AdjustmentRow on Adjustment {\n    id\n    direction\n    amountPaise\n    reason\n    status\n    proposedBy\n    viewerDidPropose\n    createdAt\n    decidedBy\n    decidedAt\n    entry {\n      sequence\n    }\n  }\n"): typeof import('./graphql').AdjustmentRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Adjustments($merchantId: ID!, $status: AdjustmentStatus, $first: Int!, $after: String) {\n    adjustments(merchantId: $merchantId, status: $status, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AdjustmentRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').AdjustmentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdjustmentToDecide($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Adjustment {\n        merchant {\n          id\n          name\n        }\n        ...AdjustmentRow\n      }\n    }\n  }\n"): typeof import('./graphql').AdjustmentToDecideDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProposeAdjustment($input: ProposeAdjustmentInput!) {\n    result: proposeAdjustment(input: $input) {\n      __typename\n      ... on ProposeAdjustmentSuccess {\n        replayed\n      }\n      ... on InsufficientFunds {\n        availablePaise\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').ProposeAdjustmentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Probe {\n    merchants(first: 1) {\n      edges {\n        cursor\n      }\n    }\n  }\n"): typeof import('./graphql').ProbeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Revision($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n  }\n"): typeof import('./graphql').RevisionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FirstSteps($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql').FirstStepsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FirstKey($merchantId: ID!) {\n    apiKeys(merchantId: $merchantId, first: 1) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').FirstKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ApprovalNotice on Payout {\n    id\n    amountPaise\n    bankAccount {\n      accountHolderName\n    }\n    batch {\n      id\n    }\n    approval {\n      people\n      missing\n      outcome\n      expiresAt\n      mayDecide\n      subject\n      approvedBy {\n        person\n        remark\n        at\n      }\n      rejectedBy {\n        person\n        remark\n        at\n      }\n    }\n  }\n"): typeof import('./graphql').ApprovalNoticeFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BatchApproval($merchantId: ID!, $batchId: ID!) {\n    revision(merchantId: $merchantId)\n    batchToApprove(batchId: $batchId) {\n      payouts\n      sumPaise\n      people\n      missing\n      expiresAt\n      mayDecide\n    }\n  }\n"): typeof import('./graphql').BatchApprovalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetApprovalPolicy($input: SetApprovalPolicyInput!) {\n    result: setApprovalPolicy(input: $input) {\n      __typename\n      ... on SetApprovalPolicySuccess {\n        changed\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').SetApprovalPolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApprovePayout($input: ApprovePayoutInput!) {\n    result: approvePayout(input: $input) {\n      __typename\n      ... on DecidePayoutSuccess {\n        payout {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').ApprovePayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RejectPayout($input: RejectPayoutInput!) {\n    result: rejectPayout(input: $input) {\n      __typename\n      ... on DecidePayoutSuccess {\n        payout {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RejectPayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApprovePayoutBatch($input: ApprovePayoutBatchInput!) {\n    result: approvePayoutBatch(input: $input) {\n      __typename\n      ... on DecidePayoutBatchSuccess {\n        decided\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').ApprovePayoutBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RejectPayoutBatch($input: RejectPayoutBatchInput!) {\n    result: rejectPayoutBatch(input: $input) {\n      __typename\n      ... on DecidePayoutBatchSuccess {\n        decided\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RejectPayoutBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApprovalPolicy($merchantId: ID!) {\n    approvalPolicy(merchantId: $merchantId) {\n      version\n      expiresAfterHours\n      setBy\n      setAt\n      bands {\n        fromPaise\n        people\n      }\n    }\n  }\n"): typeof import('./graphql').ApprovalPolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutsToApprove($merchantId: ID!, $first: Int!, $mine: Boolean!) {\n    revision(merchantId: $merchantId)\n    payoutsToApprove(merchantId: $merchantId, first: $first, mine: $mine) {\n      payouts\n      sumPaise\n      people\n      missing\n      since\n      expiresAt\n      mayDecide\n      payout {\n        id\n        reference\n        bankAccount {\n          accountHolderName\n          accountNumberMasked\n        }\n        madeBy {\n          kind\n          name\n        }\n        approval {\n          subject\n        }\n      }\n      batch {\n        id\n        name\n      }\n    }\n  }\n"): typeof import('./graphql').PayoutsToApproveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BalanceMonitors($merchantId: ID!) {\n    balanceMonitors(merchantId: $merchantId) {\n      id\n      belowPaise\n      lowSince\n      toldAt\n    }\n  }\n"): typeof import('./graphql').BalanceMonitorsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateBalanceMonitor($input: CreateBalanceMonitorInput!) {\n    result: createBalanceMonitor(input: $input) {\n      __typename\n      ... on CreateBalanceMonitorSuccess {\n        balanceMonitor {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').CreateBalanceMonitorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteBalanceMonitor($input: DeleteBalanceMonitorInput!) {\n    result: deleteBalanceMonitor(input: $input) {\n      __typename\n      ... on DeleteBalanceMonitorSuccess {\n        balanceMonitor {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').DeleteBalanceMonitorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Shortfall($merchantId: ID!, $aboutPaise: Paise!) {\n    revision(merchantId: $merchantId)\n    explainBalance(merchantId: $merchantId, aboutPaise: $aboutPaise) {\n      __typename\n      ... on BalanceExplanation {\n        availablePaise\n        heldPaise\n        shortfall {\n          shortByPaise\n          coveredBy {\n            ...HoldingPayout\n            payout {\n              id\n            }\n          }\n        }\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').ShortfallDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HoldingPayout on HeldBy {\n    amountPaise\n    since\n    why\n    payout {\n      id\n      reference\n      bankAccount {\n        accountHolderName\n      }\n    }\n  }\n"): typeof import('./graphql').HoldingPayoutFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyBalance($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    explainBalance(merchantId: $merchantId) {\n      __typename\n      ... on BalanceExplanation {\n        sequence\n        at\n        availablePaise\n        heldPaise\n        totalPaise\n        lines {\n          entryType\n          count\n          sumPaise\n        }\n        heldBy(first: 20) {\n          heldByOthersPaise\n          holds {\n            ...HoldingPayout\n            payout {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').WhyBalanceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookTrouble($merchantId: ID!) {\n    webhookEndpoints(merchantId: $merchantId) {\n      id\n      url\n      state\n      failingSince\n    }\n  }\n"): typeof import('./graphql').WebhookTroubleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Balance($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      heldPaise\n      totalPaise\n    }\n    pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          amountPaise\n        }\n      }\n    }\n    failed: payouts(\n      merchantId: $merchantId\n      status: FAILED\n      filter: { cancelled: false }\n      first: 20\n    ) {\n      edges {\n        node {\n          createdAt\n          failedAt\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').BalanceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BalanceHistory(\n    $merchantId: ID!\n    $from: Date!\n    $to: Date!\n    $bucket: BalanceBucket!\n    $lastMonth: Date!\n  ) {\n    revision(merchantId: $merchantId)\n    periods: balanceByPeriod(merchantId: $merchantId, from: $from, to: $to, bucket: $bucket) {\n      startsOn\n      endsOn\n      openPaise\n      closePaise\n      minPaise\n      maxPaise\n      inPaise\n      outPaise\n      heldClosePaise\n    }\n    months: balanceByPeriod(merchantId: $merchantId, from: $lastMonth, to: $to, bucket: MONTH) {\n      startsOn\n      inPaise\n      outPaise\n    }\n  }\n"): typeof import('./graphql').BalanceHistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddBankAccount($input: AddBankAccountInput!) {\n    addBankAccount(input: $input) {\n      __typename\n      ... on AddBankAccountSuccess {\n        bankAccount {\n          id\n        }\n        warnings\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').AddBankAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenameBankAccount($input: RenameBankAccountInput!) {\n    result: renameBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RenameBankAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifyBankAccount($input: VerifyBankAccountInput!) {\n    result: verifyBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').VerifyBankAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MakeBankAccountPrimary($input: MakeBankAccountPrimaryInput!) {\n    result: makeBankAccountPrimary(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').MakeBankAccountPrimaryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetireBankAccount($input: RetireBankAccountInput!) {\n    result: retireBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RetireBankAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreBankAccount($input: RestoreBankAccountInput!) {\n    result: restoreBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RestoreBankAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ManagedAccount on BankAccount {\n    id\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n    isVerified\n    isPrimary\n    createdAt\n    retiredAt\n  }\n"): typeof import('./graphql').ManagedAccountFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MerchantAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        ...ManagedAccount\n      }\n    }\n  }\n"): typeof import('./graphql').MerchantAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BeneficiaryGroups($merchantId: ID!) {\n    beneficiaryGroups(merchantId: $merchantId) {\n      name\n      count\n    }\n  }\n"): typeof import('./graphql').BeneficiaryGroupsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CheckBankAccountName($input: CheckBankAccountNameInput!) {\n    result: checkBankAccountName(input: $input) {\n      __typename\n      ... on CheckBankAccountNameSuccess {\n        accountCheck {\n          verdict\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').CheckBankAccountNameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PayBatchAgain($input: PayPayoutBatchInput!) {\n    result: payPayoutBatch(input: $input) {\n      __typename\n      ... on PayPayoutBatchSuccess {\n        created\n        refused\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').PayBatchAgainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryPayoutBatch($input: RetryPayoutBatchInput!) {\n    result: retryPayoutBatch(input: $input) {\n      __typename\n      ... on RetryPayoutBatchSuccess {\n        batch {\n          id\n        }\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RetryPayoutBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutBatch(\n    $merchantId: ID!\n    $id: ID!\n    $first: Int!\n    $after: Int\n    $state: PayoutBatchRowState\n  ) {\n    revision(merchantId: $merchantId)\n    payoutBatch(id: $id) {\n      id\n      name\n      merchant {\n        id\n      }\n      rowCount\n      totalPaise\n      createdAt\n      notBefore\n      madeBy {\n        kind\n        name\n      }\n      retryOf {\n        id\n        name\n      }\n      repeatOf {\n        id\n        name\n      }\n      progress {\n        ...BatchProgress\n      }\n      rows(first: $first, after: $after, state: $state) {\n        number\n        amountPaise\n        reference\n        state\n        refusal {\n          message\n        }\n        bankAccount {\n          accountHolderName\n          ...BankAccountLabel\n        }\n        payout {\n          id\n          needsReview\n          failureReason\n          bankReferenceId\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').PayoutBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EarlierBatches($merchantId: ID!) {\n    payoutBatches(merchantId: $merchantId, first: 20) {\n      edges {\n        node {\n          id\n          name\n          rowCount\n          totalPaise\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').EarlierBatchesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutDraft($merchantId: ID!, $batchId: ID, $month: String) {\n    payoutDraft(merchantId: $merchantId, batchId: $batchId, month: $month) {\n      bankAccountId\n      amountPaise\n      reference\n      narration\n      purpose\n    }\n  }\n"): typeof import('./graphql').PayoutDraftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SeveralAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      name\n      isActive\n      suspendedAt\n      suspensionReason\n      bankAccounts {\n        id\n        accountHolderName\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n        group\n      }\n    }\n    newest: payouts(merchantId: $merchantId, first: 50) {\n      edges {\n        node {\n          bankAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').SeveralAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutBatchesPage($merchantId: ID!, $first: Int!, $after: String) {\n    revision(merchantId: $merchantId)\n    payoutBatches(merchantId: $merchantId, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          name\n          rowCount\n          totalPaise\n          createdAt\n          progress {\n            ...BatchProgress\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').PayoutBatchesPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BatchProgress on PayoutBatchProgress {\n    status\n    waiting {\n      count\n      sumPaise\n    }\n    refused {\n      count\n      sumPaise\n    }\n    pending {\n      count\n      sumPaise\n    }\n    processing {\n      count\n      sumPaise\n    }\n    completed {\n      count\n      sumPaise\n    }\n    failed {\n      count\n      sumPaise\n    }\n  }\n"): typeof import('./graphql').BatchProgressFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewPayouts($merchantId: ID!, $rows: [PayoutBatchRowInput!]!) {\n    revision(merchantId: $merchantId)\n    previewPayouts(merchantId: $merchantId, rows: $rows) {\n      availablePaise\n      rows {\n        number\n        verdict\n        faults {\n          field\n          message\n        }\n        alike {\n          kind\n          payoutId\n          row\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').PreviewPayoutsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePayoutBatch($input: CreatePayoutBatchInput!) {\n    createPayoutBatch(input: $input) {\n      __typename\n      ... on CreatePayoutBatchSuccess {\n        replayed\n      }\n      ... on PayoutBatchRowsToFix {\n        message\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').CreatePayoutBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PayPayoutBatch($input: PayPayoutBatchInput!) {\n    payPayoutBatch(input: $input) {\n      __typename\n      ... on PayPayoutBatchSuccess {\n        created\n        refused\n      }\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').PayPayoutBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Beneficiary($id: ID!, $merchantId: ID!) {\n    node(id: $id) {\n      __typename\n      ... on BankAccount {\n        branchName\n        warnings\n        nameCheck {\n          verdict\n          registeredName\n          holderName\n          at\n        }\n        ...BeneficiaryRow\n      }\n    }\n    payouts(merchantId: $merchantId, filter: { bankAccountId: $id }, first: 10) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          amountPaise\n          ...PayoutRow\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').BeneficiaryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LabelBankAccount($input: LabelBankAccountInput!) {\n    result: labelBankAccount(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').LabelBankAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BeneficiaryRow on BankAccount {\n    id\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n    nickname\n    group\n    isVerified\n    isPrimary\n    createdAt\n    retiredAt\n    paid {\n      lastPaidAt\n      lastPaidPaise\n      thisYearPaise\n      payoutsThisYear\n      isComplete\n    }\n  }\n"): typeof import('./graphql').BeneficiaryRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Beneficiaries(\n    $merchantId: ID!\n    $search: String\n    $group: String\n    $retired: Boolean\n    $first: Int!\n    $after: String\n  ) {\n    beneficiaries(\n      merchantId: $merchantId\n      search: $search\n      group: $group\n      retired: $retired\n      first: $first\n      after: $after\n    ) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...BeneficiaryRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').BeneficiariesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddBankAccounts($input: AddBankAccountsInput!) {\n    result: addBankAccounts(input: $input) {\n      __typename\n      ... on AddBankAccountsSuccess {\n        results {\n          outcome\n          sameAs\n          bankName\n          branchName\n          warnings\n          bankAccount {\n            retiredAt\n          }\n          errors {\n            field\n            message\n          }\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').AddBankAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EngineLimits {\n    engine {\n      readLimit\n      writeLimit\n      idempotencyWindowSeconds\n    }\n  }\n"): typeof import('./graphql').EngineLimitsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeyToChange($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on ApiKey {\n        merchant {\n          id\n        }\n        ...KeyRow\n      }\n    }\n  }\n"): typeof import('./graphql').ApiKeyToChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EventRow on Event {\n    position\n    type\n    occurredAt\n    amountPaise\n    payoutId\n    webhookEndpointId\n  }\n"): typeof import('./graphql').EventRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventLog(\n    $merchantId: ID!\n    $types: [EventType!]\n    $first: Int!\n    $before: String\n    $after: String\n    $readsOn: Boolean!\n  ) {\n    revision(merchantId: $merchantId)\n    latestEvents(merchantId: $merchantId, types: $types, first: $first, before: $before)\n      @skip(if: $readsOn) {\n      events {\n        ...EventRow\n      }\n      next\n      more\n    }\n    events(merchantId: $merchantId, types: $types, first: $first, after: $after)\n      @include(if: $readsOn) {\n      events {\n        ...EventRow\n      }\n      next\n      more\n    }\n  }\n"): typeof import('./graphql').EventLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    result: createApiKey(input: $input) {\n      __typename\n      ... on CreateApiKeySuccess {\n        secret\n        apiKey {\n          ...KeyRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').CreateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateApiKey($input: RotateApiKeyInput!) {\n    result: rotateApiKey(input: $input) {\n      __typename\n      ... on RotateApiKeySuccess {\n        secret\n        apiKey {\n          ...KeyRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RotateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($input: RevokeApiKeyInput!) {\n    result: revokeApiKey(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RevokeApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeyRow on ApiKey {\n    id\n    name\n    prefix\n    scopes\n    createdBy\n    createdAt\n    lastUsedAt\n    expiresAt\n    rotatedAt\n    revokedAt\n  }\n"): typeof import('./graphql').KeyRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeys($merchantId: ID!, $first: Int!, $after: String) {\n    apiKeys(merchantId: $merchantId, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...KeyRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').ApiKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LoggedRequestRow on LoggedRequest {\n    requestId\n    at\n    durationMs\n    caller\n    key {\n      keyId\n      name\n      prefix\n    }\n    method\n    path\n    operation\n    httpStatus\n    outcome\n    errorCode\n    message\n    explanation {\n      meaning\n      advice\n    }\n    idempotencyKey\n    payoutId\n    payouts\n  }\n"): typeof import('./graphql').LoggedRequestRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RequestLog($merchantId: ID!, $filter: RequestLogFilter, $first: Int!, $after: String) {\n    requestLog(merchantId: $merchantId, filter: $filter, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...LoggedRequestRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').RequestLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Engine {\n    engine {\n      openAccess\n      playground\n      maxAttempts\n      bankScripts {\n        ending\n        description\n      }\n    }\n  }\n"): typeof import('./graphql').EngineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindPayout($quoted: String!, $id: ID!) {\n    payoutByUtr(utr: $quoted) {\n      id\n      merchant {\n        id\n      }\n    }\n    payout(id: $id) {\n      id\n      merchant {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql').FindPayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LedgerRow on LedgerEntry {\n    id\n    sequence\n    entryType\n    amountPaise\n    availableAfterPaise\n    totalAfterPaise\n    description\n    reference\n    createdAt\n    feePayoutId\n    payout {\n      id\n      amountPaise\n      bankAccount {\n        accountHolderName\n      }\n    }\n    payoutReturn {\n      payout {\n        id\n        amountPaise\n        bankAccount {\n          accountHolderName\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').LedgerRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LedgerExport($merchantId: ID!, $types: [LedgerEntryType!], $first: Int!, $after: String) {\n    merchant(id: $merchantId) {\n      name\n    }\n    ledger(merchantId: $merchantId, types: $types, first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          sequence\n          createdAt\n          entryType\n          description\n          reference\n          amountPaise\n          availableAfterPaise\n          totalAfterPaise\n          feePayoutId\n          payout {\n            id\n            bankReferenceId\n            bankAccount {\n              accountHolderName\n              accountNumberMasked\n              ifscCode\n            }\n          }\n          payoutReturn {\n            payout {\n              id\n              bankReferenceId\n              bankAccount {\n                accountHolderName\n                accountNumberMasked\n                ifscCode\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').LedgerExportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LedgerPage(\n    $merchantId: ID!\n    $types: [LedgerEntryType!]\n    $first: Int!\n    $after: String\n    $before: String\n  ) {\n    revision(merchantId: $merchantId)\n    ledger(\n      merchantId: $merchantId\n      types: $types\n      first: $first\n      after: $after\n      before: $before\n    ) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          createdAt\n          ...LedgerRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').LedgerPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateMerchant($input: UpdateMerchantInput!) {\n    result: updateMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').UpdateMerchantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FeeTerms($merchantId: ID!) {\n    feeTerms(merchantId: $merchantId) {\n      plan {\n        bands {\n          rail\n          upToPaise\n          feePaise\n        }\n        gstBasisPoints\n        followsDefault\n        refundOnReturn\n      }\n      taxProfile {\n        gstin\n        state\n      }\n    }\n  }\n"): typeof import('./graphql').FeeTermsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReopenMerchant($input: ReopenMerchantInput!) {\n    result: reopenMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').ReopenMerchantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SuspendMerchant($input: SuspendMerchantInput!) {\n    result: suspendMerchant(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').SuspendMerchantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetCoolingOff($input: SetCoolingOffInput!) {\n    result: setCoolingOff(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').SetCoolingOffDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MerchantDetails on Merchant {\n    id\n    name\n    email\n    isActive\n    createdAt\n    suspendedAt\n    suspensionReason\n    coolingOffHours\n  }\n"): typeof import('./graphql').MerchantDetailsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MerchantToChange($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      ...MerchantDetails\n    }\n  }\n"): typeof import('./graphql').MerchantToChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Merchants($first: Int, $after: String) {\n    merchants(first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...MerchantRow\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').MerchantsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WantedMerchant($id: ID!) {\n    merchant(id: $id) {\n      ...MerchantRow\n    }\n  }\n"): typeof import('./graphql').WantedMerchantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MerchantRow on Merchant {\n    id\n    name\n    email\n    isActive\n    balance {\n      availablePaise\n    }\n  }\n"): typeof import('./graphql').MerchantRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FailedPayout($id: ID!) {\n    payout(id: $id) {\n      amountPaise\n      failureReason\n      merchant {\n        id\n      }\n      bankAccount {\n        ...BankAccountLabel\n      }\n    }\n  }\n"): typeof import('./graphql').FailedPayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutAccounts($merchantId: ID!) {\n    engine {\n      idempotencyWindowSeconds\n    }\n    merchant(id: $merchantId) {\n      name\n      isActive\n      suspendedAt\n      suspensionReason\n      bankAccounts {\n        id\n        accountHolderName\n        nickname\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n      }\n    }\n    newest: payouts(merchantId: $merchantId, first: 50) {\n      edges {\n        node {\n          bankAccount {\n            id\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').PayoutAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlanPayout($input: PlanPayoutInput!, $merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    planPayout(input: $input) {\n      ... on PayoutPlan {\n        rail\n        expectedBy\n        totalCostPaise\n        candidates {\n          rail\n          feePaise\n          taxPaise\n        }\n        warnings {\n          code\n          words\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').PlanPayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RetriedPayout($id: ID!) {\n    payout(id: $id) {\n      amountPaise\n      failureReason\n      retriedBy\n      merchant {\n        id\n      }\n      bankAccount {\n        ...BankAccountLabel\n      }\n    }\n  }\n"): typeof import('./graphql').RetriedPayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePayout($input: CreatePayoutInput!) {\n    createPayout(input: $input) {\n      __typename\n      ... on CreatePayoutSuccess {\n        replayed\n        payout {\n          id\n          amountPaise\n          notBefore\n          coolingOffUntil\n          bankAccount {\n            ...BankAccountLabel\n          }\n        }\n      }\n      ... on IdempotencyKeyForgotten {\n        message\n        payouts {\n          id\n          ...PayoutLink\n        }\n      }\n      ... on InsufficientFunds {\n        message\n        availablePaise\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').CreatePayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SimilarPayouts($merchantId: ID!, $bankAccountId: ID!, $amountPaise: Paise!) {\n    revision(merchantId: $merchantId)\n    similarPayouts(\n      merchantId: $merchantId\n      bankAccountId: $bankAccountId\n      amountPaise: $amountPaise\n    ) {\n      id\n      idempotencyKey\n      reference\n      ...PayoutLink\n    }\n  }\n"): typeof import('./graphql').SimilarPayoutsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditedMerchant($id: ID!) {\n    merchant(id: $id) {\n      id\n      name\n    }\n  }\n"): typeof import('./graphql').AuditedMerchantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AttentionCount {\n    attention(first: 0) {\n      totalCount(atMost: 100)\n    }\n  }\n"): typeof import('./graphql').AttentionCountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AttentionRow on AttentionItem {\n    kind\n    since\n    reason\n    payout {\n      id\n      status\n      needsReview\n      amountPaise\n      createdAt\n      nextAttemptAt\n      merchant {\n        id\n        name\n      }\n      bankAccount {\n        id\n        accountHolderName\n        ...BankAccountLabel\n      }\n    }\n  }\n"): typeof import('./graphql').AttentionRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Attention($first: Int!, $after: String) {\n    attention(first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AttentionRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').AttentionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditRow on AuditEvent {\n    id\n    at\n    action\n    summary\n    actor\n    actorId\n    actorKind\n    subjectId\n    merchantId\n    merchantName\n    payoutId\n    requestId\n    changes {\n      column\n      name\n      before\n      after\n    }\n  }\n"): typeof import('./graphql').AuditRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditEvents($filter: AuditEventFilter!, $first: Int!, $after: String) {\n    auditEvents(filter: $filter, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...AuditRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').AuditEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Health {\n    health {\n      isWell\n      signs {\n        kind\n        isWell\n        text\n      }\n      workers {\n        name\n        isAlive\n        startedAt\n        beatAt\n        threads\n        busy\n        lastClaimAt\n      }\n    }\n  }\n"): typeof import('./graphql').HealthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrityRunParts on IntegrityRun {\n    id\n    askedBy\n    askedAt\n    startedAt\n    endedAt\n    rules\n    findings {\n      rule\n      isChecked\n      rows\n      violations\n      faults\n      seconds\n    }\n  }\n"): typeof import('./graphql').IntegrityRunPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Integrity {\n    integrity {\n      results {\n        statement\n        severity\n      }\n      ended {\n        ...IntegrityRunParts\n      }\n      unfinished {\n        ...IntegrityRunParts\n      }\n    }\n  }\n"): typeof import('./graphql').IntegrityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CheckIntegrity {\n    checkIntegrity {\n      isNew\n    }\n  }\n"): typeof import('./graphql').CheckIntegrityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FoundMerchant on Merchant {\n    id\n    name\n    email\n    isActive\n  }\n"): typeof import('./graphql').FoundMerchantFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindMerchants($search: String!, $first: Int!, $after: String) {\n    merchants(search: $search, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          ...FoundMerchant\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').FindMerchantsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelPayoutOrder($input: CancelPayoutOrderInput!) {\n    result: cancelPayoutOrder(input: $input) {\n      __typename\n      ... on PayoutOrderEnded {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').CancelPayoutOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderAccounts($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n        accountHolderName\n        nickname\n        accountNumberMasked\n        ifscCode\n        bankName\n        accountType\n        createdAt\n        retiredAt\n      }\n    }\n  }\n"): typeof import('./graphql').OrderAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Promised($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      promisedPaise\n    }\n  }\n"): typeof import('./graphql').PromisedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutOrdersPage($merchantId: ID!, $state: PayoutOrderState, $first: Int!, $after: String) {\n    revision(merchantId: $merchantId)\n    payoutOrders(merchantId: $merchantId, state: $state, first: $first, after: $after) {\n      totalCount(atMost: 10000)\n      edges {\n        node {\n          id\n          sequence\n          state\n          amountPaise\n          reference\n          notBefore\n          expiresAt\n          payoutId\n          refusedBecause\n          createdAt\n          endedAt\n          bankAccount {\n            accountHolderName\n            ...BankAccountLabel\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').PayoutOrdersPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrderPayout($input: OrderPayoutInput!) {\n    result: orderPayout(input: $input) {\n      __typename\n      ... on OrderPayoutSuccess {\n        order {\n          id\n          amountPaise\n          payoutId\n        }\n      }\n      ... on IdempotencyConflict {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').OrderPayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BankAccountLabel on BankAccount {\n    accountHolderName\n    accountNumberMasked\n    ifscCode\n    bankName\n    accountType\n  }\n"): typeof import('./graphql').BankAccountLabelFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelPayout($input: CancelPayoutInput!) {\n    result: cancelPayout(input: $input) {\n      __typename\n      ... on NotPossibleNow {\n        message\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').CancelPayoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PayoutEntries on Payout {\n    ledgerEntries {\n      id\n      sequence\n      entryType\n      amountPaise\n      availableAfterPaise\n      createdAt\n    }\n  }\n"): typeof import('./graphql').PayoutEntriesFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PayoutFacts on Payout {\n    reference\n    clientReference\n    narration\n    purpose\n    batch {\n      id\n      name\n    }\n    batchRow\n    retryOf\n    notBefore\n    coolingOffUntil\n    owedCompensationPaise\n    owedCompensationWords\n    rail {\n      rail\n      chosenBy\n      expectedBy\n    }\n    utrLooks\n    fee {\n      feePaise\n      taxPaise\n      igstPaise\n      refunded\n    }\n    totalCostPaise\n    status\n    failure {\n      code\n    }\n    madeBy {\n      kind\n      name\n    }\n  }\n"): typeof import('./graphql').PayoutFactsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PayoutIds on Payout {\n    id\n    idempotencyKey\n  }\n"): typeof import('./graphql').PayoutIdsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PayoutReason on Payout {\n    failure {\n      words\n      source\n    }\n  }\n"): typeof import('./graphql').PayoutReasonFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PayoutTimeline on Payout {\n    status\n    amountPaise\n    attemptCount\n    createdAt\n    processingStartedAt\n    nextAttemptAt\n    notBefore\n    completedAt\n    failedAt\n    failureReason\n    bankReferenceId\n    returned {\n      at\n      reference\n      reason\n      valueOn\n    }\n    cancellation {\n      requestedAt\n      remark\n    }\n    attempts {\n      id\n      number\n      call\n      answer\n      reason\n      startedAt\n      endedAt\n    }\n  }\n"): typeof import('./graphql').PayoutTimelineFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ReviewNotice on Payout {\n    id\n    amountPaise\n    needsReview\n    safeToRetry\n    explanation\n    retriedBy\n    unresolvedSince\n    nextAttemptAt\n  }\n"): typeof import('./graphql').ReviewNoticeFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutCounts(\n    $merchantId: ID!\n    $scheduled: PayoutFilter!\n    $pending: PayoutFilter!\n    $processing: PayoutFilter!\n    $needsReview: PayoutFilter!\n    $failed: PayoutFilter!\n  ) {\n    revision(merchantId: $merchantId)\n    SCHEDULED: payoutTotals(merchantId: $merchantId, filter: $scheduled, atMost: 1000) {\n      count\n    }\n    PENDING: payoutTotals(merchantId: $merchantId, filter: $pending, atMost: 1000) {\n      count\n    }\n    PROCESSING: payoutTotals(merchantId: $merchantId, filter: $processing, atMost: 1000) {\n      count\n    }\n    NEEDS_REVIEW: payoutTotals(merchantId: $merchantId, filter: $needsReview, atMost: 1000) {\n      count\n    }\n    FAILED: payoutTotals(merchantId: $merchantId, filter: $failed, atMost: 1000) {\n      count\n    }\n  }\n"): typeof import('./graphql').PayoutCountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutTotals($merchantId: ID!, $filter: PayoutFilter!, $atMost: Int) {\n    revision(merchantId: $merchantId)\n    payoutTotals(merchantId: $merchantId, filter: $filter, atMost: $atMost) {\n      count\n      sumPaise\n      isComplete\n    }\n  }\n"): typeof import('./graphql').PayoutTotalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PayoutLink on Payout {\n    id\n    status\n    needsReview\n    amountPaise\n    createdAt\n    bankAccount {\n      accountHolderName\n      accountNumberMasked\n    }\n  }\n"): typeof import('./graphql').PayoutLinkFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutsPage(\n    $merchantId: ID!\n    $filter: PayoutFilter\n    $sort: PayoutSort\n    $first: Int!\n    $after: String\n    $before: String\n  ) {\n    revision(merchantId: $merchantId)\n    payouts(\n      merchantId: $merchantId\n      filter: $filter\n      sort: $sort\n      first: $first\n      after: $after\n      before: $before\n    ) {\n      edges {\n        node {\n          id\n          status\n          needsReview\n          amountPaise\n          createdAt\n          ...PayoutRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql').PayoutsPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PayoutRow on Payout {\n    id\n    status\n    needsReview\n    moneyIs\n    nextAction\n    amountPaise\n    nextAttemptAt\n    notBefore\n    bankReferenceId\n    failureReason\n    returned {\n      at\n    }\n    reference\n    narration\n    purpose\n    createdAt\n    updatedAt\n    bankAccount {\n      accountHolderName\n      ...BankAccountLabel\n    }\n  }\n"): typeof import('./graphql').PayoutRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AskBankAgain($input: AskBankAgainInput!) {\n    askBankAgain(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').AskBankAgainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Ifsc($code: String!) {\n    ifsc(code: $code) {\n      bankName\n      branchName\n      city\n      warnings\n    }\n  }\n"): typeof import('./graphql').IfscDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Payees($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      bankAccounts {\n        id\n        accountHolderName\n        accountNumberMasked\n      }\n    }\n  }\n"): typeof import('./graphql').PayeesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayoutDetails($merchantId: ID!, $id: ID!) {\n    revision(merchantId: $merchantId)\n    payout(id: $id) {\n      id\n      status\n      needsReview\n      safeToRetry\n      nextAction\n      amountPaise\n      bankReferenceId\n      createdAt\n      notBefore\n      nextAttemptAt\n      returned {\n        at\n        reference\n      }\n      merchant {\n        id\n      }\n      bankAccount {\n        id\n        ...BankAccountLabel\n      }\n      reference\n      narration\n      purpose\n      cancellation {\n        requestedAt\n      }\n      ...PayoutReason\n      ...PayoutFacts\n      ...ReviewNotice\n      ...ApprovalNotice\n      ...PayoutTimeline\n      ...PayoutEntries\n      ...PayoutIds\n    }\n  }\n"): typeof import('./graphql').PayoutDetailsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecordPayment($input: RecordPaymentInput!) {\n    recordPayment(input: $input) {\n      __typename\n      ... on RecordPaymentSuccess {\n        replayed\n        entry {\n          id\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RecordPaymentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ThisMerchant($merchantId: ID!) {\n    merchant(id: $merchantId) {\n      name\n      balance {\n        availablePaise\n        heldPaise\n        totalPaise\n      }\n      bankAccounts {\n        id\n        bankName\n        accountNumberMasked\n        ifscCode\n        isPrimary\n      }\n    }\n    payouts(merchantId: $merchantId, first: 10) {\n      totalCount\n      edges {\n        node {\n          id\n          status\n          amountPaise\n          attemptCount\n          createdAt\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').ThisMerchantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      id\n      kind\n      name\n      scopes\n      merchantId\n      role\n    }\n  }\n"): typeof import('./graphql').ViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Frame on Query {\n    viewer {\n      id\n      kind\n      name\n      scopes\n      merchantId\n      role\n    }\n    engine {\n      openAccess\n      playground\n      maxAttempts\n      bankScripts {\n        ending\n        description\n      }\n    }\n  }\n"): typeof import('./graphql').FrameFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Start($merchantId: ID!) {\n    revision(merchantId: $merchantId)\n    balance(merchantId: $merchantId) {\n      availablePaise\n      heldPaise\n      totalPaise\n    }\n    pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          ...PayoutLink\n        }\n      }\n    }\n    unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {\n      totalCount(atMost: 1000)\n      edges {\n        node {\n          amountPaise\n        }\n      }\n    }\n    failed: payouts(\n      merchantId: $merchantId\n      status: FAILED\n      filter: { cancelled: false }\n      first: 20\n    ) {\n      edges {\n        node {\n          createdAt\n          failedAt\n        }\n      }\n    }\n    merchant(id: $merchantId) {\n      ...MerchantRow\n    }\n    ...Frame\n  }\n"): typeof import('./graphql').StartDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Arrival {\n    merchants(first: 100) {\n      totalCount(atMost: 10000)\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...MerchantRow\n        }\n      }\n    }\n    ...Frame\n  }\n"): typeof import('./graphql').ArrivalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MemberRow on TeamMember {\n    userId\n    name\n    email\n    role\n    joinedAt\n    lastSignInAt\n    hasSecondFactor\n    isYou\n  }\n"): typeof import('./graphql').MemberRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InvitationRow on TeamInvitation {\n    invitationId\n    email\n    role\n    invitedBy\n    sentAt\n    expiresAt\n  }\n"): typeof import('./graphql').InvitationRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Team($merchantId: ID!) {\n    team(merchantId: $merchantId) {\n      secondFactorAbovePaise\n      members {\n        ...MemberRow\n      }\n      invitations {\n        ...InvitationRow\n      }\n    }\n  }\n"): typeof import('./graphql').TeamDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteMember($input: InviteMemberInput!) {\n    result: inviteMember(input: $input) {\n      __typename\n      ... on InviteMemberSuccess {\n        token\n        invitation {\n          ...InvitationRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').InviteMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewInvitation($input: RenewInvitationInput!) {\n    result: renewInvitation(input: $input) {\n      __typename\n      ... on RenewInvitationSuccess {\n        token\n        invitation {\n          ...InvitationRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RenewInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInvitation($input: RevokeInvitationInput!) {\n    result: revokeInvitation(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RevokeInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {\n    result: changeMemberRole(input: $input) {\n      __typename\n      ... on ChangeMemberRoleSuccess {\n        keys {\n          id\n          name\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').ChangeMemberRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveMember($input: RemoveMemberInput!) {\n    result: removeMember(input: $input) {\n      __typename\n      ... on RemoveMemberSuccess {\n        keys {\n          id\n          name\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RemoveMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetSecondFactorLimit($input: SetSecondFactorLimitInput!) {\n    result: setSecondFactorLimit(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').SetSecondFactorLimitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WebhookEndpointRow on WebhookEndpoint {\n    id\n    merchantId\n    url\n    eventTypes\n    state\n    disabledBecause\n    failingSince\n    secretHint\n    oldSecretUntil\n    position\n    backlog\n    createdAt\n    deletedAt\n  }\n"): typeof import('./graphql').WebhookEndpointRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookEndpoints($merchantId: ID!) {\n    webhookEndpoints(merchantId: $merchantId) {\n      ...WebhookEndpointRow\n    }\n  }\n"): typeof import('./graphql').WebhookEndpointsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookEndpointShown($id: ID!) {\n    webhookEndpoint(id: $id) {\n      ...WebhookEndpointRow\n    }\n    engine {\n      webhookDaysKept\n    }\n  }\n"): typeof import('./graphql').WebhookEndpointShownDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WebhookMessageRow on WebhookMessage {\n    id\n    eventType\n    position\n    state\n    createdAt\n    nextAttemptAt\n    deliveredAt\n    attemptCount\n    attempts {\n      number\n      startedAt\n      endedAt\n      outcome\n      httpStatus\n    }\n  }\n"): typeof import('./graphql').WebhookMessageRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookMessages($id: ID!, $state: WebhookMessageState, $first: Int!, $after: String) {\n    webhookEndpoint(id: $id) {\n      messages(state: $state, first: $first, after: $after) {\n        totalCount(atMost: 10000)\n        edges {\n          node {\n            ...WebhookMessageRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').WebhookMessagesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookMessageShown($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on WebhookMessage {\n        endpointId\n        body\n        ...WebhookMessageRow\n      }\n    }\n  }\n"): typeof import('./graphql').WebhookMessageShownDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventsToReplay($endpoint: ID!, $merchantId: ID!, $types: [EventType!], $after: String!) {\n    webhookEndpoint(id: $endpoint) {\n      position\n    }\n    events(merchantId: $merchantId, types: $types, after: $after, first: 200) {\n      events {\n        position\n      }\n      next\n      more\n    }\n  }\n"): typeof import('./graphql').EventsToReplayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {\n    result: createWebhookEndpoint(input: $input) {\n      __typename\n      ... on CreateWebhookEndpointSuccess {\n        secret\n        endpoint {\n          ...WebhookEndpointRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').CreateWebhookEndpointDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n    result: rotateWebhookSecret(input: $input) {\n      __typename\n      ... on RotateWebhookSecretSuccess {\n        secret\n        endpoint {\n          ...WebhookEndpointRow\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').RotateWebhookSecretDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetWebhookEndpointState($input: SetWebhookEndpointStateInput!) {\n    result: setWebhookEndpointState(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').SetWebhookEndpointStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteWebhookEndpoint($input: DeleteWebhookEndpointInput!) {\n    result: deleteWebhookEndpoint(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').DeleteWebhookEndpointDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendTestEvent($input: SendTestEventInput!) {\n    result: sendTestEvent(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').SendTestEventDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResendWebhook($input: ResendWebhookInput!) {\n    result: resendWebhook(input: $input) {\n      __typename\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').ResendWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayWebhooks($input: ReplayWebhooksInput!) {\n    result: replayWebhooks(input: $input) {\n      __typename\n      ... on ReplayWebhooksSuccess {\n        replay {\n          after\n          upTo\n        }\n      }\n      ... on ValidationError {\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql').ReplayWebhooksDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
