import { graphql } from "../gql";

export const CREATE = graphql(`
  mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {
    result: createWebhookEndpoint(input: $input) {
      __typename
      ... on CreateWebhookEndpointSuccess {
        secret
        endpoint {
          ...WebhookEndpointRow
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const ROTATE = graphql(`
  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
    result: rotateWebhookSecret(input: $input) {
      __typename
      ... on RotateWebhookSecretSuccess {
        secret
        endpoint {
          ...WebhookEndpointRow
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const SET_STATE = graphql(`
  mutation SetWebhookEndpointState($input: SetWebhookEndpointStateInput!) {
    result: setWebhookEndpointState(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const DELETE = graphql(`
  mutation DeleteWebhookEndpoint($input: DeleteWebhookEndpointInput!) {
    result: deleteWebhookEndpoint(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const SEND_TEST = graphql(`
  mutation SendTestEvent($input: SendTestEventInput!) {
    result: sendTestEvent(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const RESEND = graphql(`
  mutation ResendWebhook($input: ResendWebhookInput!) {
    result: resendWebhook(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const REPLAY = graphql(`
  mutation ReplayWebhooks($input: ReplayWebhooksInput!) {
    result: replayWebhooks(input: $input) {
      __typename
      ... on ReplayWebhooksSuccess {
        replay {
          after
          upTo
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);
