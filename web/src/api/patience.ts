/** Aborts after `ms`, or with `signal`. (AbortSignal.any is newer than the oldest supported browsers.) */
export function withPatience(ms: number, signal?: AbortSignal) {
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException("No response.", "TimeoutError")),
    ms,
  );
  if (signal?.aborted) stop();
  else signal?.addEventListener("abort", stop, { once: true });
  return {
    signal: controller.signal,
    /** Call it when the request has ended: its signal no longer aborts. */
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    },
  };
}
