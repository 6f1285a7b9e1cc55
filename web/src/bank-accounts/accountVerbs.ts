import { graphql } from "../gql";

export const RENAME = graphql(`
  mutation RenameBankAccount($input: RenameBankAccountInput!) {
    result: renameBankAccount(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const VERIFY = graphql(`
  mutation VerifyBankAccount($input: VerifyBankAccountInput!) {
    result: verifyBankAccount(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const MAKE_PRIMARY = graphql(`
  mutation MakeBankAccountPrimary($input: MakeBankAccountPrimaryInput!) {
    result: makeBankAccountPrimary(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const RETIRE = graphql(`
  mutation RetireBankAccount($input: RetireBankAccountInput!) {
    result: retireBankAccount(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const RESTORE = graphql(`
  mutation RestoreBankAccount($input: RestoreBankAccountInput!) {
    result: restoreBankAccount(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);
