export * from './cut.ts';
export * from './floor-time.ts';
export * from './ids.ts';
export * from './media-set.ts';
export * from './states.ts';
export * from './verdict.ts';
