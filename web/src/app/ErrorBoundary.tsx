import { Component, type ReactNode } from "react";
import { Button, Card, EmptyState } from "../ui";

/** Limits an error, or a chunk that failed to load, to its part of the page. A new key tries again. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <div role="alert" className="my-5">
        <Card>
          <EmptyState
            title="Something went wrong here"
            action={<Button onClick={() => window.location.reload()}>Reload</Button>}
          >
            Reload to try again; no payout is lost or repeated.
          </EmptyState>
        </Card>
      </div>
    );
  }
}
