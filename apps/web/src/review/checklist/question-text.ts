import { isProductQuestion } from '@rostrum/domain';
import { useWords } from '../words/use-words.ts';
import type { Question } from './use-checklist.ts';

/** In the reader's language: the product's words, or the session's own. */
export function useQuestionText(): (question: Pick<Question, 'id' | 'text'>) => string {
  const { t, language } = useWords();
  return ({ id, text }) => {
    if (text !== null) return language === 'fr' ? text.fr : text.en;
    return isProductQuestion(id) ? t(`question.${id}`) : id;
  };
}
