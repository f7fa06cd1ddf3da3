import '../kit/base.css';
import '../kit/fonts.css';
import { startPage } from '../kit/start.tsx';
import { App } from './app.tsx';
import { languages, load } from './words/load.ts';

void startPage({ languages, load, page: <App /> });
