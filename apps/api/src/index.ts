export { type Api, type ApiDeps, createApi } from './app.ts';
export { createMetrics, type Metrics, serveMetrics } from './metrics.ts';
export type { ApiSettings } from './settings.ts';
export { ensureDemonstrationStaff } from './staff/demonstration.ts';
