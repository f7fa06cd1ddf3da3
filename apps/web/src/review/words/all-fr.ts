import administration from '../administration/words/fr.json';
import board from '../board/words/fr.json';
import checklist from '../checklist/words/fr.json';
import decisions from '../decisions/words/fr.json';
import halfDays from '../half-days/words/fr.json';
import history from '../history/words/fr.json';
import missions from '../missions/words/fr.json';
import planning from '../planning/words/fr.json';
import programme from '../programme/words/fr.json';
import questions from '../questions/words/fr.json';
import recommendations from '../recommendations/words/fr.json';
import remarks from '../remarks/words/fr.json';
import screening from '../screening/words/fr.json';
import signIn from '../sign-in/words/fr.json';
import studio from '../studio/words/fr.json';
import written from '../written/words/fr.json';
import shared from './fr.json';

/** Every area keeps its own words; they come as one file. */
export default {
  ...shared,
  ...administration,
  ...board,
  ...checklist,
  ...decisions,
  ...halfDays,
  ...history,
  ...missions,
  ...planning,
  ...programme,
  ...questions,
  ...recommendations,
  ...remarks,
  ...screening,
  ...signIn,
  ...studio,
  ...written,
};
