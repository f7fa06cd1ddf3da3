import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import type { Item } from '../api.ts';
import { useCopy } from '../use-copy.ts';
import { LanguageChoice, useLanguage } from './in-language.tsx';
import styles from './text.module.css';
import { useTextWords, WithTextWords } from './text-words.tsx';
import type { StatementWords, WrittenText } from './use-words-of.ts';

export interface WrittenProps {
  /** The statement on show. */
  readonly item: Item;
  /** Null until they are here. */
  readonly words: StatementWords | null;
}

/** The statement as it was handed in in writing. */
export default function Written({ item, words }: WrittenProps) {
  return (
    <WithTextWords>
      {words === null ? (
        <Skeleton shape="text" count={6} />
      ) : (
        <Text key={item.statementId} item={item} texts={words.written} only={words.captions.length === 0} />
      )}
    </WithTextWords>
  );
}

interface TextProps extends Pick<WrittenProps, 'item'> {
  readonly texts: readonly WrittenText[];
  /** There is no transcript. */
  readonly only: boolean;
}

function Text({ item, texts, only }: TextProps) {
  const { t } = useTextWords();
  const { shown, choose } = useLanguage(texts);
  if (shown === undefined) return null;
  const { organisation } = item;
  return (
    <div className={styles.panel}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          <bdi>{organisation.name}</bdi>
        </h2>
        <p className={styles.soft}>{t(only ? 'watch.text.only' : 'watch.text.handedIn')}</p>
        <div className={styles.bar}>
          <LanguageChoice texts={texts} shown={shown.language} onChoose={choose} />
          <Copy text={shown.text} />
        </div>
      </header>
      <div className={styles.frame}>
        <section
          key={shown.language}
          className={styles.box}
          data-written
          lang={shown.language}
          dir={shown.direction}
          aria-label={t('watch.text.written', { name: `\u2068${organisation.name}\u2069` })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its box is scrolled by keyboard
          tabIndex={0}
        >
          {shown.text
            .split(/\n+/)
            .filter((line) => line !== '')
            .map((line, at) => (
              <p key={at} className={styles.paragraph}>
                {line}
              </p>
            ))}
        </section>
      </div>
    </div>
  );
}

function Copy({ text }: { readonly text: string }) {
  const { t } = useTextWords();
  const { said, copy } = useCopy(() => text);
  return (
    <>
      <Button kind="plain" icon="copy" onClick={() => void copy()}>
        {t('watch.text.copy')}
      </Button>
      <span role="status" className={styles.soft}>
        {said !== null && t(`watch.text.${said}`)}
      </span>
    </>
  );
}
