import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { queryClient, watchConnection } from "./api";
import { forgetEarly } from "./api/early";
import { Dashboard } from "./app/Dashboard";
import { keepFocus } from "./navigation/keepFocus";
import { SignInGate } from "./session/SignInGate";
import { firstMerchant } from "./start/entry";
import { fillFromStart } from "./start/fill";
import "./app/theme.css";

watchConnection();
keepFocus();

function Page() {
  // Effects of the root run last: whoever wanted an early answer has taken it by now.
  useEffect(forgetEarly, []);
  return (
    <QueryClientProvider client={queryClient}>
      <SignInGate>
        <Dashboard />
      </SignInGate>
    </QueryClientProvider>
  );
}

// One render with all data in place of three; index.html shows the frame until then.
void fillFromStart(firstMerchant).then(() => {
  createRoot(document.getElementById("dashboard") as HTMLElement).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
});
