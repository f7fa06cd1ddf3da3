const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Long enough to take a statement back after the session, too. */
export const LINK_VALID_MS = 180 * DAY_MS;
export const DEVICE_VALID_MS = 30 * DAY_MS;

/** For the request that follows an opening, on a slow line. */
export const TICKET_VALID_MS = 2 * MINUTE_MS;
/** A session that lies in one tab: nobody holds it longer, and a tab that was closed is a device no more. */
export const TAB_VALID_MS = DAY_MS;

export const CODE_VALID_MS = 10 * MINUTE_MS;
export const CODE_ATTEMPTS = 5;
export const CODES_PER_HOUR = 5;
export const CODE_WINDOW_MS = 60 * MINUTE_MS;
/** A page that is loaded again so soon gets no second mail. */
export const CODE_RESEND_MS = MINUTE_MS;
