/** Said by the child before it looks at the file: from then on a bad end is the file's doing. */
export const FIRST_WORD = 'reading\n';
