import { accessRoutes } from './access-routes.ts';
import { adminRoutes } from './administration-routes.ts';
import { boardRoutes } from './board-routes.ts';
import { captionRoutes } from './caption-routes.ts';
import { halfDayRoutes } from './half-day-routes.ts';
import { historyRoutes } from './history-routes.ts';
import { judgementRoutes } from './judgement-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { planningRoutes } from './planning-routes.ts';
import { portraitRoutes } from './portrait-routes.ts';
import { publicRoutes } from './public-routes.ts';
import { questionRoutes } from './question-routes.ts';
import { recommendationRoutes } from './recommendation-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { screeningRoutes } from './screening-routes.ts';
import { speakerRoutes } from './speaker-routes.ts';
import { watchRoutes } from './watch-routes.ts';
import { wordsRoutes } from './words-routes.ts';
import { writtenRoutes } from './written-routes.ts';

export const routes = {
  ...publicRoutes,
  ...linkRoutes,
  ...speakerRoutes,
  ...reviewRoutes,
  ...boardRoutes,
  ...judgementRoutes,
  ...mediaRoutes,
  ...captionRoutes,
  ...portraitRoutes,
  ...planningRoutes,
  ...watchRoutes,
  ...accessRoutes,
  ...screeningRoutes,
  ...halfDayRoutes,
  ...adminRoutes,
  ...historyRoutes,
  ...questionRoutes,
  ...writtenRoutes,
  ...wordsRoutes,
  ...recommendationRoutes,
};
export type Routes = typeof routes;
