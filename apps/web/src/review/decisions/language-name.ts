export { languageName } from '@rostrum/domain';
