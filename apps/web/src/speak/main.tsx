import '../kit/base.css';
import './exit/exit.css';
import { startPage } from '../kit/start.tsx';
import { App } from './app.tsx';
import { gone } from './early.ts';
import { languages } from './words/files.ts';
import { load } from './words/load.ts';

if (!gone) void startPage({ languages, load, page: <App /> });
