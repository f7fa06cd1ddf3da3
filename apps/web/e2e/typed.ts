/** What the tests type as people: none of it may be written into a log. */
export const AGREED_AS = 'A. Speaker';
export const SHOWN_AS = 'ليلى حسن';
export const TYPED_NAMES: readonly string[] = [AGREED_AS, SHOWN_AS];
