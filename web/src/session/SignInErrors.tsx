import { clockOf } from "./useSignIn";

type Props = { text: string | undefined; secondsLeft: number | null };

export function SignInErrors({ text, secondsLeft }: Props) {
  if (!text) return null;
  return (
    <div className="rounded-lg bg-bad-quiet px-3 py-2 text-sm text-bad">
      <p role="alert">{text}</p>
      {/* Outside the alert, which would be read out every second. */}
      {secondsLeft !== null && (
        <p role="timer" className="font-medium">
          {secondsLeft > 0 ? `${clockOf(secondsLeft)} left` : "You can try again now."}
        </p>
      )}
    </div>
  );
}
