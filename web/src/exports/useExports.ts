import { useMutation, useQuery } from "@tanstack/react-query";
import type { ApiError } from "../api";
import { restJson } from "../api/restJson";
import { announce } from "../navigation/announcer";
import { saveFile } from "../ui/saveFile";
import { forgetExport } from "./awaited";
import { EXPORTS_ADDRESS, type Export, fileOf, isRunning } from "./exportJob";

const RUNNING_MS = 2_000;
const RESTING_MS = 30_000;

/** The merchant's exports of the last day, newest first. */
export function useExports(merchantId: string) {
  return useQuery<Export[], ApiError>({
    queryKey: ["exports", merchantId],
    queryFn: async () => {
      const address = `${EXPORTS_ADDRESS}?merchant_id=${merchantId}`;
      return (await restJson<{ results: Export[] }>("GET", address)).results;
    },
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? RUNNING_MS : RESTING_MS),
  });
}

/** Fetches a finished file and puts it among the reader's downloads. */
export function useSaving(merchantId: string) {
  return useMutation({
    networkMode: "always",
    mutationFn: (job: Export) => fileOf(job),
    onSuccess: ({ file, name }, { id }) => {
      saveFile(file, name);
      forgetExport(merchantId, id);
      announce(`Exported ${name}`);
    },
  });
}
