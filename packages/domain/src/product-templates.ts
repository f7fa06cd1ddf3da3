/** The texts for speakers that the product begins with. Each has its title in the words of the staff's pages. */
export const PRODUCT_TEMPLATES = [
  'approve.plain',
  'approve.cut',
  'ask_changes.too_long',
  'ask_changes.sound',
  'ask_changes.picture',
  'ask_changes.names',
  'ask_changes.wrong_video',
  'decline.late',
  'decline.not_for_upr',
] as const;
export type ProductTemplate = (typeof PRODUCT_TEMPLATES)[number];
