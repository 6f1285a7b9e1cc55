import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient, watchConnection } from "./api";
import { Dashboard } from "./app/Dashboard";
import { SignInGate } from "./session/SignInGate";
import "./app/theme.css";

watchConnection();

createRoot(document.getElementById("dashboard") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <SignInGate>
        <Dashboard />
      </SignInGate>
    </QueryClientProvider>
  </StrictMode>,
);
