export { type House, type HouseParts, type Invited, openHouse } from './house.ts';
export { type ManifestOptions, manifestOf } from './manifest.ts';
