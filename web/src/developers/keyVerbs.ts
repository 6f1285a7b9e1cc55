import { graphql } from "../gql";

export const CREATE_KEY = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    result: createApiKey(input: $input) {
      __typename
      ... on CreateApiKeySuccess {
        secret
        apiKey {
          ...KeyRow
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const ROTATE_KEY = graphql(`
  mutation RotateApiKey($input: RotateApiKeyInput!) {
    result: rotateApiKey(input: $input) {
      __typename
      ... on RotateApiKeySuccess {
        secret
        apiKey {
          ...KeyRow
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const REVOKE_KEY = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    result: revokeApiKey(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);
