import administration from '../administration/words/en.json';
import board from '../board/words/en.json';
import checklist from '../checklist/words/en.json';
import decisions from '../decisions/words/en.json';
import halfDays from '../half-days/words/en.json';
import history from '../history/words/en.json';
import missions from '../missions/words/en.json';
import planning from '../planning/words/en.json';
import programme from '../programme/words/en.json';
import questions from '../questions/words/en.json';
import recommendations from '../recommendations/words/en.json';
import remarks from '../remarks/words/en.json';
import screening from '../screening/words/en.json';
import signIn from '../sign-in/words/en.json';
import studio from '../studio/words/en.json';
import written from '../written/words/en.json';
import shared from './en.json';

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
