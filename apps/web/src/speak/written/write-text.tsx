import { ApiProblem } from '@rostrum/client';
import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextArea } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { State } from '../../kit/state.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { ChooseLanguage } from './choose-language.tsx';
import { EarlierVersions } from './earlier-versions.tsx';
import { EraseText } from './erase-text.tsx';
import { SpokenLength } from './spoken-length.tsx';
import type { UnsavedText, Written } from './unsaved-text.ts';
import { useText } from './use-text.ts';
import { type WrittenResource, wordsOfFile } from './use-written.ts';
import styles from './written.module.css';
import { useWrittenWords } from './written-words.ts';

/** Word processors, and what phones call plain text. */
const ACCEPTED = '.docx,.odt,.pdf,.txt,.text,.md,text/plain,application/pdf';

export interface WriteTextProps {
  readonly view: Statement;
  readonly written: Written;
  readonly resource: WrittenResource;
}

type Failed = { readonly what: 'save' | 'file'; readonly problem: ApiProblem };

/** One language at a time: paste or choose a file, read it over, save. */
export function WriteText({ view, written, resource }: WriteTextProps) {
  const { t, date } = useWrittenWords();
  const first = written.texts.find(({ language }) => language === view.language) ?? written.texts[0];
  const being = useText(view.statement.id, written, first?.language ?? '');
  const { language, text, saved, unsaved, overtaken, before } = being;
  const [unnamed, setUnnamed] = useState(false);
  const [busy, setBusy] = useState<'save' | 'file' | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [readFrom, setReadFrom] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const named = () => {
    setUnnamed(language === '');
    return language !== '';
  };
  async function save(what: UnsavedText | null) {
    if (what === null || !named()) return;
    setBusy('save');
    setFailed(null);
    try {
      await resource.save(language, what);
      being.settled();
      setReadFrom(null);
    } catch (error) {
      const problem = asProblem(error);
      // Somebody else saved meanwhile: what they saved is fetched, and both are here.
      if (problem.code === 'stale') await resource.refetch();
      else setFailed({ what: 'save', problem });
    }
    setBusy(null);
  }
  async function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (file === undefined || !named()) return;
    setBusy('file');
    setFailed(null);
    setReadFrom(null);
    try {
      if (file.size > written.limits.fileBytes) throw tooLarge();
      const { text: words, kind } = await wordsOfFile(language, file);
      being.replace(words, kind);
      setReadFrom(file.name);
    } catch (error) {
      setFailed({ what: 'file', problem: asProblem(error) });
    }
    setBusy(null);
  }
  return (
    <Stack>
      <ChooseLanguage
        view={view}
        written={written}
        value={language}
        missing={unnamed}
        onChange={(next) => {
          setUnnamed(false);
          setFailed(null);
          setReadFrom(null);
          being.choose(next);
        }}
      />
      <div className={styles.write}>
        <TextArea
          label={t('written.label')}
          hint={t('written.hint')}
          rows={12}
          dir="auto"
          {...(language === '' ? {} : { lang: language })}
          value={text}
          onChange={({ target }) => being.write(target.value)}
        />
      </div>
      <div aria-live="polite">
        <Stack gap="close">
          <SpokenLength text={text} language={language} limitMs={view.floor.maximumMs} />
          {readFrom !== null && (
            <Notice tone="neutral" title={t('written.read', { file: `\u2068${readFrom}\u2069` })}>
              {t('written.read.do')}
            </Notice>
          )}
          {overtaken && unsaved !== null && (
            <Notice
              tone="amber"
              title={t('written.overtaken')}
              action={
                <Actions>
                  <Button onClick={() => void save(being.rebase())}>{t('written.overtaken.mine')}</Button>
                  <Button kind="plain" onClick={being.discard}>
                    {t('written.overtaken.theirs')}
                  </Button>
                </Actions>
              }
            >
              {t('written.overtaken.do')}
            </Notice>
          )}
          {failed && (
            <ProblemNotice
              problem={failed.problem}
              title={t(failed.what === 'save' ? 'written.save.failed' : 'written.file.failed')}
              nothingLost
            />
          )}
          {unsaved !== null && !overtaken && <State tone="amber">{t('written.unsaved')}</State>}
          {unsaved === null && saved !== undefined && (
            <>
              <State tone="green">{t('written.saved')}</State>
              <p className={styles.soft}>
                {t('written.saved.as', {
                  n: saved.number,
                  when: date(saved.createdAt, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
                  who: t(`written.by.${saved.madeBy}`),
                })}
              </p>
            </>
          )}
        </Stack>
      </div>
      <Actions>
        <Button
          kind="primary"
          disabled={unsaved === null || text.trim() === '' || overtaken}
          busy={busy === 'save' && t('speak.saving')}
          onClick={() => void save(unsaved)}
        >
          {t('written.save')}
        </Button>
        <Button
          icon="file"
          busy={busy === 'file' && t('written.reading')}
          onClick={() => {
            if (named()) input.current?.click();
          }}
        >
          {t('written.file')}
        </Button>
        {before !== null && (
          <Button kind="plain" icon="undo" onClick={being.putBack}>
            {t('written.putBack')}
          </Button>
        )}
        {unsaved !== null && saved !== undefined && !overtaken && before === null && (
          <Button kind="plain" onClick={being.discard}>
            {t('written.discard')}
          </Button>
        )}
      </Actions>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        hidden
        aria-label={t('written.file')}
        onChange={(event) => {
          void take(event);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
      {saved !== undefined && (
        <EarlierVersions
          versions={written.versions.filter((one) => one.language === language)}
          onTake={(version) => being.replace(version.text, version.source)}
        />
      )}
      {saved !== undefined && (
        <EraseText
          key={language}
          saved={saved}
          published={view.published}
          onErase={async () => {
            await resource.erase(language);
            being.settled();
          }}
        />
      )}
    </Stack>
  );
}

const tooLarge = () => new ApiProblem({ code: 'document_too_large', status: 413, title: '' });
