export const CHROME_87: string;
export function hasChrome87(): boolean;
export function ensureChrome87(): boolean;
