export {
  jobRun,
  openPlant,
  type Place,
  type PlaceOptions,
  type Plant,
  type SendOptions,
  sha256Of,
} from './plant.ts';
