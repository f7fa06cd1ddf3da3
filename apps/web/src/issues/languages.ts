/** Languages in which statements are written, by their own names: `Intl.DisplayNames` is younger than some browsers. */
const NAMES: Readonly<Record<string, string>> = {
  am: 'አማርኛ',
  ar: 'العربية',
  bn: 'বাংলা',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fa: 'فارسی',
  fr: 'Français',
  hi: 'हिन्दी',
  id: 'Bahasa Indonesia',
  it: 'Italiano',
  ja: '日本語',
  ka: 'ქართული',
  km: 'ខ្មែរ',
  ko: '한국어',
  lo: 'ລາວ',
  mn: 'Монгол',
  ms: 'Bahasa Melayu',
  my: 'မြန်မာ',
  ne: 'नेपाली',
  pt: 'Português',
  ru: 'Русский',
  rw: 'Ikinyarwanda',
  si: 'සිංහල',
  so: 'Soomaali',
  sw: 'Kiswahili',
  ta: 'தமிழ்',
  th: 'ไทย',
  tr: 'Türkçe',
  uk: 'Українська',
  ur: 'اردو',
  uz: 'Oʻzbek',
  vi: 'Tiếng Việt',
  zh: '中文',
};

const named = (code: string): string => NAMES[code] ?? code;

/** To choose from, with the one that is chosen already, whichever that is. */
export function languageOptions(chosen: string | null): { value: string; label: string }[] {
  const codes = Object.keys(NAMES);
  const all = chosen !== null && chosen !== '' && !codes.includes(chosen) ? [...codes, chosen] : codes;
  // The page's four first: most statements are in one of them.
  const first = ['en', 'fr', 'es', 'ar'];
  return [...first, ...all.filter((code) => !first.includes(code))].map((value) => ({
    value,
    label: named(value),
  }));
}

export const languageName = named;
