export * from './access-routes.ts';
export * from './caption-routes.ts';
export * from './judgement-routes.ts';
export * from './route.ts';
export * from './routes.ts';
export * from './speaker-views.ts';
export * from './views.ts';
