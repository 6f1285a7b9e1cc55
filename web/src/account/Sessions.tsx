import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../api";
import { Button, ErrorState, SkeletonRows, Time } from "../ui";
import { endOtherSessions, endSession, fetchSessions, type OwnSession } from "./account";
import { useSending } from "./useSending";

export const SESSIONS = ["account", "sessions"];

/** Where the user is signed in, and the buttons that end it there. */
export function Sessions() {
  const client = useQueryClient();
  const {
    data: sessions,
    error,
    refetch,
  } = useQuery<OwnSession[], ApiError>({ queryKey: SESSIONS, queryFn: fetchSessions });
  const { errors, isSending, send } = useSending([]);

  const end = (call: () => Promise<unknown>) =>
    void send({}, call, () => void client.invalidateQueries({ queryKey: SESSIONS }));

  if (!sessions) {
    return error ? (
      <ErrorState what="your sessions" error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows what="your sessions" count={2} />
    );
  }
  return (
    <div className="grid gap-3">
      <ul className="grid gap-3">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-line px-4 py-3"
          >
            <div className="min-w-0 text-sm">
              <p className="font-medium">
                {nameOf(session)}
                {session.is_current && <span className="font-normal text-ok"> · this one</span>}
              </p>
              <p className="wrap-anywhere text-soft">
                {session.address ?? "Unknown address"}
                {session.last_seen_at && (
                  <>
                    {" · last seen "}
                    <Time at={session.last_seen_at} hasZone />
                  </>
                )}
              </p>
              {session.begun_at && (
                <p className="text-soft">
                  Signed in <Time at={session.begun_at} hasZone />
                </p>
              )}
            </div>
            {!session.is_current && (
              <Button
                isSmall
                aria-disabled={isSending}
                aria-label={`Sign out ${nameOf(session)}`}
                onClick={() => end(() => endSession(session.id))}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {errors.form && (
        <p role="alert" className="text-sm text-bad">
          {errors.form}
        </p>
      )}
      {sessions.length > 1 && (
        <div>
          <Button aria-disabled={isSending} onClick={() => end(endOtherSessions)}>
            Sign out everywhere else
          </Button>
        </div>
      )}
      <p role="status" className="sr-only">
        {sessions.length === 1 ? "1 session" : `${sessions.length} sessions`}
      </p>
    </div>
  );
}

function nameOf({ browser }: OwnSession): string {
  return browser ?? "Unknown browser";
}
