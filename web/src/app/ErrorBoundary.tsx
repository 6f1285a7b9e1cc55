import { Component, type ReactNode } from "react";
import { Button, Card, EmptyState } from "../ui";

/** Keeps a fault, or a part of the page that could not be loaded, from taking the rest along. A new key tries again. */
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
            title="This part of the page broke"
            action={<Button onClick={() => window.location.reload()}>Reload the page</Button>}
          >
            The page may have been renewed on the server since it was loaded. No payout is lost or
            made twice by reloading.
          </EmptyState>
        </Card>
      </div>
    );
  }
}
