/** The API's reason codes that a return may have, in words. */
export const RETURN_REASONS = [
  ["bank_account_closed", "Account closed"],
  ["bank_account_frozen", "Account frozen"],
  ["bank_account_invalid", "No such account"],
  ["beneficiary_account_dormant", "Account dormant"],
  ["invalid_ifsc_code", "Wrong IFSC"],
  ["imps_not_allowed", "IMPS not allowed for the account"],
  ["transaction_limit_exceeded", "Above the account's limit"],
  ["beneficiary_bank_rejected", "Refused by the beneficiary's bank"],
  ["beneficiary_bank_failure", "Failure at the beneficiary's bank"],
  ["beneficiary_bank_offline", "Beneficiary's bank offline"],
  ["beneficiary_bank_technical_error", "Technical error at the beneficiary's bank"],
] as const;
