import '../kit/base.css';
import '../kit/fonts.css';
import { startPage } from '../kit/start.tsx';
import { App } from './app.tsx';
import { preloadStudio } from './studio/preload.ts';
import { languages, load } from './words/load.ts';

preloadStudio();
void startPage({ languages, load, page: <App /> });
