type Options = Intl.DateTimeFormatOptions;

const DATES: Readonly<Record<string, Options>> = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
};
const MINUTES: Options = { hour: '2-digit', minute: '2-digit' };
const SECONDS: Options = { ...MINUTES, second: '2-digit' };
const TIMES: Readonly<Record<string, Options>> = {
  full: { ...SECONDS, timeZoneName: 'long' },
  long: { ...SECONDS, timeZoneName: 'short' },
  medium: SECONDS,
  short: MINUTES,
};

let stylesKnown: boolean | undefined;
function knowsStyles(): boolean {
  stylesKnown ??=
    new Intl.DateTimeFormat('en', { dateStyle: 'long' }).resolvedOptions().dateStyle !== undefined;
  return stylesKnown;
}

/** Safari 14.0 passes over `dateStyle` and `timeStyle`, and would say a bare date: there, what they stand for. */
export function dateParts(options: Options, knows = knowsStyles): Options {
  const { dateStyle, timeStyle, ...others } = options;
  if ((dateStyle === undefined && timeStyle === undefined) || knows()) return options;
  return { ...DATES[dateStyle ?? ''], ...TIMES[timeStyle ?? ''], ...others };
}
