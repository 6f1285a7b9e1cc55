import { usePolled } from "../api";
import { type FragmentType, graphql, readFragment } from "../gql";
import type { InvitationRowFragment, MemberRowFragment } from "../gql/graphql";

export const MEMBER_ROW = graphql(`
  fragment MemberRow on TeamMember {
    userId
    name
    email
    role
    joinedAt
    lastSignInAt
    hasSecondFactor
    isYou
  }
`);

export const INVITATION_ROW = graphql(`
  fragment InvitationRow on TeamInvitation {
    invitationId
    email
    role
    invitedBy
    sentAt
    expiresAt
  }
`);

const TEAM = graphql(`
  query Team($merchantId: ID!) {
    team(merchantId: $merchantId) {
      secondFactorAbovePaise
      members {
        ...MemberRow
      }
      invitations {
        ...InvitationRow
      }
    }
  }
`);

export type Member = MemberRowFragment;
export type Invitation = InvitationRowFragment;
export type InvitationRef = FragmentType<typeof INVITATION_ROW>;

export function useTeam(merchantId: string) {
  const { data, error, refetch } = usePolled(TEAM, { merchantId }, { everyMs: 30_000 });
  return {
    members: data?.team.members.map((each) => readFragment(MEMBER_ROW, each)),
    invitations: data?.team.invitations.map((each) => readFragment(INVITATION_ROW, each)) ?? [],
    abovePaise: data?.team.secondFactorAbovePaise ?? null,
    error,
    refetch,
  };
}

export const INVITE = graphql(`
  mutation InviteMember($input: InviteMemberInput!) {
    result: inviteMember(input: $input) {
      __typename
      ... on InviteMemberSuccess {
        token
        invitation {
          ...InvitationRow
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const RENEW = graphql(`
  mutation RenewInvitation($input: RenewInvitationInput!) {
    result: renewInvitation(input: $input) {
      __typename
      ... on RenewInvitationSuccess {
        token
        invitation {
          ...InvitationRow
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const REVOKE = graphql(`
  mutation RevokeInvitation($input: RevokeInvitationInput!) {
    result: revokeInvitation(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const CHANGE_ROLE = graphql(`
  mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {
    result: changeMemberRole(input: $input) {
      __typename
      ... on ChangeMemberRoleSuccess {
        keys {
          id
          name
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const REMOVE = graphql(`
  mutation RemoveMember($input: RemoveMemberInput!) {
    result: removeMember(input: $input) {
      __typename
      ... on RemoveMemberSuccess {
        keys {
          id
          name
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const SET_LIMIT = graphql(`
  mutation SetSecondFactorLimit($input: SetSecondFactorLimitInput!) {
    result: setSecondFactorLimit(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);
