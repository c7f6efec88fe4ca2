/** Under which a number that was said in passing lies among a record's texts. */
export const guessName = (of: string): string => `guess ${of}`;

/** The output that it is of. */
export const guessedOf = (name: string): string => name.slice("guess ".length);

/** Whether a text is such a number: it is no draft, and nothing is missing without it. */
export const isGuess = (name: string): boolean => name.startsWith("guess ");
