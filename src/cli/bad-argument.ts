/** What the caller typed cannot be done; the message says why in a sentence. The command ends with 2. */
export class BadArgument extends Error {}
