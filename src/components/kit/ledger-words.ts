/** What the ledger says to a reader when the storage fails. */
export const REFUSED =
  "This browser does not let the page store anything: your work is not saved on this device. Keep it by the link or the report under “Share”.";
export const LATER =
  "A later version of this book has stored your work here. It is left as it is, and what you do on this page is not saved on this device.";
export const FULL =
  "This browser’s storage is full: what you do now is not saved on this device. Keep it by the link or the report under “Share”.";
export const DAMAGED =
  "What was stored on this device could not be read. It is kept aside, and the page starts a new ledger.";
export const DAMAGED_CHAPTER =
  "Your stored work on this chapter could not be read. It is kept aside; the other chapters are untouched.";
export const UNFIT =
  "This record has outgrown what the ledger takes: it is not saved on this device. Keep it by the report under “Share”.";
