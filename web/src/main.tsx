import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient, watchConnection } from "./api";
import { Dashboard } from "./app/Dashboard";
import { prefetchBalance } from "./balance/useBalance";
import { rememberedMerchant } from "./merchants/chosenMerchant";
import { currentLocation } from "./navigation/navigation";
import { SignInGate } from "./session/SignInGate";
import "./app/theme.css";

watchConnection();

// Not one round trip after the other: the merchant is most often known already.
const { view, merchant: inAddress } = currentLocation();
const merchant = inAddress ?? rememberedMerchant();
if (view === "overview" && merchant) prefetchBalance(merchant);

createRoot(document.getElementById("dashboard") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <SignInGate>
        <Dashboard />
      </SignInGate>
    </QueryClientProvider>
  </StrictMode>,
);
